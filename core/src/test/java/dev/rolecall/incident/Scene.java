package dev.rolecall.incident;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.Digest;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A desk, a sweep, a clock that stands still, and what people heard.
final class Scene {

  static final Instant START = Instant.parse("2026-11-03T02:00:00Z");

  final MemoryRepository store = new MemoryRepository();
  final List<Notification> heard = new ArrayList<>();
  private final Map<String, Denial> events = new HashMap<>();
  private final IncidentRules rules;
  private final InstantSource clock = this::now;
  private final DenialIntake denialIntake;
  private Instant now = START;
  private int number;
  private int explained;
  private boolean outletBroken;

  /// What the explainer answers.
  Function<Denial, Explanation> truth =
      denial -> Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);

  /// Without shared alerts, for which first alerts would wait.
  Scene() {
    this(IncidentRules.standard().gathering(Duration.ZERO, 0));
  }

  Scene(IncidentRules rules) {
    this.rules = rules;
    this.denialIntake = newDesk();
  }

  DenialIntake newDesk() {
    return new DenialIntake(rules, List.of("owner"), store, this::send, clock);
  }

  private DeliveryResult send(Notification notification) {
    if (outletBroken) {
      return new DeliveryResult.Rejected("the topic is gone");
    }
    heard.add(notification);
    return new DeliveryResult.Delivered(Optional.empty());
  }

  Instant now() {
    return now;
  }

  Scene after(Duration time) {
    now = now.plus(time);
    return this;
  }

  void breakOutlet(boolean broken) {
    outletBroken = broken;
  }

  /// A denial that happens and arrives now.
  DenialIntake.IntakeResult denied(String caller, String role) {
    return deliver(denialIntake, happened(caller, role));
  }

  /// A denial of a session that happens and arrives now.
  DenialIntake.IntakeResult denied(String caller, String session, String role) {
    return deliver(happened(caller, session, role));
  }

  /// A denial that happens now, and has not arrived.
  Denial happened(String caller, String role) {
    return happened(caller, "session", role);
  }

  /// The same of a session.
  Denial happened(String caller, String session, String role) {
    return happened(Denials.denial("event-" + ++number, now, caller, session, role));
  }

  /// The same of any caller.
  Denial happened(Denial denial) {
    events.put(denial.eventId().orElseThrow(), denial);
    return denial;
  }

  DenialIntake.IntakeResult deliver(DenialIntake to, Denial denial) {
    try {
      return to.receive(denial, bytes(denial), this::explain);
    } catch (DeliveryFailure e) {
      throw new IllegalStateException(e);
    }
  }

  DenialIntake.IntakeResult deliver(Denial denial) {
    return deliver(denialIntake, denial);
  }

  private static byte[] bytes(Denial denial) {
    return denial.eventId().orElseThrow().getBytes(StandardCharsets.UTF_8);
  }

  private Explanation explain(Denial denial) {
    explained++;
    return truth.apply(denial);
  }

  int explained() {
    return explained;
  }

  List<IncidentSweep.LookResult> sweep() {
    return newSweep().due(100, Instant.MAX);
  }

  List<IncidentSweep.LookResult> changed() {
    return newSweep().about(_ -> true, Instant.MAX);
  }

  private IncidentSweep newSweep() {
    return new IncidentSweep(
        rules,
        List.of("owner"),
        store,
        this::send,
        clock,
        event ->
            Optional.ofNullable(events.get(new String(event, StandardCharsets.UTF_8)))
                .map(this::explain));
  }

  /// What people heard since the last question, in short.
  List<String> heard() {
    List<String> kinds = heard.stream().map(Scene::inShort).toList();
    heard.clear();
    return kinds;
  }

  private static String inShort(Notification notification) {
    return switch (notification) {
      case Notification.OfRefusal(NotificationKind kind, Incident incident, _, _) ->
          kind + " " + incident.denials() + " " + incident.cause().orElseThrow();
      case Notification.OfSearch(NotificationKind kind, Incident incident, _, _) ->
          kind + " search " + incident.roleCount();
      case Notification.OfSharedCause(
              NotificationKind kind,
              Incident incident,
              _,
              var members,
              _) ->
          kind + " shared " + members.pairs() + " " + incident.cause().orElseThrow();
      case Notification.OfDigest(Digest digest) -> "digest " + digest.denials();
    };
  }

  Incident incident(String caller, String role) {
    return store
        .find(IncidentSubject.Refusal.of(Denials.denial("", now, caller, "session", role)).id())
        .orElseThrow();
  }
}
