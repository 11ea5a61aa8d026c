package dev.rolecall.gate.pairs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.rolecall.explanation.redaction.ValueVisibility;
import dev.rolecall.explanation.redaction.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .stringQuotingChecker(new HiddenToo())
          .build();

  private final JsonGenerator yaml;

  private PairsWriter(JsonGenerator yaml) {
    this.yaml = yaml;
  }

  /// The text of a pairs file.
  ///
  /// @param showExternalIds write external ids as they are; without them the gate cannot judge a
  ///   role that asks for one
  public static String write(List<AccessPair> pairs, boolean showExternalIds) {
    StringWriter out = new StringWriter();
    out.write(HEAD);
    try (JsonGenerator yaml = YAML.createGenerator(out)) {
      new PairsWriter(yaml).file(merged(pairs, new ValueVisibility(showExternalIds)));
    } catch (IOException e) {
      throw new UncheckedIOException("YAML is written to memory", e);
    }
    return VisibleText.lines(out.toString());
  }

  /// Keys with characters that nobody would see are quoted, as all values are: between quotes such
  /// a character can be written by its number.
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

  private void file(List<AccessPair> pairs) throws IOException {
    yaml.writeStartObject();
    yaml.writeArrayFieldStart("pairs");
    for (AccessPair accessPair : pairs) {
      pair(accessPair);
    }
    yaml.writeEndArray();
    yaml.writeEndObject();
  }

  private void pair(AccessPair accessPair) throws IOException {
    yaml.writeStartObject();
    yaml.writeStringField("caller", accessPair.caller());
    yaml.writeStringField("role", accessPair.role().toString());
    if (!accessPair.context().isEmpty()) {
      yaml.writeObjectFieldStart("context");
      for (Map.Entry<String, RequestValue> sent : accessPair.context().entrySet()) {
        yaml.writeFieldName(sent.getKey());
        sent(sent.getValue());
      }
      yaml.writeEndObject();
    }
    if (accessPair.expect() != AccessPair.Expectation.ALLOWED) {
      yaml.writeStringField("expect", accessPair.expect().word());
    }
    if (accessPair.seen().isPresent()) {
      seen(accessPair.seen().get());
    }
    yaml.writeEndObject();
  }

  private void sent(RequestValue requestValue) throws IOException {
    switch (requestValue) {
      case RequestValue.Values(List<String> values) when values.size() == 1 ->
          yaml.writeString(values.getFirst());
      case RequestValue.Values(List<String> values) -> {
        yaml.writeStartArray();
        for (String value : values) {
          yaml.writeString(value);
        }
        yaml.writeEndArray();
      }
      case RequestValue.Masked(String hint) -> {
        yaml.writeStartObject();
        yaml.writeStringField("masked", hint);
        yaml.writeEndObject();
      }
      case RequestValue.Varying _ -> {
        yaml.writeStartObject();
        yaml.writeBooleanField("varies", true);
        yaml.writeEndObject();
      }
    }
  }

  private void seen(AccessPair.Seen seen) throws IOException {
    yaml.writeObjectFieldStart("seen");
    yaml.writeNumberField("count", seen.count());
    if (seen.last().isPresent()) {
      yaml.writeStringField("last", seen.last().get().toString());
    }
    yaml.writeEndObject();
  }
}
