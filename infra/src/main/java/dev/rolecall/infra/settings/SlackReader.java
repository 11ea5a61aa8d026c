package dev.rolecall.infra.settings;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the object `slack` of the settings.
final class SlackReader {

  private static final Map<String, Kind> CRITERIA =
      new TreeMap<>(
          Map.of(
              "account", Kind.ACCOUNT,
              "roleAccount", Kind.ACCOUNT,
              "cause", Kind.CODE,
              "severity", Kind.WORD));

  private SlackReader() {}

  static Slack read(Section section) {
    return new Slack(
        secret(section.required("secret", Kind.SECRET)),
        section.text("kmsKey", Kind.KMS_KEY),
        section.text("channel", Kind.CHANNEL),
        section.objects("routes", SlackReader::route),
        section.text("api", Kind.HTTPS),
        SettingsReader.capacity(section, 512, 2));
  }

  private static Slack.Secret secret(String reference) {
    List<String> parts = List.of(reference.split(":", 2));
    return parts.getFirst().equals("ssm")
        ? new Slack.Secret.Parameter(parts.getLast())
        : new Slack.Secret.SecretsManager(parts.getLast());
  }

  private static SortedMap<String, String> route(Section section) {
    SortedMap<String, String> route = new TreeMap<>();
    CRITERIA.forEach(
        (key, kind) -> section.text(key, kind).ifPresent(value -> route.put(key, value)));
    route.put("channel", section.required("channel", Kind.CHANNEL));
    return route;
  }
}
