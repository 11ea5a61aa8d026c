package dev.rolecall.incident;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.evaluation.Decision;
import dev.rolecall.incident.action.IncidentAction;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/// An installation with shared alerts: several intakes, a queue of looks, a sweep each minute, a
/// clock that is moved by hand, and what people heard, and when.
final class SharedCauseScene {

  static final Instant START = Instant.parse("2026-11-03T02:00:00Z");

  /// What people heard.
  record Heard(Instant at, Notification notification) {

    NotificationKind kind() {
      return switch (notification) {
        case Notification.OfRefusal of -> of.kind();
        case Notification.OfSearch of -> of.kind();
        case Notification.OfSharedCause of -> of.kind();
        case Notification.OfDigest _ -> throw new IllegalStateException();
      };
    }

    @Override
    public String toString() {
      return kind()
          + switch (notification) {
            case Notification.OfRefusal of -> " " + of.incident().cause().orElseThrow();
            case Notification.OfSearch _ -> " search";
            case Notification.OfSharedCause of ->
                " shared " + of.members().pairs() + " " + of.incident().cause().orElseThrow();
            case Notification.OfDigest _ -> "";
          };
    }
  }

  private record Look(Instant at, String incident, boolean ifDue) {}

  final MemoryRepository store = new MemoryRepository();
  final List<Heard> heard = new ArrayList<>();
  private final Map<String, Denial> events = new HashMap<>();
  private final PriorityQueue<Look> looks =
      new PriorityQueue<>(java.util.Comparator.comparing(Look::at).thenComparing(Look::incident));
  private final InstantSource clock = this::now;
  private final IncidentRules rules;
  private final Optional<LookQueue> queue;
  private final List<DenialIntake> intakes = new ArrayList<>();
  private Instant now = START;
  private Instant swept = START;
  private int number;

  /// How long the queue is late.
  Duration lag = Duration.ZERO;

  /// How many explanations looks took.
  int explained;

  /// What the explainer answers.
  Function<Denial, Explanation> truth = denial -> because(denial, scp("guard", "Deny"));

  SharedCauseScene(boolean withQueue) {
    this(IncidentRules.standard(), withQueue);
  }

  SharedCauseScene(IncidentRules rules, boolean withQueue) {
    this.rules = rules;
    this.queue = withQueue ? Optional.of(new Queue()) : Optional.empty();
    for (int i = 0; i < 5; i++) {
      intakes.add(
          queue
              .map(of -> new DenialIntake(rules, List.of("owner"), store, this::send, clock, of))
              .orElseGet(
                  () -> new DenialIntake(rules, List.of("owner"), store, this::send, clock)));
    }
  }

  private DeliveryResult send(Notification notification) {
    heard.add(new Heard(now, notification));
    return new DeliveryResult.Delivered(Optional.empty());
  }

  Instant now() {
    return now;
  }

  /// Time passes: what is queued is looked at when its time comes, and the sweep runs each minute.
  SharedCauseScene after(Duration time) {
    Instant end = now.plus(time);
    while (true) {
      Instant sweep = swept.plus(Duration.ofMinutes(1));
      Look next = looks.peek();
      if (next != null && !next.at().isAfter(sweep) && !next.at().isAfter(end)) {
        now = next.at().isAfter(now) ? next.at() : now;
        looks.remove();
        sweep().look(List.of(next.incident()), next.ifDue(), Instant.MAX);
      } else if (!sweep.isAfter(end)) {
        now = sweep;
        swept = sweep;
        sweep().due(100, Instant.MAX);
      } else {
        now = end;
        return this;
      }
    }
  }

  private final class Queue implements LookQueue {
    @Override
    public void look(List<String> incidents, Duration delay) {
      incidents.forEach(id -> looks.add(new Look(now.plus(delay).plus(lag), id, false)));
    }

    @Override
    public void lookIfDue(List<String> incidents, Duration delay, Instant until) {
      incidents.forEach(id -> looks.add(new Look(now.plus(delay).plus(lag), id, true)));
    }
  }

  private IncidentSweep sweep() {
    Function<byte[], Optional<Explanation>> explain =
        event ->
            Optional.ofNullable(events.get(new String(event, StandardCharsets.UTF_8)))
                .map(
                    denial -> {
                      explained++;
                      return truth.apply(denial);
                    });
    return queue
        .map(of -> new IncidentSweep(rules, List.of(), store, this::send, clock, explain, of))
        .orElseGet(() -> new IncidentSweep(rules, List.of(), store, this::send, clock, explain));
  }

  void resolveByHand(String id) {
    new IncidentActions(store, queue.orElseGet(LookQueue::none), clock)
        .perform(
            new ActionRequest(
                id,
                Optional.empty(),
                new IncidentAction.Resolve(),
                "ann",
                Optional.empty(),
                Optional.empty()));
  }

