package dev.rolecall.explanation;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.incident.action.Acknowledgement;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.ActionTaken.Kind;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.identity.CallerIdentity;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.SharedMembers;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentBuilder;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.incident.state.SampledNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Notices of incidents whose newest denial is one of the corpus.
public final class NotificationStories {

  private static final Path EVENTS = Path.of("..", "events");
  private static final Path RESOURCES = Path.of("src", "test", "resources", "notices");

  private NotificationStories() {}

  /// All stories of the corpus.
  public static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  /// The golden files, and what they have to hold.
  static Map<Path, Notification> goldens() throws IOException {
    Map<Path, Notification> goldens = new TreeMap<>();
    Path vendor = EVENTS.resolve("external-id-missing/vendor-onboarding");
    goldens.put(notice(vendor, "first"), repeated(vendor, NotificationKind.FIRST, 1, 0));
    goldens.put(notice(vendor, "changed"), changed(vendor));
    goldens.put(notice(vendor, "reminder"), repeated(vendor, NotificationKind.REMINDER, 1_204, 58));
    goldens.put(notice(vendor, "progress"), repeated(vendor, NotificationKind.PROGRESS, 96, 11));
    goldens.put(notice(vendor, "resolved"), succeeded(vendor));
    goldens.put(notice(vendor, "acknowledged"), handled(vendor, Kind.ACKNOWLEDGED));
    goldens.put(notice(vendor, "snoozed"), handled(vendor, Kind.ACKNOWLEDGED, Kind.SNOOZED));
    goldens.put(notice(vendor, "checked"), handled(vendor, Kind.CHECKED_AGAIN));
    goldens.put(notice(vendor, "resolved-by-hand"), byHand(vendor));
    goldens.put(notice(vendor, "reopened"), reopened(vendor));
    Path docs = EVENTS.resolve("changed-since/trust-policy-edited-ten-minutes-later");
    goldens.put(notice(docs, "resolved"), nowAllowed(docs));
    Path unit = EVENTS.resolve("scp-deny/allow-list-of-a-unit");
    goldens.put(notice(unit, "resolved"), silent(unit));
    Path byHand = EVENTS.resolve("principal-not-trusted/execution-role-tried-by-hand");
    goldens.put(notice(byHand, "first"), again(byHand));
    goldens.put(resource("search"), search(NotificationKind.FIRST));
    goldens.put(resource("search-reminder"), search(NotificationKind.REMINDER));
    goldens.put(resource("search-resolved"), search(NotificationKind.RESOLVED));
    goldens.put(resource("another-owner"), stranger());
    goldens.put(resource("digest"), digest());
    Path europe = EVENTS.resolve("scp-deny/region-outside-europe");
    goldens.put(resource("shared-cause"), sharedCause(europe, NotificationKind.FIRST, 2_000));
    goldens.put(
        resource("shared-cause-reminder"), sharedCause(europe, NotificationKind.REMINDER, 2_000));
    goldens.put(
        resource("shared-cause-resolved"), sharedCause(europe, NotificationKind.RESOLVED, 2_000));
    return goldens;
  }

  private static Path notice(Path story, String name) {
    return story.resolve("notices").resolve(name + ".json");
  }

  private static Path resource(String name) {
    return RESOURCES.resolve(name + ".json");
  }

  /// A notice of each kind for a story, with whatever an incident may have.
  public static List<Notification> ofEveryKind(Path story) throws IOException {
    List<Notification> notices = new ArrayList<>();
    Explanation explanation = Corpus.explained(story);
    Instant last = time(explanation);
    for (NotificationKind kind : NotificationKind.values()) {
      IncidentBuilder incident = incident(explanation, 1_204, Duration.ofHours(30));
      causes(incident, explanation, last.minusSeconds(600));
      incident.episode(2).owner(Optional.of("payments")).sessions(sessions(10, true));
      incident.sources(sources(10));
      act(incident, last.plusSeconds(600), Kind.values());
      if (kind == NotificationKind.RESOLVED) {
        end(incident, Resolution.How.NOW_ALLOWED, last.plusSeconds(900));
      }
      notices.add(
          new Notification.OfRefusal(kind, incident.build(), explanation, last.plusSeconds(960)));
      notices.add(sharedCause(story, kind, 30));
    }
    return notices;
  }

