package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationClaim;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// An incident as JSON: the key `incident` of the contract. Keys and tokens are removed from every
/// text.
public record IncidentJson(Incident incident, NotificationKind kind, Instant now) {

  private static final int MOST_ROLES = 50;

  /// The number of the notice that is pending.
  public static int number(Incident incident) {
    return incident.pending().map(NotificationClaim::number).orElse(incident.notices());
  }

  /// Of a refusal.
  public ObjectNode refusal() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", incident.id());
    json.put("episode", incident.episode());
    json.put("notice", number(incident));
    json.put("kind", kind.name());
    json.put("phase", incident.phase().name());
    json.put("denials", incident.denials());
    json.put("firstSeen", incident.firstSeen().toString());
    json.put("lastSeen", incident.lastSeen().toString());
    new IncidentTimeline(incident, now)
        .perHour()
        .ifPresentOrElse(
            hour -> json.put("perHour", Math.round(hour * 10) / 10.0),
            () -> json.putNull("perHour"));
    OccurrenceJson.causes(json, incident.causes());
    OccurrenceJson.seen(json, "sessions", incident.sessions());
    OccurrenceJson.seen(json, "sources", incident.sources());
    incident
        .owner()
        .ifPresentOrElse(
            owner -> json.put("owner", OccurrenceJson.text(owner)), () -> json.putNull("owner"));
    resolution(json);
    return json;
  }

  /// Of a search.
  public ObjectNode search(IncidentSubject.Search subject) {
    ObjectNode json = refusal();
    json.put("caller", OccurrenceJson.text(subject.caller()));
    if (subject.account().isEmpty()) {
      json.putNull("account");
    } else {
      json.put("account", OccurrenceJson.text(subject.account()));
    }
    ArrayNode roles = json.putArray("roles");
    for (Map.Entry<String, Instant> role : newest(incident.roles())) {
      if (roles.size() < MOST_ROLES) {
        roles
            .addObject()
            .put("arn", OccurrenceJson.text(role.getKey()))
            .put("lastTried", role.getValue().toString());
      }
    }
    json.put("roleCount", incident.roleCount());
    return json;
  }

  /// Roles in the order in which they were tried, the last first.
  public static List<Map.Entry<String, Instant>> newest(Map<String, Instant> roles) {
    return roles.entrySet().stream()
        .sorted(
            Map.Entry.<String, Instant>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  /// The end of this episode; what is kept of an end before it is no end.
  private void resolution(ObjectNode json) {
    incident
        .resolution()
        .filter(_ -> incident.phase() == IncidentState.RESOLVED)
        .ifPresentOrElse(
            end -> write(json.putObject("resolution"), end), () -> json.putNull("resolution"));
  }

  private void write(ObjectNode json, Resolution end) {
    json.put("how", end.how().name());
    json.put("at", end.at().toString());
    json.put("after", Duration.between(incident.firstSeen(), end.at()).toSeconds());
  }
}
