package dev.rolecall.evidence.snapshot.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import dev.rolecall.json.JsonProblem;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonSyntax;
import dev.rolecall.json.JsonValue;
import dev.rolecall.problem.JsonWords;
import dev.rolecall.problem.SnapshotWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The JSON of one file. What is not as expected is noted, and reading goes on.
///
/// Policy documents are cut out as they are written, so that whatever is wrong inside one stays its
/// own affair.
public final class SnapshotJson extends JsonReader {

  static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private static final Set<String> DOCUMENTS =
      Set.of("AssumeRolePolicyDocument", "PolicyDocument", "Document", "document");

  private final SnapshotFile file;
  private final byte[] json;
  private final List<SnapshotProblem> notes = new ArrayList<>();
  private final JsonValue root;

  private SnapshotJson(SnapshotFile file, byte[] json, Opening opening) {
    super(opening);
    this.file = file;
    this.json = json;
    this.root = read();
    if (fault().isEmpty()) {
      root.asObject(root.isThere() ? root.expected(JsonWords.object()) : SnapshotWords.empty());
      end(JsonWords.invalid(JsonWords.moreThanOneValue()));
    }
  }

  /// Reads a file whole.
  public static SnapshotJson read(SnapshotFile file) {
    try {
      byte[] json = file.bytes();
      return new SnapshotJson(file, json, () -> JSON.createParser(json));
    } catch (IOException e) {
      return new SnapshotJson(
          file,
          new byte[0],
          () -> {
            throw e;
          });
    }
  }

  /// The object of the file; where the file is broken, what stands before that.
  public JsonValue root() {
    return root;
  }

  /// Why the file is broken.
  public Optional<SnapshotProblem> broken() {
    return fault().map(problem -> file.problem(problem.where(), problem.what()));
  }

  /// What was noted so far; for a broken file, why it is broken.
  public List<SnapshotProblem> notes() {
    return broken().map(List::of).orElseGet(() -> List.copyOf(notes));
  }

  /// What was noted first of this value and what is inside it.
  Optional<SnapshotProblem> problemOf(JsonValue value) {
    String where = value.where();
    return notes.stream()
        .filter(note -> note.where().startsWith(where))
        .filter(note -> note.where().substring(where.length()).matches("([.\\[].*)?"))
        .findFirst();
  }

  /// A policy document, an object or a text.
  static Optional<LazyPolicyDocument> document(JsonValue value) {
    if (value.source().isEmpty()) {
      value.problem(value.expected(SnapshotWords.document()));
    }
    return value.source().map(LazyPolicyDocument::new);
  }

  static Optional<AccountId> accountId(JsonValue value) {
    Optional<AccountId> id = AccountId.parse(value.text());
    if (id.isEmpty() && value.isText()) {
      value.problem(SnapshotWords.accountId());
    }
    return id;
  }

  @Override
  protected void problem(JsonProblem problem) {
    notes.add(file.problem(problem.where(), problem.what()));
  }

  @Override
  protected boolean takes(JsonValue object, JsonValue field) {
    boolean first = object.given(field.name()).isEmpty();
    if (!first) {
      field.problem(JsonWords.givenTwice());
    }
    return first;
  }

  @Override
  protected Optional<String> verbatim(String name, JsonParser parser) throws IOException {
    if (!DOCUMENTS.contains(name) || parser.currentToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    parser.skipChildren();
    int to = Math.toIntExact(parser.currentLocation().getByteOffset());
    ByteBuffer source = ByteBuffer.wrap(json, from, to - from);
    return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(source).toString());
  }

  @Override
  protected JsonProblem broken(IOException error) {
    SnapshotProblem problem = problem(file, error);
    return new JsonProblem(problem.where(), 0, problem.what());
  }

  /// What an error of reading or parsing means.
  static SnapshotProblem problem(SnapshotFile file, IOException error) {
    if (!(error instanceof JsonProcessingException invalid)) {
      return file.problem(error);
    }
    JsonLocation at = invalid.getLocation();
    return file.problem(
        at == null ? "" : JsonWords.place(at.getLineNr(), at.getColumnNr()),
        JsonWords.invalid(JsonSyntax.what(invalid)));
  }
}
