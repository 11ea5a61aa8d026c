package dev.rolecall.channel.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.wording.DeliveryWords;
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
final class TeamsAnswers {

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

  private TeamsAnswers() {}

  static ChannelAnswer of(ChannelHttp.Response response) {
    int status = response.status();
    if (status >= 200 && status < 300) {
      return new ChannelAnswer.Delivered(JSON.missingNode());
    }
    if (status == 429) {
      return ChannelAnswer.busy("Teams", response);
    }
    ChannelAnswer.Kind kind = ChannelAnswer.Kind.REFUSED;
    if (status >= 500 || PASSING.contains(status)) {
      kind = ChannelAnswer.Kind.FAILED;
    } else if (WEBHOOK.contains(status)) {
      kind = ChannelAnswer.Kind.SECRET_REFUSED;
    }
    return new ChannelAnswer.Problem(
        kind, DeliveryWords.answered("Teams", status, code(response.body())));
  }

  private static String code(String body) {
    try {
      String code = JSON.readTree(body).at("/error/code").asText();
      return CODES.contains(code) ? code : "";
    } catch (JsonProcessingException _) {
      return "";
    }
  }
}
