package dev.rolecall.gate.pairs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.rolecall.explanation.redaction.ValueVisibility;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.gate.pairs.AccessPair.Expectation;
import dev.rolecall.gate.pairs.AccessPair.Seen;
import dev.rolecall.gate.wording.PairsWords;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes pairs files. Values that may not be shown are written as masked; pairs that no longer
/// differ then become one.
public final class PairsWriter {

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
  /// @param showExternalIds write external IDs as they are; without them the gate cannot judge a
  ///   role that asks for one
  public static String write(List<AccessPair> pairs, boolean showExternalIds) {
    StringWriter out = new StringWriter();
    out.write(PairsWords.head());
    try (JsonGenerator yaml = YAML.createGenerator(out)) {
      yaml.writeStartObject();
      yaml.writeArrayFieldStart("pairs");
      for (AccessPair accessPair : merged(pairs, new ValueVisibility(showExternalIds))) {
        yaml.writeTree(json(accessPair));
      }
      yaml.writeEndArray();
      yaml.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return VisibleText.lines(out.toString());
  }

  /// Keys with characters that cannot be seen are quoted, as all values are: between quotes such a
  /// character can be written by its number.
  private static final class HiddenToo extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || !VisibleText.line(name).equals(name);
    }
  }

  private static List<AccessPair> merged(List<AccessPair> pairs, ValueVisibility valueVisibility) {
    SequencedMap<AccessPair, Optional<Seen>> merged = new LinkedHashMap<>();
    for (AccessPair accessPair : pairs) {
      SortedMap<String, RequestValue> context = new TreeMap<>(accessPair.context());
      context.replaceAll((key, requestValue) -> shown(key, requestValue, valueVisibility));
      merged.merge(
          accessPair.with(context, Optional.empty()), accessPair.seen(), PairsWriter::both);
    }
    return merged.entrySet().stream()
        .map(pair -> pair.getKey().with(pair.getKey().context(), pair.getValue()))
        .toList();
  }

  private static Optional<Seen> both(Optional<Seen> one, Optional<Seen> other) {
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

  private static ObjectNode json(AccessPair accessPair) {
    ObjectNode json =
        YAML.createObjectNode()
            .put("caller", accessPair.caller())
            .put("role", accessPair.role().toString());
    if (!accessPair.context().isEmpty()) {
      ObjectNode context = json.putObject("context");
      accessPair.context().forEach((key, requestValue) -> context.set(key, json(requestValue)));
    }
    if (accessPair.expect() != Expectation.ALLOWED) {
      json.put("expect", accessPair.expect().word());
    }
    accessPair
        .seen()
        .ifPresent(
            seen -> {
              ObjectNode times = json.putObject("seen").put("count", seen.count());
              seen.last().ifPresent(last -> times.put("last", last.toString()));
            });
    return json;
  }

  /// A value as pairs files have it.
  public static JsonNode json(RequestValue requestValue) {
    return switch (requestValue) {
      case RequestValue.Values(List<String> values) when values.size() == 1 ->
          YAML.getNodeFactory().textNode(values.getFirst());
      case RequestValue.Values(List<String> values) -> YAML.valueToTree(values);
      case RequestValue.Masked(String hint) -> YAML.createObjectNode().put("masked", hint);
      case RequestValue.Varying _ -> YAML.createObjectNode().put("varies", true);
    };
  }
}
