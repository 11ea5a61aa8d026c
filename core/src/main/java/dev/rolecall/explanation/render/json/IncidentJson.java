package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.wording.notification.IncidentTimeline;
import dev.rolecall.incident.notification.SharedMembers;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// An incident as JSON: the key `incident` of the contract. Keys and tokens are removed from every
/// text.
public record IncidentJson(Incident incident, NotificationKind kind, Instant now) {

  private static final int MOST_ROLES = 50;
  private static final int MOST_PAIRS = 50;

  /// The number of the notice that is pending.
  public static int number(Incident incident) {
    return incident.pending().map(NotificationClaim::number).orElse(incident.notices());
  }

  /// Of a refusal.
  public ObjectNode refusal() {
    ObjectNode json =
        new JsonObject()
            .put("id", incident.id())
            .put("episode", incident.episode())
            .put("notice", number(incident))
            .put("kind", kind)
            .put("phase", incident.phase())
            .node();
    seen(json, incident, now);
    return json.setAll(
        new JsonObject()
            .put("resolution", resolution())
            .put("otherSuccess", success())
            .put("recurring", Optional.of(true).filter(_ -> incident.recurring()))
            .node());
  }

  /// Adds what was seen of an incident, what people did, and the owner.
  public static void seen(ObjectNode json, Incident incident, Instant now) {
    OptionalDouble hour = new IncidentTimeline(incident, now).perHour();
    json.setAll(
        new JsonObject()
            .put("denials", incident.denials())
            .put("firstSeen", incident.firstSeen())
            .put("lastSeen", incident.lastSeen())
            .put("perHour", hour.stream().mapToObj(of -> Math.round(of * 10) / 10.0).findFirst())
            .node());
    OccurrenceJson.causes(json, incident.causes());
    OccurrenceJson.seen(json, "sessions", incident.sessions());
    OccurrenceJson.seen(json, "sources", incident.sources());
    ActionsJson.add(json, incident);
    json.setAll(new JsonObject().put("owner", incident.owner().map(OccurrenceJson::text)).node());
  }

  /// Of a search.
  public ObjectNode search(IncidentSubject.Search subject) {
    return refusal()
        .setAll(
            new JsonObject()
                .put("caller", OccurrenceJson.text(subject.caller()))
                .put(
                    "account",
                    Optional.of(OccurrenceJson.text(subject.account()))
                        .filter(account -> !account.isEmpty()))
                .put(
                    "roles",
                    IncidentTimeline.newest(incident.roles()).stream().limit(MOST_ROLES).toList(),
                    role ->
                        new JsonObject()
                            .put("arn", OccurrenceJson.text(role.getKey()))
                            .put("lastTried", role.getValue()))
                .put("roleCount", incident.roleCount())
                .node());
  }

  /// Of a shared cause.
  public ObjectNode sharedCause(IncidentSubject.SharedCause subject, SharedMembers members) {
    List<SharedMembers.Pair> listed = members.largest(MOST_PAIRS);
    return refusal()
        .setAll(
            new JsonObject()
                .put("policy", OccurrenceJson.text(subject.policy()))
                .put("statement", OccurrenceJson.text(subject.statement()))
                .put("pairs", members.pairs())
                .put("denied", members.denied())
                .put("callers", members.callers())
                .put("roles", members.roles())
                .put("changed", members.change().map(IncidentJson::change))
                .put(
                    "members",
                    listed,
                    pair ->
                        new JsonObject()
                            .put("incident", pair.incident())
                            .put("caller", OccurrenceJson.text(pair.caller()))
                            .put("role", OccurrenceJson.text(pair.role()))
                            .put("denials", pair.denials())
                            .put("free", pair.free()))
                .node());
  }

  private static JsonObject change(Change change) {
    return new JsonObject()
        .put("time", change.time())
        .put("event", change.event())
        .put("by", OccurrenceJson.text(change.by()))
        .put("eventId", change.eventId());
  }

  /// The newest success of another session of the caller.
  private Optional<JsonObject> success() {
    return incident
        .success()
        .map(
            success ->
                new JsonObject()
                    .put("session", OccurrenceJson.text(success.name()))
                    .put("at", success.at()));
  }

  /// The end of this episode; what is kept of an end before it is no end.
  private Optional<JsonObject> resolution() {
    return resolution(incident);
  }

  /// The same of any incident.
  public static Optional<JsonObject> resolution(Incident incident) {
    return incident
        .resolution()
        .filter(_ -> incident.phase() == IncidentState.RESOLVED)
        .map(
            end ->
                new JsonObject()
                    .put("how", end.how())
                    .put("at", end.at())
                    .put("after", Duration.between(incident.firstSeen(), end.at()).toSeconds()));
  }
}
