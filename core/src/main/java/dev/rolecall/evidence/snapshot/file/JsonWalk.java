package dev.rolecall.evidence.snapshot.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Walks the JSON of one file. An element that is not as expected is noted and skipped, and the
/// walk goes on; text that is no JSON ends it with an [IOException].
///
/// Policy documents are cut out as they are written, so that whatever is wrong inside one stays its
/// own affair.
public final class JsonWalk implements Closeable {

  /// Takes the value of a field: the walk stands on it.
  @FunctionalInterface
  public interface Fields {
    void field(String name) throws IOException;
  }

  /// Takes an element of a list: the walk stands on it.
  @FunctionalInterface
  interface Elements {
    void element() throws IOException;
  }

  static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final SnapshotFile file;
  private final byte[] json;
  private final JsonParser parser;
  private final List<SnapshotProblem> notes = new ArrayList<>();

  private JsonWalk(SnapshotFile file, byte[] json, JsonParser parser) {
    this.file = file;
    this.json = json;
    this.parser = parser;
  }

  /// Walks the object that `file` holds.
  public static JsonWalk open(SnapshotFile file) throws IOException {
    byte[] json = file.bytes();
    return new JsonWalk(file, json, JSON.createParser(json));
  }

  /// Walks the one object of the file, to its end.
  public void whole(Fields fields) throws IOException {
    if (parser.nextToken() == null) {
      note("empty");
      return;
    }
    object(fields);
    if (parser.nextToken() != null) {
      note("text after the end of the object");
    }
  }

  void object(Fields fields) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      unexpected("not an object");
      return;
    }
    Set<String> seen = HashSet.newHashSet(16);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (seen.add(name)) {
        fields.field(name);
      } else {
        unexpected("given twice");
      }
    }
  }

  /// A list; `null` is an empty one.
  void list(Elements elements) throws IOException {
    if (isNull()) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      unexpected("not a list");
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.element();
    }
  }

  public void skip() throws IOException {
    parser.skipChildren();
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isTrue() {
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  /// The text here; empty, and noted, when there is none.
  String text() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      unexpected("not a text");
      return "";
    }
    return parser.getText();
  }

  /// The text or number here, as it is written; empty for anything else.
  public Optional<String> scalar() throws IOException {
    if (parser.currentToken().isScalarValue() && !isNull()) {
      return Optional.of(parser.getText());
    }
    parser.skipChildren();
    return Optional.empty();
  }

  /// The policy document here, an object or a text.
  Optional<LazyPolicyDocument> document() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> Optional.of(new LazyPolicyDocument(parser.getText()));
      case START_OBJECT -> {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        ByteBuffer source = ByteBuffer.wrap(json, from, to - from);
        yield Optional.of(
            new LazyPolicyDocument(StandardCharsets.UTF_8.newDecoder().decode(source).toString()));
      }
      case null, default -> {
        unexpected("neither an object nor a text");
        yield Optional.empty();
      }
    };
  }

  private void unexpected(String what) throws IOException {
    note(what);
    parser.skipChildren();
  }

  public void note(String what) {
    notes.add(file.problem(where(), what));
  }

  /// All that was noted.
  public List<SnapshotProblem> notes() {
    return List.copyOf(notes);
  }

  /// How much was noted so far.
  int noted() {
    return notes.size();
  }

  /// What was noted first after there were `before` notes.
  Optional<SnapshotProblem> notedSince(int before) {
    return notes.size() > before ? Optional.of(notes.get(before)) : Optional.empty();
  }

  private String where() {
    StringBuilder where = new StringBuilder();
    for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
      if (at.inArray() && at.hasCurrentIndex()) {
        where.insert(0, "[" + at.getCurrentIndex() + "]");
      } else if (at.inObject() && at.hasCurrentName()) {
        where.insert(0, "." + at.getCurrentName());
      }
    }
    return where.isEmpty() ? "" : where.charAt(0) == '.' ? where.substring(1) : where.toString();
  }

  /// What an error of reading or parsing means.
  public static SnapshotProblem problem(SnapshotFile file, IOException error) {
    if (error instanceof JsonProcessingException json) {
      JsonLocation at = json.getLocation();
      return file.problem(
          at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr(),
          "not valid JSON: " + json.getOriginalMessage());
    }
    return file.problem(error);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