  private static Instant time(Explanation explanation) {
    return explanation.denial().time().orElse(Instant.parse("2026-11-03T02:14:07Z"));
  }

  private static IncidentBuilder incident(Explanation explanation, long denials, Duration lasts) {
    Instant last = time(explanation);
    Instant first = last.minus(denials == 1 ? Duration.ZERO : lasts);
    CauseCode cause = explanation.diagnosis().cause().code();
    return Incident.begin(IncidentSubject.Refusal.of(explanation.denial()), first)
        .lastSeen(last)
        .denials(denials)
        .causes(List.of(new CauseInterval(cause, denials, first, last)))
        .notices(3)
        .pending(
            Optional.of(
                new NotificationClaim(
                    NotificationKind.FIRST, 3, 1, denials, last, last.plusSeconds(45))));
  }

  /// What stood in the way before the newest cause, and until when.
  private static void causes(IncidentBuilder incident, Explanation explanation, Instant until) {
    Instant last = time(explanation);
    CauseCode now = explanation.diagnosis().cause().code();
    CauseCode before =
        now == CauseCode.PRINCIPAL_NOT_TRUSTED
            ? CauseCode.IDENTITY_PERMISSION_MISSING
            : CauseCode.PRINCIPAL_NOT_TRUSTED;
    incident.causes(
        List.of(
            new CauseInterval(before, 12, until.minusSeconds(900), until),
            new CauseInterval(now, 3, until.plusSeconds(240), last)));
  }

  private static void end(IncidentBuilder incident, Resolution.How how, Instant at) {
    incident.phase(IncidentState.RESOLVED).resolution(Optional.of(new Resolution(how, at)));
  }

