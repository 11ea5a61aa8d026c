package dev.rolecall.cli.wording;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.notification.ActionWords;
import dev.rolecall.explanation.wording.notification.IncidentTimeline;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.ShortName;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.Resolution;
import dev.rolecall.incident.state.SampledNames;
import dev.rolecall.incident.state.SharedExtent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `rolecall incidents` says.
public final class IncidentWords {

  private static final int MOST_NAMES = 10;
  private static final int MOST_CANDIDATES = 5;

  private IncidentWords() {}

  // Tables and pages.

  public static String noneListed() {
    return "no incidents found";
  }

  public static List<String> columns() {
    return List.of("ID", "STATE", "DENIALS", "LAST DENIAL", "CAUSE", "CALLER", "ROLE");
  }

  /// "open, acknowledged", "snoozed until 2026-12-01 08:00 UTC".
  ///
  /// @param key the state in one word
  public static String state(Incident incident, String key, Instant now) {
    String state =
        incident
            .snooze()
            .filter(_ -> incident.phase().isLive())
            .map(snooze -> snoozed(snooze.until(), now))
            .orElse(key);
    return state
        + (incident.phase().isLive() && incident.hasAcknowledgement() ? ", acknowledged" : "");
  }

  private static String snoozed(Optional<Instant> until, Instant now) {
    return until
        .map(end -> "snoozed until " + TimeFormat.clock(end, now))
        .orElse("snoozed until fixed");
  }

  public static String count(long number) {
    return Count.of(number);
  }

  public static String ago(Instant time, Instant now) {
    Duration length = Duration.between(time, now);
    return TimeFormat.length(length.isNegative() ? Duration.ZERO : length) + " ago";
  }

  public static String cause(Incident incident) {
    return switch (incident.subject()) {
      case IncidentSubject.Refusal _ ->
          incident.newest().map(CauseLabel::of).orElse("unknown cause");
      case IncidentSubject.Search _ -> "possible role enumeration";
      case IncidentSubject.SharedCause(String policy, _, var cause) ->
          CauseLabel.of(cause) + (policy.isEmpty() ? "" : " (" + policy(policy) + ")");
    };
  }

  /// The caller with its account, or how many there are.
  public static String caller(Incident incident) {
    return switch (incident.subject()) {
      case IncidentSubject.Refusal(String caller, _, _) -> named(caller);
      case IncidentSubject.Search(String caller, _) -> named(caller);
      case IncidentSubject.SharedCause _ ->
          incident.extent().map(SharedExtent::callers).map(of -> Count.of(of, "caller")).orElse("");
    };
  }

  /// The role with its account, or how many there are.
  public static String role(Incident incident) {
    return switch (incident.subject()) {
      case IncidentSubject.Refusal(_, String role, _) -> named(role);
      case IncidentSubject.Search _ -> Count.of(incident.roleCount(), "role");
      case IncidentSubject.SharedCause _ ->
          incident.extent().map(SharedExtent::roles).map(of -> Count.of(of, "role")).orElse("");
    };
  }

  private static String named(String arn) {
    return name(arn)
        + RoleArn.parse(arn)
            .map(RoleArn::account)
            .or(() -> UserArn.parse(arn).map(UserArn::account))
            .map(account -> " (" + account + ")")
            .orElse("");
  }

  /// The name of a role or user, or the last part of another ARN.
  private static String policy(String arn) {
    String name = name(arn);
    return name.startsWith("arn:") ? name(arn.substring(arn.lastIndexOf('/') + 1)) : name;
  }

  private static String name(String arn) {
    return IncidentTimeline.name(ShortName.of(arn));
  }

  /// "3 incidents: 2 open, 1 snoozed".
  public static String sum(int incidents, Map<String, Long> states) {
    return Count.of(incidents, "incident")
        + ": "
        + states.entrySet().stream()
            .map(state -> Count.of(state.getValue()) + " " + state.getKey())
            .collect(Collectors.joining(", "))
        + ". For more: rolecall incidents show ID";
  }

