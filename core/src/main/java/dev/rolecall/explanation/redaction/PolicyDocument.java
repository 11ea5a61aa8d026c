package dev.rolecall.explanation.redaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// A policy document as it may be shown.
///
/// @param json with external ids masked where they have to be
/// @param whole whether nothing in it is masked: only then it may be written back
public record PolicyDocument(JsonNode json, boolean whole) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  /// Reads a document that was read as a policy before; anything else is shown as a string.
  public static PolicyDocument of(String text, Masking masking) {
    JsonNode json = parse(text);
    if (masking.show()) {
      return new PolicyDocument(json, true);
    }
    JsonNode masked = mask(json, "");
    return new PolicyDocument(masked, masked.equals(json));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }

  /// @param key the name under which `node` stands, or under which its list stands
  private static JsonNode mask(JsonNode node, String key) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          copy.set(entry.getKey(), mask(entry.getValue(), entry.getKey()));
        }
        yield copy;
      }
      case ArrayNode list -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        list.forEach(element -> copy.add(mask(element, key)));
        yield copy;
      }
      default ->
          Masking.isExternalId(key)
              ? JsonNodeFactory.instance.textNode(Masking.masked(node.asText()))
              : node;
    };
  }

  /// On many lines. Invisible characters are written as JSON's escapes.
  public String pretty() {
    return pretty(json);
  }

  private static String pretty(JsonNode node) {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    try {
      return VisibleText.lines(
          JSON.writer(
                  new DefaultPrettyPrinter(separators)
                      .withArrayIndenter(LINES)
                      .withObjectIndenter(LINES))
              .writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON is written to memory", e);
    }
  }

  /// The statements that `before` does not have, as they are, on many lines each.
  public List<String> statementsNotIn(PolicyDocument before) {
    List<JsonNode> all = statements();
    return placesOfNew(before).stream().mapToObj(all::get).map(PolicyDocument::pretty).toList();
  }

  /// The places of the statements that `before` does not have. A change leaves most statements
  /// where they were.
  public BitSet placesOfNew(PolicyDocument before) {
    List<JsonNode> now = statements();
    List<JsonNode> old = before.statements();
    BitSet moved = new BitSet();
    IntStream.range(0, now.size())
        .filter(i -> i >= old.size() || !now.get(i).equals(old.get(i)))
        .forEach(moved::set);
    if (!moved.isEmpty()) {
      Set<JsonNode> others = new HashSet<>();
      moved.stream().mapToObj(now::get).forEach(others::add);
      Set<JsonNode> found = new HashSet<>();
      old.stream().filter(others::contains).forEach(found::add);
      moved.stream().filter(i -> found.contains(now.get(i))).forEach(moved::clear);
    }
    return moved;
  }

  /// The document with those of its statements that `other` does not have, or not in their places.
  public PolicyDocument reducedBy(PolicyDocument other) {
    if (!(json instanceof ObjectNode object)) {
      return this;
    }
    List<JsonNode> all = statements();
    ArrayNode own = JsonNodeFactory.instance.arrayNode();
    placesOfNew(other).stream().mapToObj(all::get).forEach(own::add);
    ObjectNode reduced = object.objectNode();
    object.properties().forEach(entry -> reduced.set(entry.getKey(), entry.getValue()));
    reduced.set("Statement", own);
    return new PolicyDocument(reduced, whole);
  }

  private List<JsonNode> statements() {
    List<JsonNode> statements = new ArrayList<>();
    JsonNode element = json.path("Statement");
    if (element instanceof ArrayNode list) {
      list.forEach(statements::add);
    } else if (element instanceof ObjectNode) {
      statements.add(element);
    }
    return statements;
  }
}
