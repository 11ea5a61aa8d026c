package dev.rolecall.explanation.render.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.state.Incident;

/// What people did about an incident, as JSON: the same keys wherever incidents are data.
public final class ActionsJson {

  private ActionsJson() {}

  /// The keys `acknowledged`, `snooze` and `actions`.
  public static void add(ObjectNode json, Incident incident) {
    json.setAll(
        new JsonObject()
            .put(
                "acknowledged",
                incident
                    .acknowledged()
                    .filter(_ -> incident.hasAcknowledgement())
                    .map(
                        one ->
                            new JsonObject()
                                .put("by", OccurrenceJson.text(one.actor()))
                                .put("at", one.at())))
            .put(
                "snooze",
                incident
                    .snooze()
                    .map(
                        snooze ->
                            new JsonObject()
                                .put("by", OccurrenceJson.text(snooze.actor()))
                                .put("since", snooze.since())
                                .put("until", snooze.until())))
            .put(
                "actions",
                incident.actions(),
                action ->
                    new JsonObject()
                        .put("action", action.kind())
                        .put("by", OccurrenceJson.text(action.actor()))
                        .put("at", action.at())
                        .put("until", action.until())
                        .put("reason", action.reason().map(OccurrenceJson::text)))
            .node());
  }
}
