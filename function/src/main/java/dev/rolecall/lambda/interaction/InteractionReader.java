package dev.rolecall.lambda.interaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.incident.notification.IncidentButton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Understands the body of a request that Slack has signed.
///
/// @see <a
///   href="https://docs.slack.dev/reference/interaction-payloads/block_actions-payload">clicks</a>
/// @see <a href="https://docs.slack.dev/interactivity/implementing-slash-commands">commands</a>
final class InteractionReader {

  static final int LONGEST_COMMAND = 3_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9]{1,30}");
  private static final int LONGEST_NAME = 200;

  private InteractionReader() {}

  /// What a body asks for.
  sealed interface Reading {

    /// Something that Rolecall does.
    record Asked(Interaction interaction) implements Reading {}

    /// Something of Slack with which nothing needs to be done, such as a click on a link.
    record Nothing() implements Reading {}

    /// Not what Slack sends.
    record Malformed() implements Reading {}
  }

  /// Reads a body.
  ///
  /// @param now when it came
  static Reading read(byte[] body, Instant now) {
    Optional<FormBody> form = FormBody.parse(body);
    if (form.isEmpty()) {
      return new Reading.Malformed();
    }
    FormBody fields = form.get();
    if (!fields.text("payload").isEmpty()) {
      return payload(fields.text("payload"), now);
    }
    if (!fields.text("command").isEmpty()) {
      return command(fields, now);
    }
    return fields.text("ssl_check").equals("1") ? new Reading.Nothing() : new Reading.Malformed();
  }

  private static Reading payload(String text, Instant now) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return new Reading.Malformed();
    }
    if (!json.isObject()) {
      return new Reading.Malformed();
    }
    if (!json.path("type").asText("").equals("block_actions")) {
      return new Reading.Nothing();
    }
    JsonNode action = json.at("/actions/0");
    Optional<IncidentButton> button = IncidentButton.of(action.path("action_id").asText(""));
    if (button.isEmpty()) {
      return new Reading.Nothing();
    }
    String value = action.path("value").asText(action.at("/selected_option/value").asText(""));
    return IncidentButton.Value.parse(value)
        .filter(read -> read.period().isPresent() == (button.get() == IncidentButton.SNOOZE))
        .flatMap(read -> press(button.get(), read, json, action, now))
        .<Reading>map(Reading.Asked::new)
        .orElseGet(Reading.Malformed::new);
  }

  private static Optional<Interaction> press(
      IncidentButton button,
      IncidentButton.Value value,
      JsonNode json,
      JsonNode action,
      Instant now) {
    JsonNode user = json.path("user");
    Requester by =
        new Requester(
            id(json.at("/team/id").asText("")).orElse(""),
            id(json.at("/enterprise/id").asText(json.at("/team/enterprise_id").asText(""))),
            id(user.path("team_id").asText("")),
            id(user.path("id").asText("")).orElse(""),
            name(user.path("name").asText(user.path("username").asText(""))));
    return complete(by)
        .map(
            it ->
                new Interaction(
                    new Interaction.Wish.Press(button, value),
                    it,
                    now,
                    hash(
                        it.team(),
                        it.user(),
                        action.path("action_ts").asText(""),
                        json.path("trigger_id").asText(""),
                        button.actionId(),
                        value.text()),
                    ResponseUrl.parse(json.path("response_url").asText(""))));
  }

  private static Reading command(FormBody fields, Instant now) {
    String text = fields.text("text");
    Requester by =
        new Requester(
            id(fields.text("team_id")).orElse(""),
            id(fields.text("enterprise_id")),
            Optional.empty(),
            id(fields.text("user_id")).orElse(""),
            name(fields.text("user_name")));
    return complete(by)
        .<Reading>map(
            it ->
                new Reading.Asked(
                    new Interaction(
                        new Interaction.Wish.Command(
                            text.substring(0, Math.min(text.length(), LONGEST_COMMAND + 1))),
                        it,
                        now,
                        hash(it.team(), it.user(), fields.text("trigger_id"), text),
                        ResponseUrl.parse(fields.text("response_url")))))
        .orElseGet(Reading.Malformed::new);
  }

  private static Optional<Requester> complete(Requester by) {
    return Optional.of(by)
        .filter(it -> !it.user().isEmpty())
        .filter(it -> !it.team().isEmpty() || it.enterprise().isPresent());
  }

  private static Optional<String> id(String text) {
    return Optional.of(text).filter(it -> ID.matcher(it).matches());
  }

  private static String name(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_NAME));
  }

  /// The same for the same texts.
  static String hash(String... texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