  /// IAM tells of a change.
  void changed() {
    sweep().about(_ -> true, Instant.MAX);
  }

  static String role(String account, String name) {
    return "arn:aws:iam::" + account + ":role/" + name;
  }

  void denied(String caller, String role) {
    deliver(happened(caller, role));
  }

  Denial happened(String caller, String role) {
    Denial denial = denial("event-" + ++number, now, caller, role);
    events.put(denial.eventId().orElseThrow(), denial);
    return denial;
  }

  static Denial denial(String id, Instant time, String caller, String role) {
    Denial plain = Denials.denial(id, time, caller, "session", "any");
    return new Denial(
        plain.eventId(),
        plain.sharedEventId(),
        plain.time(),
        plain.region(),
        plain.recordedIn(),
        plain.call(),
        plain.deniedAction(),
        plain.caller(),
        new TargetRole.Known(RoleArn.parse(role).orElseThrow()),
        plain.sessionTags(),
        plain.sourceIdentity(),
        plain.parametersRecorded(),
        plain.context(),
        plain.reason(),
        plain.errorCode(),
        plain.awsMessage(),
        plain.userAgent(),
        plain.sourceIp(),
        Optional.empty());
  }

  void deliver(Denial denial) {
    try {
      intakes
          .get(number % intakes.size())
          .receive(denial, denial.eventId().orElseThrow().getBytes(StandardCharsets.UTF_8), truth);
    } catch (DeliveryFailure e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> inShort() {
    return heard.stream().map(Heard::toString).toList();
  }

  /// The same without edits in place.
  List<String> messages() {
    return heard.stream().filter(one -> one.kind().isForEveryone()).map(Heard::toString).toList();
  }

  List<Incident> members() {
    return store.all().stream()
        .filter(one -> one.subject() instanceof IncidentSubject.Refusal)
        .toList();
  }

  static Cause scp(String policy, String sid) {
    return new Cause(
        CauseCode.SCP_DENY,
        "sts:AssumeRole",
        Optional.of(PolicyType.SCP),
        Optional.of(policy),
        Optional.of(new Cause.StatementRef(0, Optional.of(sid))),
        Optional.empty(),
        Optional.empty());
  }

  static Cause untrusted() {
    return Cause.inTrust(CauseCode.PRINCIPAL_NOT_TRUSTED, "sts:AssumeRole");
  }

  static Cause noPermission() {
    return Cause.in(
        CauseCode.IDENTITY_PERMISSION_MISSING, "sts:AssumeRole", PolicyType.IDENTITY_POLICY);
  }

  static Explanation because(Denial denial, Cause... causes) {
    return because(denial, List.of(), causes);
  }

  /// Denied for these causes for certain.
  static Explanation because(Denial denial, List<Change> changes, Cause... causes) {
    Map<PolicyType, Decision> evaluation = allowing();
    for (Cause cause : causes) {
      cause.policyType().ifPresent(type -> evaluation.put(type, Decision.EXPLICIT_DENY));
    }
    return explanation(
        denial, List.of(causes), Confidence.CERTAIN, evaluation, Truth.FALSE, changes);
  }

  /// The same where the role could not be read.
  static Explanation unreadRole(Denial denial, Cause... causes) {
    Map<PolicyType, Decision> evaluation = allowing();
    evaluation.put(PolicyType.TRUST_POLICY, Decision.UNREAD);
    for (Cause cause : causes) {
      cause.policyType().ifPresent(type -> evaluation.put(type, Decision.IMPLICIT_DENY));
    }
    return explanation(
        denial, List.of(causes), Confidence.CERTAIN, evaluation, Truth.FALSE, List.of());
  }

  /// The policies allow it by now.
  static Explanation allowed(Denial denial) {
    return explanation(
        denial,
        List.of(Cause.of(CauseCode.CHANGED_SINCE, "sts:AssumeRole")),
        Confidence.LIKELY,
        allowing(),
        Truth.TRUE,
        List.of());
  }

  private static Map<PolicyType, Decision> allowing() {
    Map<PolicyType, Decision> evaluation = new EnumMap<>(PolicyType.class);
    for (PolicyType type : PolicyType.values()) {
      evaluation.put(type, Decision.ALLOW);
    }
    return evaluation;
  }

  private static Explanation explanation(
      Denial denial,
      List<Cause> causes,
      Confidence confidence,
      Map<PolicyType, Decision> evaluation,
      Truth allowed,
      List<Change> changes) {
    return new Explanation(
        denial,
        denial.caller().principalArn(),
        new Diagnosis(
            causes,
            confidence,
            List.of(),
            evaluation,
            allowed,
            List.of(),
            false,
            Diagnosis.Familiarity.KNOWN,
            Actor.TARGET_ACCOUNT,
            Optional.empty()),
        List.of(),
        changes,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        Map.of(),
        false,
        Map.<AccountId, String>of());
  }
}