  /// All facts of an incident, each with its label.
  public static List<Map.Entry<String, String>> facts(Incident incident, Instant now) {
    IncidentTimeline timeline = new IncidentTimeline(incident, now);
    List<Map.Entry<String, String>> facts = new ArrayList<>();
    switch (incident.subject()) {
      case IncidentSubject.Refusal(String caller, String role, String action) -> {
        facts.add(fact("Caller", caller));
        facts.add(fact("Role", role));
        facts.add(fact("Action", action));
        facts.add(
            fact(
                "Cause",
                cause(incident)
                    + incident
                        .confidence()
                        .map(of -> " (" + of.name().toLowerCase(Locale.ROOT) + ")")
                        .orElse("")));
      }
      case IncidentSubject.Search(String caller, String account) -> {
        facts.add(fact("Caller", caller));
        facts.add(fact("Account", account.isEmpty() ? "unknown" : account));
        facts.add(fact("Roles", Count.of(incident.roleCount()) + " tried" + newest(incident)));
      }
      case IncidentSubject.SharedCause(String policy, String statement, var cause) -> {
        facts.add(fact("Policy", policy.isEmpty() ? "not readable" : policy));
        if (!statement.isEmpty()) {
          facts.add(fact("Statement", statement));
        }
        facts.add(fact("Cause", CauseLabel.of(cause)));
        incident.extent().ifPresent(extent -> facts.add(fact("Blocks", blocks(extent))));
      }
    }
    facts.add(fact("Denials", timeline.denials()));
    facts.add(fact("Episode", Count.of(incident.episode()) + before(incident)));
    names("Sessions", incident.sessions()).ifPresent(facts::add);
    names("Addresses", incident.sources()).ifPresent(facts::add);
    incident.owner().ifPresent(owner -> facts.add(fact("Role owner", owner)));
    if (!incident.unread().isEmpty()) {
      facts.add(fact("Not read", String.join("; ", incident.unread())));
    }
    ActionWords.standing(incident, now).forEach(one -> facts.add(fact("Answer", flat(one))));
    facts.add(
        fact("Notices", incident.notices() == 0 ? "none sent" : Count.of(incident.notices())));
    return facts;
  }

  private static Map.Entry<String, String> fact(String label, String text) {
    return Map.entry(label, VisibleText.line(text));
  }

  private static String newest(Incident incident) {
    List<String> roles =
        IncidentTimeline.newest(incident.roles()).stream()
            .limit(MOST_NAMES)
            .map(role -> name(role.getKey()))
            .toList();
    return roles.isEmpty() ? "" : "; the newest: " + String.join(", ", roles);
  }

  private static String blocks(SharedExtent extent) {
    return Count.of(extent.pairs(), "pair")
        + " of "
        + Count.of(extent.callers(), "caller")
        + " and "
        + Count.of(extent.roles(), "role")
        + "; "
        + Count.of(extent.denied())
        + " still denied";
  }

  /// What is kept of the end of the episode before.
  private static String before(Incident incident) {
    return incident.episode() == 1
        ? ""
        : incident
            .resolution()
            .filter(_ -> incident.phase().isLive())
            .map(end -> "; the one before ended " + TimeFormat.minute(end.at()))
            .orElse("");
  }

  private static Optional<Map.Entry<String, String>> names(String label, SampledNames names) {
    return names.named().isEmpty() || names.named().getFirst().isEmpty()
        ? Optional.empty()
        : Optional.of(fact(label, flat(IncidentTimeline.list(names, MOST_NAMES))));
  }

  private static String flat(RichSentence sentence) {
    return sentence.spans().stream()
        .map(
            span ->
                switch (span) {
                  case TextSpan.Words(String text) -> text;
                  case TextSpan.Value(String text) -> text;
                })
        .collect(Collectors.joining());
  }

  public static String timeline() {
    return "Timeline";
  }

  public static String moment(Instant at, String what) {
    return TimeFormat.minute(at) + "  " + VisibleText.line(what);
  }

  public static String firstDenial() {
    return "first denial";
  }

  public static String lastDenial() {
    return "last denial";
  }

  public static String causeSeen(CauseInterval cause) {
    return "new cause: " + CauseLabel.of(cause);
  }

  /// The newest notice.
  ///
  /// @param number of the notice, over all episodes
  /// @param reminders among them, since the cause last changed
  public static String lastNotice(int number, int reminders) {
    return "last notice (number "
        + number
        + (reminders == 0 ? "" : ", after " + Count.of(reminders, "reminder"))
        + ")";
  }

  public static String action(ActionTaken action, Instant now) {
    return flat(ActionWords.by(action, now))
        + action.reason().map(reason -> ": " + reason).orElse("");
  }

  public static String ending(Resolution.How how) {
    return switch (how) {
      case NOW_ALLOWED -> "resolved: the policies no longer block the call";
      case SUCCEEDED -> "resolved: the caller assumed the role";
      case PASSED -> "ended: the change took effect";
      case SILENT -> "ended: no further denials";
      case BY_HAND -> "resolved by hand";
    };
  }

  public static String parts(int number) {
    return "Members (" + Count.of(number) + ")";
  }

  public static String part(Incident part) {
    return part.id()
        + "  "
        + Count.of(part.denials(), "denial")
        + ": "
        + caller(part)
        + " -> "
        + role(part);
  }

