package dev.rolecall.infra.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JSON inside a template: a text that the CDK joined of pieces and references. Parts of it can be
/// made to depend on conditions.
final class JsonText {

  /// An object with these two keys is a part that depends on a condition.
  private static final String WHEN = "\uE000when";

  private static final String PART = "\uE000part";

  /// Stands for a reference.
  private static final Pattern MARK = Pattern.compile("\uE001(\\d+)\uE002");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<JsonNode> references = new ArrayList<>();
  private final JsonNode tree;

  private JsonText(JsonNode joined) {
    StringBuilder text = new StringBuilder();
    for (JsonNode piece : joined.at("/" + Intrinsic.JOIN + "/1")) {
      if (piece.isTextual()) {
        text.append(piece.asText());
      } else {
        text.append('\uE001').append(references.size()).append('\uE002');
        references.add(piece);
      }
    }
    tree = parse(text.toString());
  }

  /// Reads what `Fn::Join` joins.
  static JsonText of(JsonNode joined) {
    return new JsonText(joined);
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// What it says; references are marks in texts.
  JsonNode tree() {
    return tree;
  }

  /// The references in a part of it.
  List<JsonNode> references(JsonNode part) {
    return MARK.matcher(part.toString())
        .results()
        .map(mark -> references.get(Integer.parseInt(mark.group(1))))
        .toList();
  }

  /// Makes parts of an object depend on conditions. One part at least must not.
  void limit(
      ObjectNode object, Function<Map.Entry<String, JsonNode>, Optional<TemplateCondition>> when) {
    List.copyOf(object.properties())
        .forEach(
            entry ->
                when.apply(entry)
                    .ifPresent(
                        condition ->
                            object.set(entry.getKey(), part(condition, entry.getValue()))));
  }

  /// Makes items of a list depend on conditions.
  void limit(ArrayNode list, Function<JsonNode, Optional<TemplateCondition>> when) {
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      int at = i;
      when.apply(item).ifPresent(condition -> list.set(at, part(condition, item)));
    }
  }

  private static JsonNode part(TemplateCondition condition, JsonNode value) {
    ObjectNode part = MAPPER.createObjectNode();
    part.put(WHEN, condition.name());
    part.set(PART, value);
    return part;
  }

  /// The text again, joined of pieces.
  JsonNode joined() {
    List<JsonNode> pieces = new ArrayList<>();
    write(tree, pieces);
    return Intrinsic.join("", pieces);
  }

  private void write(JsonNode node, List<JsonNode> pieces) {
    switch (node) {
      case ObjectNode object -> {
        List<Item> items = new ArrayList<>();
        object
            .properties()
            .forEach(
                entry -> items.add(item(new TextNode(entry.getKey()) + ":", entry.getValue())));
        between("{", items, "}", pieces);
      }
      case ArrayNode list -> {
        List<Item> items = new ArrayList<>();
        list.forEach(value -> items.add(item("", value)));
        between("[", items, "]", pieces);
      }
      default -> marked(node.toString(), pieces);
    }
  }

  /// An item of a list or an object.
  private record Item(Optional<TemplateCondition> when, List<JsonNode> pieces) {}

  private Item item(String before, JsonNode value) {
    List<JsonNode> pieces = new ArrayList<>();
    if (value.has(WHEN)) {
      text(before, pieces);
      write(value.get(PART), pieces);
      return new Item(Optional.of(TemplateCondition.valueOf(value.get(WHEN).asText())), pieces);
    }
    text(before, pieces);
    write(value, pieces);
    return new Item(Optional.empty(), pieces);
  }

  /// Each item brings the comma that parts it from those that are always there.
  private static void between(String open, List<Item> items, String close, List<JsonNode> pieces) {
    text(open, pieces);
    int always = 0;
    while (always < items.size() && items.get(always).when().isPresent()) {
      always++;
    }
    if (always == items.size()) {
      conditional(items, pieces);
    } else {
      for (int i = 0; i < items.size(); i++) {
        List<JsonNode> item = new ArrayList<>();
        if (i > always) {
          text(",", item);
        }
        item.addAll(items.get(i).pieces());
        if (i < always) {
          text(",", item);
        }
        add(items.get(i).when(), item, pieces);
      }
    }
    text(close, pieces);
  }

  /// Items none of which is always there: those of Slack, then those of Teams.
  private static void conditional(List<Item> items, List<JsonNode> pieces) {
    Optional<TemplateCondition> before = Optional.empty();
    for (Item item : items) {
      List<JsonNode> all = new ArrayList<>();
      if (item.when().equals(before)) {
        text(",", all);
      } else if (before.isPresent()) {
        pieces.add(
            Intrinsic.choose(
                TemplateCondition.HAS_SLACK_AND_TEAMS, new TextNode(","), new TextNode("")));
      }
      all.addAll(item.pieces());
      add(item.when(), all, pieces);
      before = item.when();
    }
  }

  private static void add(
      Optional<TemplateCondition> when, List<JsonNode> item, List<JsonNode> pieces) {
    when.ifPresentOrElse(
        condition ->
            pieces.add(Intrinsic.choose(condition, Intrinsic.join("", item), new TextNode(""))),
        () -> pieces.addAll(item));
  }

  private void marked(String text, List<JsonNode> pieces) {
    Matcher marks = MARK.matcher(text);
    int end = 0;
    for (MatchResult mark : marks.results().toList()) {
      text(text.substring(end, mark.start()), pieces);
      pieces.add(references.get(Integer.parseInt(mark.group(1))));
      end = mark.end();
    }
    text(text.substring(end), pieces);
  }

  private static void text(String text, List<JsonNode> pieces) {
    if (!text.isEmpty()) {
      pieces.add(new TextNode(text));
    }
  }
}
