package dev.rolecall.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.channel.SecretReader;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.wording.SecretWords;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the text of a secret: the address of a webhook or the token of a bot, plain or as one of
///
///     {"webhookUrl": "https://hooks.slack.com/..."}
///     {"webhooks": {"default": "https://hooks.slack.com/...", "security": "..."}}
///     {"botToken": "xoxb-..."}
///
/// A `signingSecret` beside them is for the function that Slack sends clicks to.
///
/// What is wrong is told without showing any of it.
///
/// @param loopback whether webhooks may be on this machine, over plain HTTP: for tests
public record SlackSecretReader(boolean loopback) implements SecretReader<SlackSecret> {

  private static final String SLACK = "Slack";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN = Pattern.compile("(xoxe\\.)?xoxb-[A-Za-z0-9-]{6,}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Set<String> HOSTS = Set.of("hooks.slack.com", "hooks.slack-gov.com");

  @Override
  public String channel() {
    return SLACK;
  }

  @Override
  public SecretReading<SlackSecret> read(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("{")) {
      return json(trimmed);
    }
    return trimmed.startsWith("xox") ? token(trimmed) : webhooks(Map.of("default", trimmed));
  }

  private SecretReading<SlackSecret> json(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return wrong(SecretWords.notJson(SLACK));
    }
    for (String key : List.of("botToken", "token")) {
      if (json.path(key).isTextual()) {
        return token(json.path(key).textValue().strip());
      }
    }
    if (json.path("webhookUrl").isTextual()) {
      return webhooks(Map.of(SlackSecret.DEFAULT, json.path("webhookUrl").textValue().strip()));
    }
    Map<String, String> addresses = new TreeMap<>();
    json.path("webhooks")
        .properties()
        .forEach(field -> addresses.put(field.getKey(), field.getValue().asText().strip()));
    return addresses.isEmpty() ? wrong(SecretWords.noKey(SLACK)) : webhooks(addresses);
  }

  private static SecretReading<SlackSecret> token(String text) {
    return TOKEN.matcher(text).matches()
        ? new SecretReading.Read<>(new SlackSecret.BotToken(text))
        : wrong(SecretWords.notABotToken(SLACK));
  }

  private SecretReading<SlackSecret> webhooks(Map<String, String> texts) {
    Map<String, URI> addresses = new TreeMap<>();
    for (Map.Entry<String, String> each : texts.entrySet()) {
      if (!NAME.matcher(each.getKey()).matches()) {
        return wrong(SecretWords.badWebhookName(SLACK));
      }
      Optional<URI> address = address(each.getValue());
      if (address.isEmpty()) {
        return wrong(SecretWords.badWebhook(SLACK, each.getKey()));
      }
      addresses.put(each.getKey(), address.get());
    }
    return new SecretReading.Read<>(new SlackSecret.Webhooks(addresses));
  }

  private Optional<URI> address(String text) {
    try {
      return Optional.of(URI.create(text)).filter(this::isAllowed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isAllowed(URI address) {
    String host = Optional.ofNullable(address.getHost()).orElse("");
    boolean slack =
        "https".equals(address.getScheme())
            && HOSTS.contains(host)
            && address.getPort() == -1
            && address.getUserInfo() == null;
    return slack || (loopback && host.equals("127.0.0.1"));
  }

  private static SecretReading<SlackSecret> wrong(String what) {
    return new SecretReading.Unusable<>(what);
  }
}
