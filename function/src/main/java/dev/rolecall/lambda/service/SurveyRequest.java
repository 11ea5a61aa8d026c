package dev.rolecall.lambda.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What the survey is asked for.
public sealed interface SurveyRequest {

  /// To look at the installation.
  record Doctor() implements SurveyRequest {}

  /// To renew the index of the organization.
  ///
  /// @param changed when the organization was changed; empty when it is just time
  record Index(Optional<Instant> changed) implements SurveyRequest {}

  /// Something else.
  record Foreign() implements SurveyRequest {}

  /// What `event` asks for.
  ///
  /// @throws EventFailure when it cannot be understood
  static SurveyRequest parse(byte[] event) {
    JsonNode json = EventJson.parse(event);
    return switch (json.path("rolecall").asText("")) {
      case "doctor" -> new Doctor();
      case "index" -> new Index(Optional.empty());
      default -> isChange(json) ? new Index(time(json.at("/detail/eventTime"))) : new Foreign();
    };
  }

  /// Which changes come is said by the rules.
  private static boolean isChange(JsonNode json) {
    return json.path("source").asText("").equals("aws.organizations")
        && json.path("detail-type").asText("").equals("AWS API Call via CloudTrail");
  }

  private static Optional<Instant> time(JsonNode text) {
    try {
      return Optional.of(Instant.parse(text.asText("")));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