  private static SampledNames sessions(int number, boolean more) {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      named.add("build-" + (4_711 + i));
    }
    return new SampledNames(named, more);
  }

  private static SampledNames sources(int number) {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      named.add("203.0.113." + (41 + i));
    }
    return new SampledNames(named, false);
  }

  private static Notification repeated(
      Path story, NotificationKind kind, long denials, long minutes) throws IOException {
    Explanation explanation = Corpus.explained(story);
    IncidentBuilder incident =
        incident(explanation, denials, Duration.ofMinutes(minutes))
            .owner(Optional.of("finops"))
            .sessions(new SampledNames(List.of("terraform-vendor-onboarding"), false))
            .sources(sources(denials == 1 ? 1 : 2));
    return new Notification.OfRefusal(
        kind, incident.build(), explanation, time(explanation).plusSeconds(40));
  }

  private static Notification changed(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    IncidentBuilder incident =
        incident(explanation, 15, Duration.ofMinutes(24))
            .owner(Optional.of("finops"))
            .sources(sources(2));
    causes(incident, explanation, time(explanation).minusSeconds(420));
    return new Notification.OfRefusal(
        NotificationKind.CHANGED, incident.build(), explanation, time(explanation).plusSeconds(40));
  }

  private static Notification succeeded(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    Instant last = time(explanation);
    IncidentBuilder incident =
        incident(explanation, 1_210, Duration.ofMinutes(64)).owner(Optional.of("finops"));
    causes(incident, explanation, last.minusSeconds(2_400));
    end(incident, Resolution.How.SUCCEEDED, last.plusSeconds(300));
    Change change =
        new Change(
            last.minusSeconds(2_300),
            ChangeEvent.UpdateAssumeRolePolicy,
            "arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_PlatformAdmin_7d41e08b6a92c5f3/m.okafor@harborline.example",
            Optional.empty(),
            Map.of(ChangeEvent.Name.ROLE, "cost-reporting"),
            Change.Kind.ROLE);
    Change success =
        new Change(
            last.plusSeconds(260),
            ChangeEvent.AssumeRole,
            "arn:aws:sts::210987654321:assumed-role/vendor-onboarding/terraform-vendor-onboarding",
            Optional.empty(),
            Map.of(ChangeEvent.Name.ROLE, "cost-reporting"),
            Change.Kind.ASSUMED);
    return new Notification.OfRefusal(
        NotificationKind.RESOLVED,
        incident.build(),
        with(explanation, List.of(success, change)),
        last.plusSeconds(301));
  }

  private static Explanation with(Explanation explanation, List<Change> changes) {
    return new Explanation(
        explanation.denial(),
        explanation.callerPrincipal(),
        explanation.diagnosis(),
        explanation.checklist(),
        changes,
        explanation.fixes(),
        explanation.suggestions(),
        explanation.candidates(),
        Optional.empty(),
        List.of(),
        explanation.roleTags(),
        false,
        explanation.accountNames());
  }

  private static Notification nowAllowed(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    Instant last = time(explanation);
    IncidentBuilder incident = incident(explanation, 7, Duration.ofMinutes(31));
    incident.causes(
        List.of(
            new CauseInterval(
                CauseCode.PRINCIPAL_NOT_TRUSTED, 7, last.minus(Duration.ofMinutes(31)), last)));
    end(incident, Resolution.How.NOW_ALLOWED, last.plusSeconds(660));
    return new Notification.OfRefusal(
        NotificationKind.RESOLVED, incident.build(), explanation, last.plusSeconds(661));
  }

  private static Notification silent(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    Instant last = time(explanation);
    IncidentBuilder incident = incident(explanation, 38, Duration.ofMinutes(9));
    end(incident, Resolution.How.SILENT, last.plus(Duration.ofHours(24)));
    return new Notification.OfRefusal(
        NotificationKind.RESOLVED, incident.build(), explanation, last.plus(Duration.ofHours(24)));
  }

  private static Notification again(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    IncidentBuilder incident = incident(explanation, 1, Duration.ZERO).episode(2);
    return new Notification.OfRefusal(
        NotificationKind.FIRST, incident.build(), explanation, time(explanation).plusSeconds(200));
  }

  /// What people did about an incident, in this order.
  private static void act(IncidentBuilder incident, Instant at, Kind... kinds) {
    List<ActionTaken> actions = new ArrayList<>();
    for (Kind kind : kinds) {
      Instant time = at.plusSeconds(60L * actions.size());
      Optional<Instant> until =
          Optional.of(time.plus(Duration.ofHours(24))).filter(_ -> kind == Kind.SNOOZED);
      actions.add(new ActionTaken("maria.lopez", kind, time, until, Optional.empty()));
      if (kind == Kind.ACKNOWLEDGED) {
        incident.acknowledged(
            Optional.of(
                new Acknowledgement("maria.lopez", time, incident.build().causes().size())));
      } else if (kind == Kind.SNOOZED) {
        incident.snooze(Optional.of(new SnoozePeriod("maria.lopez", time, until, 1)));
      }
    }
    incident.actions(actions);
  }

  private static Notification handled(Path story, Kind... kinds) throws IOException {
    Explanation explanation = Corpus.explained(story);
    IncidentBuilder incident =
        incident(explanation, 96, Duration.ofMinutes(11)).owner(Optional.of("finops"));
    act(incident, time(explanation).plusSeconds(20), kinds);
    return new Notification.OfRefusal(
        NotificationKind.HANDLED,
        incident.build(),
        explanation,
        time(explanation).plusSeconds(60L * kinds.length));
  }

  private static Notification byHand(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    Instant last = time(explanation);
    IncidentBuilder incident = incident(explanation, 96, Duration.ofMinutes(11));
    act(incident, last.plusSeconds(240), Kind.ACKNOWLEDGED, Kind.RESOLVED);
    incident.acknowledged(Optional.empty());
    end(incident, Resolution.How.BY_HAND, last.plusSeconds(300));
    return new Notification.OfRefusal(
        NotificationKind.RESOLVED, incident.build(), explanation, last.plusSeconds(301));
  }

  private static Notification reopened(Path story) throws IOException {
    Explanation explanation = Corpus.explained(story);
    Instant last = time(explanation);
    IncidentBuilder incident =
        incident(explanation, 97, Duration.ofMinutes(40)).owner(Optional.of("finops"));
    incident.resolution(
        Optional.of(new Resolution(Resolution.How.NOW_ALLOWED, last.minusSeconds(240))));
    return new Notification.OfRefusal(
        NotificationKind.REOPENED, incident.build(), explanation, last.plusSeconds(40));
  }

  /// So many pairs that one change blocks, the story's denial among them.
  private static Notification sharedCause(Path story, NotificationKind kind, int number)
      throws IOException {
    Explanation explanation = Corpus.explained(story);
    Instant last = time(explanation);
    Cause cause = explanation.diagnosis().cause();
    IncidentSubject.Refusal sample = IncidentSubject.Refusal.of(explanation.denial());
    List<SharedMembers.Pair> pairs = new ArrayList<>();
    pairs.add(
        new SharedMembers.Pair(
            sample.id(), sample.caller(), sample.role(), 412, kind == NotificationKind.RESOLVED));
    boolean over = kind == NotificationKind.RESOLVED;
    for (int i = 1; i < number; i++) {
      IncidentSubject.Refusal other =
          new IncidentSubject.Refusal(
              "arn:aws:iam::%d:role/service-%03d".formatted(300_000_000_000L + i * 7_919L, i),
              "arn:aws:iam::%d:role/data-reader-%d"
                  .formatted(400_000_000_000L + i % 40 * 104_729L, i % 40),
              sample.action());
      pairs.add(
          new SharedMembers.Pair(
              other.id(),
              other.caller(),
              other.role(),
              400 / (1 + i / 10) + 1,
              over || (kind == NotificationKind.REMINDER && i % 4 == 0)));
    }
    Change change =
        new Change(
            last.minusSeconds(50),
            ChangeEvent.UpdatePolicy,
            "arn:aws:sts::999988887777:assumed-role/AWSReservedSSO_OrganizationAdmin_1f0c52aa9d3be764/m.okafor@harborline.example",
            Optional.of("0f7d2c1e-5b7a-4a57-9f3e-7f0f4b1c8d21"),
            Map.of(ChangeEvent.Name.POLICY, "p-4k2m9x7q"),
            Change.Kind.ORGANIZATION);
    long denials = pairs.stream().mapToLong(SharedMembers.Pair::denials).sum();
    IncidentBuilder incident =
        Incident.begin(
                new IncidentSubject.SharedCause(
                    cause.policy().orElse(""),
                    cause.statement().flatMap(Cause.StatementRef::sid).orElse(""),
                    cause.code()),
                last.minusSeconds(45))
            .lastSeen(kind == NotificationKind.FIRST ? last : last.plusSeconds(900))
            .denials(denials)
            .causes(List.of(new CauseInterval(cause.code(), denials, last.minusSeconds(45), last)))
            .notices(1)
            .change(Optional.of(change));
    if (over) {
      end(incident, Resolution.How.NOW_ALLOWED, last.plusSeconds(1_500));
    }
    return new Notification.OfSharedCause(
        kind,
        incident.build(),
        explanation,
        new SharedMembers(pairs, Optional.of(change)),
        last.plusSeconds(
            switch (kind) {
              case FIRST -> 15;
              case RESOLVED -> 1_501;
              case CHANGED, REMINDER, PROGRESS, HANDLED, REOPENED -> 920;
            }));
  }

  private static Notification search(NotificationKind kind) throws IOException {
    Explanation sample = Corpus.explained(EVENTS.resolve("scp-deny/allow-list-of-a-unit"));
    Instant last = time(sample);
    String caller = sample.denial().caller().principalArn().orElseThrow();
    List<String> names =
        List.of(
            "deploy",
            "admin",
            "OrganizationAccountAccessRole",
            "backup",
            "prod-admin",
            "terraform",
            "ci",
            "break-glass",
            "data-lake",
            "security-audit",
            "billing",
            "support",
            "network",
            "test-data");
    Map<String, Instant> roles = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      roles.put(
          "arn:aws:iam::"
              + (i % 2 == 0 ? "555566667777" : "444455556666")
              + ":role/"
              + names.get(i),
          last.minusSeconds(27L * (names.size() - 1 - i)));
    }
    IncidentBuilder incident =
        Incident.begin(new IncidentSubject.Search(caller, "654321098765"), last.minusSeconds(360))
            .lastSeen(last)
            .denials(31)
            .roles(roles)
            .roleCount(14)
            .sessions(new SampledNames(List.of("i-0c2b7de14f98a3605", "boto3-session-1"), false))
            .sources(sources(3))
            .notices(1);
    if (kind == NotificationKind.RESOLVED) {
      end(incident, Resolution.How.SILENT, last.plus(Duration.ofHours(24)));
      return new Notification.OfSearch(
          kind, incident.build(), Optional.of(sample), last.plus(Duration.ofHours(24)));
    }
    return new Notification.OfSearch(
        kind, incident.build(), Optional.of(sample), last.plusSeconds(90));
  }

  private static Notification stranger() throws IOException {
    Explanation sample =
        Corpus.explained(EVENTS.resolve("oidc-claim-mismatch/github-other-organization"));
    Instant last = time(sample);
    IncidentSubject.Search subject = IncidentSubject.Search.of(sample.denial());
    IncidentBuilder incident =
        Incident.begin(subject, last)
            .lastSeen(last)
            .denials(1)
            .roles(Map.of(IncidentSubject.Refusal.of(sample.denial()).role(), last))
            .roleCount(1)
            .sessions(
                new SampledNames(
                    List.of(CallerIdentity.of(sample.denial(), sample.dependsOn()).name()), false))
            .sources(sources(1))
            .notices(1);
    return new Notification.OfSearch(
        NotificationKind.FIRST, incident.build(), Optional.of(sample), last.plusSeconds(240));
  }

  private static Notification digest() {
    Map<CauseCode, Long> ordered = new LinkedHashMap<>();
    ordered.put(CauseCode.EXTERNAL_ID_MISSING, 1_020L);
    ordered.put(CauseCode.PRINCIPAL_NOT_TRUSTED, 121L);
    ordered.put(CauseCode.SCP_DENY, 38L);
    ordered.put(CauseCode.UNDETERMINED, 19L);
    ordered.put(CauseCode.MFA_REQUIRED, 6L);
    return new Notification.OfDigest(
        new Digest(
            Digest.Period.WEEKLY,
            LocalDate.parse("2026-03-09"),
            LocalDate.parse("2026-03-15"),
            1_204,
            ordered,
            List.of(
                pair(
                    "vendor-onboarding",
                    "cost-reporting",
                    CauseCode.EXTERNAL_ID_MISSING,
                    1_020,
                    true),
                pair("docs-publisher", "docs-bucket", CauseCode.PRINCIPAL_NOT_TRUSTED, 96, true),
                pair("prototype", "test-data", CauseCode.SCP_DENY, 38, false),
                pair("batch-exporter", "export-drop", CauseCode.UNDETERMINED, 19, false)),
            7,
            4,
            Optional.of(Duration.ofMinutes(64)),
            19,
            1,
            212,
            ordered("the SCPs of the caller's account", 3, "the caller's session policy", 2)));
  }

  private static Map<String, Integer> ordered(String one, int first, String other, int second) {
    Map<String, Integer> all = new LinkedHashMap<>();
    all.put(one, first);
    all.put(other, second);
    return all;
  }

  private static Digest.Pair pair(
      String caller, String role, CauseCode cause, long denials, boolean resolved) {
    return new Digest.Pair(
        "arn:aws:iam::210987654321:role/" + caller,
        "arn:aws:iam::444455556666:role/" + role,
        cause,
        denials,
        resolved);
  }
}
