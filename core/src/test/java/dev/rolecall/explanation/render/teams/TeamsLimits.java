package dev.rolecall.explanation.render.teams;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a workflow of Microsoft Teams takes, as its documentation has it and stricter: elements and
/// properties that no card of ours needs do not pass, text blocks, which take markdown, among them.
///
/// @see <a href="https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/">Adaptive
///   Cards</a>
public final class TeamsLimits {

  private static final int MOST_BYTES = 28 * 1024;

  /// The properties that an element may have, and those that it must have, marked by `!`.
  private static final Map<String, Set<String>> ELEMENTS =
      Map.of(
          "AdaptiveCard", Set.of("!$schema", "!version", "!body", "msteams"),
          "RichTextBlock", Set.of("!inlines", "spacing"),
          "TextRun", Set.of("!text", "weight", "size", "fontType"),
          "CodeBlock", Set.of("!codeSnippet", "!language", "!fallback"),
          "Container", Set.of("!id", "!isVisible", "!items"),
          "ActionSet", Set.of("!actions"),
          "Action.ToggleVisibility", Set.of("!title", "!targetElements"),
          "Action.OpenUrl", Set.of("!title", "!url"));

  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "spacing", Set.of("Small", "Medium"),
          "weight", Set.of("Bolder"),
          "size", Set.of("Large"),
          "fontType", Set.of("Monospace"),
          "language", Set.of("Json", "Bash", "PlainText"),
          "version", Set.of("1.2"));

  private TeamsLimits() {}

  /// What is wrong with a message; empty when nothing is.
  public static Optional<String> of(JsonNode message) {
    int bytes = message.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      return Optional.of(bytes + " bytes");
    }
    JsonNode attachment = message.at("/attachments/0");
    if (!message.path("type").asText().equals("message")
        || message.path("attachments").size() != 1
        || !attachment
            .path("contentType")
            .asText()
            .equals("application/vnd.microsoft.card.adaptive")) {
      return Optional.of("not a message with one card");
    }
    return element(attachment.path("content"));
  }

  private static Optional<String> element(JsonNode element) {
    String type = element.path("type").asText();
    Set<String> known = ELEMENTS.getOrDefault(type, Set.of());
    Set<String> names = new TreeSet<>();
    element.fieldNames().forEachRemaining(names::add);
    names.remove("type");
    for (String name : known) {
      if (name.startsWith("!") && !names.contains(name.substring(1))) {
        return Optional.of(type + " without " + name.substring(1));
      }
    }
    for (String name : names) {
      JsonNode value = element.path(name);
      if (!known.contains(name) && !known.contains("!" + name)) {
        return Optional.of("`" + type + "` with " + name);
      }
      if (VALUES.containsKey(name) && !VALUES.get(name).contains(value.asText())) {
        return Optional.of(name + " is " + value);
      }
      Optional<String> problem = value(name, value);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> value(String name, JsonNode value) {
    return switch (name) {
      case "body", "inlines", "items", "actions" -> all(name, value);
      case "fallback" -> element(value);
      case "text", "title", "codeSnippet" ->
          value.asText().isEmpty() ? Optional.of("empty " + name) : Optional.empty();
      case "url" ->
          value.asText().matches("https://[a-z0-9.-]*console[a-z0-9.-]*/\\S{1,2900}")
              ? Optional.empty()
              : Optional.of("a link to " + value);
      default -> Optional.empty();
    };
  }

  private static Optional<String> all(String name, JsonNode elements) {
    if (elements.isEmpty() || (name.equals("actions") && elements.size() > 6)) {
      return Optional.of(elements.size() + " " + name);
    }
    for (JsonNode element : elements) {
      Optional<String> problem = element(element);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
