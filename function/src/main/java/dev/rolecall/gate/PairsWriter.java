package dev.rolecall.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.rolecall.message.Discretion;
import dev.rolecall.message.Visible;
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
  public static String write(List<Pair> pairs, boolean showExternalIds) {
    StringWriter out = new StringWriter();
    out.write(HEAD);
    try (JsonGenerator yaml = YAML.createGenerator(out)) {
      new PairsWriter(yaml).file(merged(pairs, new Discretion(showExternalIds)));
    } catch (IOException e) {
      throw new UncheckedIOException("YAML is written to memory", e);
    }
    return Visible.lines(out.toString());
  }

  /// Keys with characters that nobody would see are quoted, as all values are: between quotes such
  /// a character can be written by its number.
  private static final class HiddenToo extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || !Visible.line(name).equals(name);
    }
  }

  private static List<Pair> merged(List<Pair> pairs, Discretion discretion) {
    SequencedMap<Pair, Optional<Pair.Seen>> merged = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      SortedMap<String, Sent> context = new TreeMap<>();
      pair.context().forEach((key, sent) -> context.put(key, shown(key, sent, discretion)));
      Pair shown = new Pair(pair.caller(), pair.role(), context, pair.expect(), Optional.empty());
      merged.merge(shown, pair.seen(), PairsWriter::both);
    }
    List<Pair> written = new ArrayList<>(merged.size());
    merged.forEach((pair, seen) -> written.add(pair.seen(seen)));
    return written;
  }

  private static Optional<Pair.Seen> both(Optional<Pair.Seen> one, Optional<Pair.Seen> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().and(other.get()))
        : one.or(() -> other);
  }

  /// What may be shown of what is sent.
  static Sent shown(String key, Sent sent, Discretion discretion) {
    if (!(sent instanceof Sent.Values(List<String> values))) {
      return sent;
    }
    List<String> shown = discretion.values(key, values);
    return shown.equals(values) ? sent : new Sent.Masked(String.join(", ", shown));
  }

  private void file(List<Pair> pairs) throws IOException {
    yaml.writeStartObject();
    yaml.writeArrayFieldStart("pairs");
    for (Pair pair : pairs) {
      pair(pair);
    }
    yaml.writeEndArray();
    yaml.writeEndObject();
  }

  private void pair(Pair pair) throws IOException {
    yaml.writeStartObject();
    yaml.writeStringField("caller", pair.caller());
    yaml.writeStringField("role", pair.role().toString());
    if (!pair.context().isEmpty()) {
      yaml.writeObjectFieldStart("context");
      for (Map.Entry<String, Sent> sent : pair.context().entrySet()) {
        yaml.writeFieldName(sent.getKey());
        sent(sent.getValue());
      }
      yaml.writeEndObject();
    }
    if (pair.expect() != Pair.Expectation.ALLOWED) {
      yaml.writeStringField("expect", pair.expect().word());
    }
    if (pair.seen().isPresent()) {
      seen(pair.seen().get());
    }
    yaml.writeEndObject();
  }

  private void sent(Sent sent) throws IOException {
    switch (sent) {
      case Sent.Values(List<String> values) when values.size() == 1 ->
          yaml.writeString(values.getFirst());
      case Sent.Values(List<String> values) -> {
        yaml.writeStartArray();
        for (String value : values) {
          yaml.writeString(value);
        }
        yaml.writeEndArray();
      }
      case Sent.Masked(String hint) -> {
        yaml.writeStartObject();
        yaml.writeStringField("masked", hint);
        yaml.writeEndObject();
      }
      case Sent.Varying _ -> {
        yaml.writeStartObject();
        yaml.writeBooleanField("varies", true);
        yaml.writeEndObject();
      }
    }
  }

  private void seen(Pair.Seen seen) throws IOException {
    yaml.writeObjectFieldStart("seen");
    yaml.writeNumberField("count", seen.count());
    if (seen.last().isPresent()) {
      yaml.writeStringField("last", seen.last().get().toString());
    }
    yaml.writeEndObject();
  }
}
