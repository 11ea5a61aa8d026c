package dev.rolecall.gate.pairs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.rolecall.explanation.redaction.ValueVisibility;
import dev.rolecall.explanation.redaction.VisibleText;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes pairs files. Values that may not be shown are written as masked; pairs that no longer
/// differ then become one.
public final class PairsWriter {

  private static final String HEAD =
      """
      # Callers and the roles they assume, for `rolecall check --pairs FILE`.
      # A pair is expected to be `allowed`; write `expect: denied` for callers that must stay outside.
      # `context` holds what the caller sends, by condition key: a value, a list of values,
      # `{varies: true}` for what differs from call to call, `{masked: ...}` for what is not shown here.
      # `seen` says how often the call was seen to succeed, and when last; it decides nothing.
      """;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .stringQuotingChecker(new HiddenToo())
              .build());

  private PairsWriter() {}

  /// The text of a pairs file.
  ///
  /// @param showExternalIds write external ids as they are; without them the gate cannot judge a
  ///   role that asks for one
  public static String write(List<AccessPair> pairs, boolean showExternalIds) {
    ObjectNode file = NODES.objectNode();
    ArrayNode written = file.putArray("pairs");
    merged(pairs, new ValueVisibility(showExternalIds))
        .forEach(pair -> put(written.addObject(), pair));
    try {
      return VisibleText.lines(HEAD + YAML.writeValueAsString(file));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("YAML is written to memory", e);
    }
  }

  /// Keys with characters that are not visible are quoted, as all values are: between quotes such a
  /// character can be written by its number.
  private static final class HiddenToo extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || !VisibleText.line(name).equals(name);
    }
  }

  private static List<AccessPair> merged(List<AccessPair> pairs, ValueVisibility valueVisibility) {
    SequencedMap<AccessPair, Optional<AccessPair.Seen>> merged = new LinkedHashMap<>();
    for (AccessPair accessPair : pairs) {
      SortedMap<String, RequestValue> context = new TreeMap<>();
      accessPair
          .context()
          .forEach(
              (key, requestValue) -> context.put(key, shown(key, requestValue, valueVisibility)));
      AccessPair shown =
          new AccessPair(
              accessPair.caller(),
              accessPair.role(),
              context,
              accessPair.expect(),
              Optional.empty());
      merged.merge(shown, accessPair.seen(), PairsWriter::both);
    }
    List<AccessPair> written = new ArrayList<>(merged.size());
    merged.forEach((accessPair, seen) -> written.add(accessPair.seen(seen)));
    return written;
  }

  private static Optional<AccessPair.Seen> both(
      Optional<AccessPair.Seen> one, Optional<AccessPair.Seen> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().and(other.get()))
        : one.or(() -> other);
  }

  /// What may be shown of what is sent.
  public static RequestValue shown(
      String key, RequestValue requestValue, ValueVisibility valueVisibility) {
    if (!(requestValue instanceof RequestValue.Values(List<String> values))) {
      return requestValue;
    }
    List<String> shown = valueVisibility.values(key, values);
    return shown.equals(values) ? requestValue : new RequestValue.Masked(String.join(", ", shown));
  }

  private static void put(ObjectNode node, AccessPair pair) {
    node.put("caller", pair.caller()).put("role", pair.role().toString());
    if (!pair.context().isEmpty()) {
      ObjectNode context = node.putObject("context");
      pair.context().forEach((key, value) -> context.set(key, sent(value)));
    }
    if (pair.expect() != AccessPair.Expectation.ALLOWED) {
      node.put("expect", pair.expect().word());
    }
    pair.seen().ifPresent(seen -> put(node.putObject("seen"), seen));
  }

  private static void put(ObjectNode node, AccessPair.Seen seen) {
    node.put("count", seen.count());
    seen.last().ifPresent(last -> node.put("last", last.toString()));
  }

  private static JsonNode sent(RequestValue requestValue) {
    return switch (requestValue) {
      case RequestValue.Values(List<String> values) when values.size() == 1 ->
          NODES.textNode(values.getFirst());
      case RequestValue.Values(List<String> values) ->
          NODES.arrayNode().addAll(values.stream().map(NODES::textNode).toList());
      case RequestValue.Masked(String hint) -> NODES.objectNode().put("masked", hint);
      case RequestValue.Varying _ -> NODES.objectNode().put("varies", true);
    };
  }
}
