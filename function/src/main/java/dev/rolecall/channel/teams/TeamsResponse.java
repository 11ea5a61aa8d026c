package dev.rolecall.channel.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.RetryingClient;
import dev.rolecall.channel.RetryingClient.Retry;
import dev.rolecall.incident.notification.DeliveryResult;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What an answer of a workflow of Microsoft Teams means. It answers with a status and, when it
/// refuses, mostly with `{"error": {"code": "Word"}}`. An answer says that the workflow has begun:
/// what it fails at afterwards stands in its run history alone.
///
/// | status | meaning |
/// |---|---|
/// | 2xx, as a rule 202 | delivered |
/// | 429 | busy, for as long as `Retry-After` says |
/// | 408, 425, 5xx, no connection, no answer in time | failed: may pass by itself |
/// | 401, 403, 404, 410 | the webhook is refused: its address may have been renewed |
/// | 3xx, 400, 413 and any other | refused |
///
/// @see <a
///   href="https://learn.microsoft.com/en-us/azure/logic-apps/logic-apps-http-endpoint">answers of
///   workflows</a>
sealed interface TeamsResponse {

  record Delivered() implements TeamsResponse {}

  record Busy(Duration after) implements TeamsResponse {}

  record Failed(String why) implements TeamsResponse {}

  record WebhookRefused(String why) implements TeamsResponse {}

  record Refused(String why) implements TeamsResponse {}

  /// What it means for a message.
  default DeliveryResult result() {
    return switch (this) {
      case Delivered _ -> new DeliveryResult.Delivered(Optional.empty());
      case Busy(Duration after) -> new DeliveryResult.TryLater("Teams is busy", Optional.of(after));
      case Failed(String why) -> new DeliveryResult.TryLater(why, Optional.empty());
      case WebhookRefused(String why) -> new DeliveryResult.Rejected(why);
      case Refused(String why) -> new DeliveryResult.Rejected(why);
    };
  }

  /// The table.
  record Table() implements RetryingClient.AnswerTable<TeamsResponse> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> PASSING = Set.of(408, 425);
    private static final Set<Integer> WEBHOOK = Set.of(401, 403, 404, 410);

    /// Words that help to find out what is wrong. Any other may hold what was sent.
    private static final Set<String> CODES =
        Set.of(
            "AuthorizationFailed",
            "DirectApiAuthorizationRequired",
            "DirectApiInvalidAuthorizationScheme",
            "InvalidRequestContent",
            "MisMatchingOAuthClaims",
            "RequestEntityTooLarge",
            "TriggerInputSchemaMismatch",
            "WorkflowNotFound",
            "WorkflowTriggerIsNotEnabled",
            "WorkflowTriggerNotFound");

    @Override
    public String channel() {
      return "Teams";
    }

    @Override
    public TeamsResponse of(ChannelHttp.Response response) {
      int status = response.status();
      String why = "Teams answered " + status + code(response.body());
      if (status >= 200 && status < 300) {
        return new Delivered();
      }
      if (status == 429) {
        return new Busy(response.retryDelay());
      }
      if (status >= 500 || PASSING.contains(status)) {
        return new Failed(why);
      }
      return WEBHOOK.contains(status) ? new WebhookRefused(why) : new Refused(why);
    }

    private static String code(String body) {
      try {
        String code = JSON.readTree(body).at("/error/code").asText();
        return CODES.contains(code) ? " " + code : "";
      } catch (JsonProcessingException _) {
        return "";
      }
    }

    @Override
    public TeamsResponse none(String why) {
      return new Failed(why);
    }

    @Override
    public Retry retry(TeamsResponse answer) {
      return switch (answer) {
        case Busy(Duration after) -> new Retry.After(after);
        case Failed _ -> new Retry.Soon();
        case Delivered _, WebhookRefused _, Refused _ -> new Retry.Never();
      };
    }
  }
}
