package dev.rolecall.explanation;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.SnoozePeriod;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Incidents as tests need them: refusals whose newest denial is that of [LastNotification],
/// searches, digests.
public final class Incidents {

  public static final Instant LAST = Explanations.DENIED;
  public static final Instant NOW = LAST.plusSeconds(60);

  private Incidents() {}

  /// So many denials in so many minutes, all with the explanation's cause.
  public static IncidentBuilder of(Explanation explanation, long denials, long minutes) {
    Instant first = LAST.minus(Duration.ofMinutes(minutes));
    CauseCode cause = explanation.diagnosis().cause().code();
    return Incident.begin(IncidentSubject.Refusal.of(explanation.denial()), first)
        .lastSeen(LAST)
        .denials(denials)
        .causes(List.of(new CauseInterval(cause, denials, first, LAST)))
        .notices(2)
        .pending(
            Optional.of(
                new NotificationClaim(
                    NotificationKind.FIRST,
                    2,
                    1,
                    denials,
                    LAST,
                    LAST.plus(Duration.ofMinutes(1)))));
  }

  /// A cause that was last seen so many minutes before the last denial.
  public static CauseInterval spell(CauseCode cause, long denials, long from, long to) {
    return new CauseInterval(
        cause, denials, LAST.minus(Duration.ofMinutes(from)), LAST.minus(Duration.ofMinutes(to)));
  }

  public static IncidentBuilder ended(IncidentBuilder incident, Resolution.How how, long minutes) {
    return incident
        .phase(IncidentState.RESOLVED)
        .resolution(Optional.of(new Resolution(how, LAST.plus(Duration.ofMinutes(minutes)))));
  }

  public static Notification notice(
      NotificationKind kind, Incident incident, Explanation explanation) {
    return new Notification.OfRefusal(kind, incident, explanation, now(incident));
  }

  /// A caller who tried roles of which the last bears the number `roles`.
  public static IncidentBuilder search(String caller, int roles) {
    Map<String, Instant> tried = new LinkedHashMap<>();
    IntStream.rangeClosed(1, roles)
        .forEach(
            i ->
                tried.put(
                    "arn:aws:iam::222222222222:role/role-" + i,
                    LAST.minusSeconds(30L * (roles - i))));
    return Incident.begin(
            new IncidentSubject.Search(caller, "111111111111"),
            LAST.minusSeconds(30L * (roles - 1)))
        .lastSeen(LAST)
        .denials(2L * roles)
        .roles(tried)
        .roleCount(roles)
        .sessions(new SampledNames(List.of("build-42"), false))
        .sources(new SampledNames(List.of("203.0.113.7"), false))
        .notices(1);
  }

  public static Notification notice(
      NotificationKind kind, Incident search, Optional<Explanation> sample) {
    return new Notification.OfSearch(kind, search, sample, now(search));
  }

  private static Instant now(Incident incident) {
    return incident
        .resolution()
        .filter(_ -> incident.phase() == IncidentState.RESOLVED)
        .map(Resolution::at)
        .orElse(NOW);
  }

  public static Notification digest(List<Digest.Pair> pairs, Map<String, Integer> unread) {
    Map<CauseCode, Long> causes = new LinkedHashMap<>();
    causes.put(CauseCode.SCP_DENY, 1_200L);
    causes.put(CauseCode.UNDETERMINED, 4L);
    return new Notification.OfDigest(
        new Digest(
            Digest.Period.WEEKLY,
            LocalDate.parse("2026-10-28"),
            LocalDate.parse("2026-11-03"),
            1_204,
            causes,
            pairs,
            5,
            2,
            Optional.of(Duration.ofMinutes(90)),
            4,
            1,
            12,
            unread));
  }

  /// Notices of every kind with a stranger's text wherever there can be one.
  static List<Notification> hostile(HostileTexts texts) {
    List<Notification> notices = new ArrayList<>();
    for (NotificationKind kind : NotificationKind.values()) {
      Explanation explanation = EscapingTest.hostile(texts);
      IncidentBuilder refusal =
          of(explanation, 1_204, 60)
              .episode(3)
              .owner(Optional.of(texts.next()))
              .sessions(seen(texts))
              .sources(seen(texts))
              .causes(
                  List.of(
                      spell(CauseCode.MFA_REQUIRED, 2, 60, 50),
                      spell(explanation.diagnosis().cause().code(), 9, 40, 0)));
      Map<String, Instant> roles = new LinkedHashMap<>();
      for (int i = 0; i < 60; i++) {
        roles.put(texts.next(), LAST.minusSeconds(i));
      }
      IncidentBuilder search =
          Incident.begin(
                  new IncidentSubject.Search(texts.next(), texts.next()), LAST.minusSeconds(600))
              .lastSeen(LAST)
              .denials(99)
              .roles(roles)
              .roleCount(roles.size())
              .sessions(seen(texts))
              .sources(seen(texts))
              .notices(1);
      act(refusal, texts);
      act(search, texts);
      notices.add(shared(kind, explanation, texts));
      if (kind == NotificationKind.RESOLVED) {
        ended(refusal, Resolution.How.BY_HAND, 10);
        ended(search, Resolution.How.SILENT, 1_440);
      }
      notices.add(notice(kind, refusal.build(), explanation));
      notices.add(notice(kind, search.build(), Optional.of(explanation)));
    }
    List<Digest.Pair> pairs = new ArrayList<>();
    Map<String, Integer> unread = new LinkedHashMap<>();
    for (int i = 0; i < 15; i++) {
      pairs.add(
          new Digest.Pair(texts.next(), texts.next(), CauseCode.SCP_DENY, 15L - i, i % 2 == 0));
      unread.put(texts.next(), i);
    }
    notices.add(digest(pairs, unread));
    return notices;
  }

  private static void act(IncidentBuilder incident, HostileTexts texts) {
    List<ActionTaken> actions = new ArrayList<>();
    for (ActionTaken.Kind kind : ActionTaken.Kind.values()) {
      actions.add(
          new ActionTaken(texts.next(), kind, LAST, Optional.empty(), Optional.of(texts.next())));
    }
    incident.actions(actions);
    incident.snooze(Optional.of(new SnoozePeriod(texts.next(), LAST, Optional.empty(), 1)));
  }

  private static Notification shared(
      NotificationKind kind, Explanation explanation, HostileTexts texts) {
    List<SharedMembers.Pair> pairs =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    new SharedMembers.Pair(
                        "refusal-" + i, texts.next(), texts.next(), 60 - i, i % 7 == 0))
            .toList();
    Change change =
        new Change(
            LAST.minusSeconds(90),
            ChangeEvent.UpdatePolicy,
            texts.next(),
            Optional.of(texts.next()),
            Map.of(ChangeEvent.Name.POLICY, texts.next()),
            Change.Kind.ORGANIZATION);
    IncidentBuilder incident =
        Incident.begin(
                new IncidentSubject.SharedCause(
                    texts.next(), texts.next(), explanation.diagnosis().cause().code()),
                LAST.minusSeconds(60))
            .lastSeen(LAST)
            .denials(1_204)
            .notices(1);
    act(incident, texts);
    if (kind == NotificationKind.RESOLVED) {
      ended(incident, Resolution.How.NOW_ALLOWED, 10);
    }
    return new Notification.OfSharedCause(
        kind,
        incident.build(),
        explanation,
        new SharedMembers(pairs, Optional.of(change)),
        LAST.plusSeconds(900));
  }

  private static SampledNames seen(HostileTexts texts) {
    return new SampledNames(IntStream.range(0, 10).mapToObj(_ -> texts.next()).toList(), true);
  }
}