  public static String more(int number) {
    return "and " + Count.of(number) + " more (--format json lists all)";
  }

  /// What a reader can do next.
  ///
  /// @param whole the incident that this one is a part of
  public static List<String> next(Incident incident, Optional<String> whole) {
    List<String> next = new ArrayList<>();
    whole.ifPresent(id -> next.add("Part of another incident: rolecall incidents show " + id));
    next.add(
        "Explain it: rolecall incidents show "
            + incident.id()
            + " --event | rolecall explain - --live");
    return next;
  }

  // What came of an action.

  public static String done(Incident incident, ActionTaken.Kind kind, Instant now) {
    return incident.id()
        + ": "
        + switch (kind) {
          case ACKNOWLEDGED -> "acknowledged. No reminders until the cause changes.";
          case SNOOZED ->
              snoozed(incident.snooze().flatMap(SnoozePeriod::until), now)
                  + ". Denials are still counted.";
          case UNSNOOZED -> "the snooze ended.";
          case RESOLVED -> "resolved. The next denial reopens it.";
          case CHECKED_AGAIN -> "it is checked again within a minute.";
          case RESENT -> "its newest notice is sent again within a minute.";
        };
  }

  public static String alreadyDone(Incident incident, ActionTaken.Kind kind, Instant now) {
    return incident.id()
        + ": "
        + switch (kind) {
          case ACKNOWLEDGED -> "you acknowledged it before";
          case SNOOZED ->
              "it is already " + snoozed(incident.snooze().flatMap(SnoozePeriod::until), now);
          case UNSNOOZED -> "it is not snoozed";
          case RESOLVED -> "it is already resolved";
          case CHECKED_AGAIN -> "a check was requested a few seconds ago";
          case RESENT -> "its newest notice was requested a few seconds ago";
        };
  }

  public static String ended(Incident incident, Instant now) {
    return "incident "
        + incident.id()
        + " ended"
        + incident
            .resolution()
            .map(end -> " at " + TimeFormat.clock(end.at(), now) + " (" + ending(end.how()) + ")")
            .orElse("")
        + ": nothing was changed";
  }

  public static String partOf(String id, String whole) {
    return "incident " + id + " is part of another incident: use the same command with " + whole;
  }

  public static String neverSent(String id) {
    return "no notice of incident " + id + " was sent yet, so none can be sent again";
  }

  // What does not work.

  public static String notFound(String given) {
    return "no incident `"
        + given
        + "`. To list all: rolecall incidents list --state all. The table keeps an incident for 90"
        + " days after its last denial.";
  }

  public static String notAnId(String given) {
    return "`"
        + given
        + "` is not an incident ID, such as refusal-7b51bde9. To list them: rolecall incidents"
        + " list";
  }

  /// A beginning that several IDs have.
  public static String ambiguous(String given, List<String> ids) {
    return Count.of(ids.size(), "incident")
        + " have an ID that begins with `"
        + given
        + "`: "
        + String.join(", ", ids.stream().limit(MOST_CANDIDATES).toList())
        + (ids.size() > MOST_CANDIDATES ? " and more" : "");
  }

  public static String unreadable(List<String> ids) {
    return Count.of(ids.size(), "item")
        + " of the incident table cannot be read (damaged, or written by a newer version): "
        + String.join(", ", ids.stream().limit(MOST_CANDIDATES).toList());
  }

  public static String noEvent(String id) {
    return "the event of incident " + id + " is not available";
  }

  /// A call to the table that AWS denied.
  ///
  /// @param action the permission that is missing
  public static String notAllowed(String action, String table) {
    return "AWS denied the call: add "
        + action
        + " on the table "
        + table
        + " to your permissions (the policies to copy are in docs/permissions.md)";
  }

  public static String noTable(String table) {
    return "the table "
        + table
        + " does not exist in this account and region: check --profile, --region and --table";
  }

  public static String tableFailed(String action, String table, String problem) {
    return action + " on the table " + table + " failed: " + problem;
  }

  public static String place(AccountId account, String region) {
    return "account " + account + ", region " + region;
  }

  public static String notInstalled(String parameter, String place) {
    return "no installation found: the SSM parameter "
        + parameter
        + " does not exist in "
        + place
        + ". Use --profile and --region of the monitor, or --table NAME";
  }

  public static String parameterUnread(String parameter, String why) {
    return "cannot read the SSM parameter "
        + parameter
        + ", which names the incident table: "
        + why
        + ". With --table NAME it is not needed";
  }

  public static String rootUser(String account) {
    return "root user of " + account;
  }

  public static String snoozeOutOfRange(String option, String given) {
    return option + ": `" + given + "` is not in the next 90 days";
  }
}
