package dev.rolecall.incident.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message of the queue: incidents to look at.
///
/// @param incidents their ids
/// @param until of a part of a sweep: after this, the next sweep has come, and before it, what is
///   not due any more is left alone. Empty for looks that must happen
public record LookMessage(List<String> incidents, Optional<Instant> until) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KIND = "look";

  public LookMessage {
    incidents = List.copyOf(incidents);
  }

  /// The message as JSON: `{"rolecall":"look","incidents":[...]}`.
  String json() {
    return json(new Form(KIND, incidents, until.map(Instant::toString).orElse(null), null, null));
  }

  /// An incident that failed too often, in a form that can be sent to the queue of looks again.
  static String failed(String incident, int failures, String reason) {
    return json(new Form(KIND, List.of(incident), null, failures, reason));
  }

  private static String json(Form form) {
    try {
      return JSON.writeValueAsString(form);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The message in `text`; empty when it is none.
  public static Optional<LookMessage> parse(String text) {
    try {
      return parse(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<LookMessage> parse(JsonNode json) {
    if (!json.path("rolecall").asText("").equals(KIND) || !json.path("incidents").isArray()) {
      return Optional.empty();
    }
    List<String> incidents = new ArrayList<>();
    for (JsonNode id : json.path("incidents")) {
      if (!id.isTextual() || id.asText().isEmpty()) {
        return Optional.empty();
      }
      incidents.add(id.asText());
    }
    try {
      return Optional.of(
          new LookMessage(
              incidents,
              json.has("until")
                  ? Optional.of(Instant.parse(json.path("until").asText("")))
                  : Optional.empty()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// @param failures how often the incident failed; absent unless it did
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Form(
      @JsonProperty("rolecall") String kind,
      List<String> incidents,
      @Nullable String until,
      @Nullable Integer failures,
      @Nullable String reason) {}
}
