package dev.rolecall.explanation.render.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Slack's limits, as its documentation has them and stricter where it is silent: what passes here
/// passes there.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks">blocks</a>
public final class SlackLimits {

  private static final Set<String> STYLES = Set.of("bold", "italic", "strike", "code", "underline");

  private SlackLimits() {}

  /// The word with which Slack refuses a message, and what is wrong with it.
  public record Refusal(String word, String why) {}

  public static Optional<Refusal> of(JsonNode body) {
    String text = body.path("text").asText("");
    if (text.isBlank()) {
      return Optional.of(new Refusal("no_text", "there is no text"));
    }
    if (text.length() > 4_000) {
      return Optional.of(new Refusal("msg_too_long", "the text has " + text.length()));
    }
    JsonNode blocks = body.path("blocks");
    if (escaped(blocks.toString()) > 13_000) {
      return Optional.of(new Refusal("msg_blocks_too_long", "more than 13,000 characters"));
    }
    return blocks(blocks).map(why -> new Refusal("invalid_blocks", why));
  }

  private static int escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").length();
  }

  private static Optional<String> blocks(JsonNode blocks) {
    if (blocks.size() > 50) {
      return Optional.of(blocks.size() + " blocks");
    }
    return first(blocks, SlackLimits::block);
  }

  private static Optional<String> first(
      JsonNode all, java.util.function.Function<JsonNode, Optional<String>> check) {
    for (JsonNode each : all) {
      Optional<String> problem = check.apply(each);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> block(JsonNode block) {
    return switch (block.path("type").asText()) {
      case "divider" -> Optional.empty();
      case "header" -> text(block.path("text"), Set.of("plain_text"), 150);
      case "section" ->
          block.path("fields").size() > 10
              ? Optional.of("more than 10 fields")
              : first(block.path("fields"), field -> text(field, 2_000))
                  .or(
                      () ->
                          block.has("text") || block.path("fields").isEmpty()
                              ? text(block.path("text"), 3_000)
                              : Optional.empty());
      case "context" ->
          block.path("elements").isEmpty() || block.path("elements").size() > 10
              ? Optional.of("a context of " + block.path("elements").size())
              : first(block.path("elements"), element -> text(element, 3_000));
      case "rich_text" -> richText(block.path("elements"));
      case "actions" ->
          block.path("elements").isEmpty() || block.path("elements").size() > 25
              ? Optional.of("actions of " + block.path("elements").size())
              : first(block.path("elements"), SlackLimits::element)
                  .or(() -> unique(block.path("elements").findValuesAsText("action_id")));
      default -> Optional.of("unknown block " + block.path("type"));
    };
  }

  private static Optional<String> element(JsonNode element) {
    return length(element.path("action_id"), 255)
        .or(
            () ->
                switch (element.path("type").asText()) {
                  case "button" -> button(element);
                  case "static_select" -> select(element);
                  default -> Optional.of("unknown element " + element.path("type"));
                });
  }

  private static Optional<String> button(JsonNode button) {
    return text(button.path("text"), Set.of("plain_text"), 75)
        .or(() -> button.has("value") ? length(button.path("value"), 2_000) : none())
        .or(() -> button.has("url") ? length(button.path("url"), 3_000) : none())
        .or(
            () ->
                button.has("accessibility_label")
                    ? length(button.path("accessibility_label"), 75)
                    : none())
        .or(
            () ->
                List.of("", "primary", "danger").contains(button.path("style").asText(""))
                    ? none()
                    : Optional.of("style " + button.path("style")))
        .or(() -> button.has("confirm") ? dialog(button.path("confirm")) : none());
  }

  private static Optional<String> dialog(JsonNode confirm) {
    return text(confirm.path("title"), Set.of("plain_text"), 100)
        .or(() -> text(confirm.path("text"), Set.of("plain_text"), 300))
        .or(() -> text(confirm.path("confirm"), Set.of("plain_text"), 30))
        .or(() -> text(confirm.path("deny"), Set.of("plain_text"), 30));
  }

  private static Optional<String> select(JsonNode select) {
    return text(select.path("placeholder"), Set.of("plain_text"), 150)
        .or(
            () ->
                select.path("options").isEmpty() || select.path("options").size() > 100
                    ? Optional.of(select.path("options").size() + " options")
                    : none())
        .or(
            () ->
                first(
                    select.path("options"),
                    option ->
                        text(option.path("text"), Set.of("plain_text"), 75)
                            .or(() -> length(option.path("value"), 150))));
  }

  private static Optional<String> length(JsonNode text, int most) {
    int length = text.asText("").length();
    return length > 0 && length <= most
        ? none()
        : Optional.of("a text of " + length + " characters: " + text);
  }

  private static Optional<String> unique(List<String> ids) {
    return Set.copyOf(ids).size() == ids.size() ? none() : Optional.of("twice the same action_id");
  }

  private static Optional<String> text(JsonNode text, int most) {
    return text(text, Set.of("plain_text", "mrkdwn"), most);
  }

  private static Optional<String> text(JsonNode text, Set<String> types, int most) {
    int length = escaped(text.path("text").asText(""));
    return types.contains(text.path("type").asText()) && length > 0 && length <= most
        ? Optional.empty()
        : Optional.of("text of type " + text.path("type") + " with " + length + " characters");
  }

  private static Optional<String> richText(JsonNode elements) {
    int length = elements.findValuesAsText("text").stream().mapToInt(SlackLimits::escaped).sum();
    if (elements.isEmpty() || length > 3_000) {
      return Optional.of("rich text with " + length + " characters");
    }
    return first(elements, SlackLimits::richElement);
  }

  private static Optional<String> richElement(JsonNode element) {
    return switch (element.path("type").asText()) {
      case "rich_text_list" ->
          List.of("bullet", "ordered").contains(element.path("style").asText())
              ? first(element.path("elements"), SlackLimits::section)
              : Optional.of("a list of style " + element.path("style"));
      case "rich_text_section", "rich_text_preformatted", "rich_text_quote" -> inline(element);
      default -> Optional.of("unknown rich text " + element.path("type"));
    };
  }

  private static Optional<String> section(JsonNode element) {
    return element.path("type").asText().equals("rich_text_section")
        ? inline(element)
        : Optional.of("a list of " + element.path("type"));
  }

  private static Optional<String> inline(JsonNode element) {
    return element.path("elements").isEmpty()
        ? Optional.of("an empty " + element.path("type").asText())
        : first(element.path("elements"), SlackLimits::span);
  }

  private static Optional<String> span(JsonNode span) {
    for (var style : span.path("style").properties()) {
      if (!STYLES.contains(style.getKey()) || !style.getValue().isBoolean()) {
        return Optional.of("unknown style " + style);
      }
    }
    return switch (span.path("type").asText()) {
      case "text" -> span.path("text").asText("").isEmpty() ? Optional.of("empty text") : none();
      case "link" ->
          span.path("url").asText("").matches("https://\\S{1,2900}")
              ? none()
              : Optional.of("no link: " + span.path("url"));
      case "usergroup" -> id(span.path("usergroup_id"), "S[A-Z0-9]+");
      case "user" -> id(span.path("user_id"), "[UW][A-Z0-9]+");
      default -> Optional.of("unknown text element " + span.path("type"));
    };
  }

  private static Optional<String> id(JsonNode id, String form) {
    return id.asText("").matches(form) ? none() : Optional.of("no id: " + id);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
