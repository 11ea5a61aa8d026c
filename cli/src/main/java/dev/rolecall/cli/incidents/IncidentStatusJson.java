package dev.rolecall.cli.incidents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.render.json.IncidentJson;
import dev.rolecall.explanation.render.json.JsonObject;
import dev.rolecall.explanation.render.json.OccurrenceJson;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.SharedExtent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An incident for scripts: one object a line. Keys that notices have as well mean the same here.
final class IncidentStatusJson {

  private static final String SCHEMA = "rolecall/1";

  private IncidentStatusJson() {}

  static ObjectNode of(Incident incident, Instant now) {
    return new JsonObject().put("schema", SCHEMA).put("incident", incident(incident, now)).node();
  }

  /// The same with what it stands for.
  static ObjectNode of(Incident incident, List<Incident> parts, Instant now) {
    ObjectNode json = incident(incident, now);
    if (!parts.isEmpty()) {
      json.setAll(
          new JsonObject()
              .put(
                  "members",
                  parts.stream()
                      .map(
                          one ->
                              subject(one)
                                  .put("id", one.id())
                                  .put("state", Standing.of(one).key())
                                  .put("denials", one.denials()))
                      .toList())
              .node());
    }
    return new JsonObject().put("schema", SCHEMA).put("incident", json).node();
  }

  /// What came of an action.
  static ObjectNode of(String result, Incident incident, Instant now) {
    return new JsonObject()
        .put("schema", SCHEMA)
        .put("result", result)
        .put("incident", incident(incident, now))
        .node();
  }

  /// That there is no such incident.
  static ObjectNode notFound(String id) {
    return new JsonObject()
        .put("schema", SCHEMA)
        .put("result", "NOT_FOUND")
        .put("incident", new JsonObject().put("id", id))
        .node();
  }

  private static ObjectNode incident(Incident incident, Instant now) {
    ObjectNode json =
        new JsonObject()
            .put("id", incident.id())
            .put("state", Standing.of(incident).key())
            .put("phase", incident.phase())
            .node();
    json.setAll(subject(incident).node());
    json.setAll(
        new JsonObject()
            .put("cause", incident.newest().map(IncidentStatusJson::code))
            .put("confidence", incident.confidence())
            .put("episode", incident.episode())
            .put("notice", IncidentJson.number(incident))
            .node());
    IncidentJson.seen(json, incident, now);
    return json.setAll(
        new JsonObject()
            .put("unread", incident.unread().stream().map(OccurrenceJson::text).toList())
            .put("lastNotice", incident.told().map(told -> told.at()))
            .put("partOf", IncidentPage.whole(incident))
            .put("resolution", IncidentJson.resolution(incident))
            .node());
  }

  private static String code(CauseInterval newest) {
    return newest.newer().map(OccurrenceJson::text).orElse(newest.cause().name());
  }

  private static JsonObject subject(Incident incident) {
    return switch (incident.subject()) {
      case IncidentSubject.Refusal(String caller, String role, String action) ->
          new JsonObject()
              .put("subject", "REFUSAL")
              .put("caller", OccurrenceJson.text(caller))
              .put("role", OccurrenceJson.text(role))
              .put("action", OccurrenceJson.text(action));
      case IncidentSubject.Search(String caller, String account) ->
          new JsonObject()
              .put("subject", "SEARCH")
              .put("caller", OccurrenceJson.text(caller))
              .put(
                  "account",
                  Optional.of(account).filter(id -> !id.isEmpty()).map(OccurrenceJson::text))
              .put("roleCount", incident.roleCount());
      case IncidentSubject.SharedCause(String policy, String statement, _) -> {
        JsonObject json =
            new JsonObject()
                .put("subject", "SHARED_CAUSE")
                .put("policy", OccurrenceJson.text(policy))
                .put("statement", OccurrenceJson.text(statement));
        Optional<SharedExtent> extent = incident.extent();
        yield json.put("pairs", extent.map(SharedExtent::pairs))
            .put("denied", extent.map(SharedExtent::denied))
            .put("callers", extent.map(SharedExtent::callers))
            .put("roles", extent.map(SharedExtent::roles));
      }
    };
  }
}
