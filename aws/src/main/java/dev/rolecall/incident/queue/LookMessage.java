package dev.rolecall.incident.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message of the queue: incidents to look at.
///
/// @param incidents their ids
/// @param ifDue whether those that are not due any more are left alone
public record LookMessage(List<String> incidents, boolean ifDue) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KIND = "look";

  public LookMessage {
    incidents = List.copyOf(incidents);
  }

  /// The message as JSON: `{"rolecall":"look","incidents":[...]}`.
  String json() {
    return json(new Form(KIND, incidents, ifDue, null, null));
  }

  /// An incident that failed too often, in a form that can be sent to the queue of looks again.
  static String failed(String incident, int failures, String reason) {
    return json(new Form(KIND, List.of(incident), false, failures, reason));
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
    return Optional.of(new LookMessage(incidents, json.path("ifDue").asBoolean(false)));
  }

  /// @param failures how often the incident failed; absent unless it did
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  private record Form(
      @JsonProperty("rolecall") String kind,
      List<String> incidents,
      boolean ifDue,
      @Nullable Integer failures,
      @Nullable String reason) {}
}
