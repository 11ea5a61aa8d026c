package dev.rolecall.lambda.interaction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.incident.notification.IncidentButton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// Requests as Slack makes them, and events as the address of a function hands them over.
public final class SlackRequests {

  public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  public static final String TEAM = "T1DC2JH3J";
  public static final String RESPONSE_URL =
      "https://hooks.slack.com/actions/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SlackRequests() {}

  /// The payload of a click, with everything around it that Slack sends.
  public static ObjectNode click(IncidentButton button, String value, String actionTs) {
    ObjectNode json = JSON.createObjectNode().put("type", "block_actions");
    json.putObject("user")
        .put("id", "U2CERLKJA")
        .put("username", "roadrunner")
        .put("name", "roadrunner")
        .put("team_id", TEAM);
    json.put("api_app_id", "A02").put("token", "Shh_its_a_seekrit");
    json.putObject("container").put("type", "message").put("message_ts", "1548261231.000200");
    json.put("trigger_id", "12321423423.333649436676." + actionTs);
    json.putObject("team").put("id", TEAM).put("domain", "testteamnow");
    json.putNull("enterprise");
    json.put("is_enterprise_install", false);
    json.putObject("channel").put("id", "G8PSS9T3V").put("name", "foobar");
    json.put("response_url", RESPONSE_URL);
    ObjectNode action = json.putArray("actions").addObject().put("action_id", button.actionId());
    if (button == IncidentButton.SNOOZE) {
      action.put("type", "static_select").putObject("selected_option").put("value", value);
    } else {
      action.put("type", "button").put("value", value);
    }
    action.put("action_ts", actionTs);
    return json;
  }

  /// A click as a body.
  public static String body(ObjectNode payload) {
    return "payload=" + encoded(payload.toString());
  }

  /// The command with a text as a body.
  public static String command(String text) {
    return "token=gIkuvaNzQIHg97ATvDxqgjtO&team_id="
        + TEAM
        + "&team_domain=example&channel_id=C2147483705&user_id=U2147483697&user_name=Steve"
        + "&command=%2Frolecall&api_app_id=A123456&trigger_id=13345224609.738474920.80"
        + Math.floorMod(text.hashCode(), 1000)
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1234%2F5678&text="
        + encoded(text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The event of a request that was signed at a time.
  public static byte[] signed(String body, Instant at) {
    return signed(body, Long.toString(at.getEpochSecond()), SECRET);
  }

  static byte[] signed(String body, String timestamp, String secret) {
    return event(
        body,
        timestamp,
        new SigningSecret(secret).of(timestamp, body.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] event(String body, String timestamp, String signature) {
    ObjectNode event = event(body);
    ((ObjectNode) event.path("headers"))
        .put("x-slack-request-timestamp", timestamp)
        .put("x-slack-signature", signature);
    return bytes(event);
  }

  static byte[] bytes(ObjectNode event) {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// As in AWS's documentation; bodies of forms come in base64.
  static ObjectNode event(String body) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "2.0")
            .put("routeKey", "$default")
            .put("rawPath", "/")
            .put("rawQueryString", "");
    event
        .putObject("headers")
        .put("content-type", "application/x-www-form-urlencoded")
        .put("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
        .put("x-forwarded-proto", "https");
    event
        .putObject("requestContext")
        .put("accountId", "anonymous")
        .putObject("http")
        .put("method", "POST")
        .put("path", "/")
        .put("sourceIp", "198.51.100.7");
    event.put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
    return event.put("isBase64Encoded", true);
  }
}
