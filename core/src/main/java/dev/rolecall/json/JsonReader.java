package dev.rolecall.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.problem.JsonWords;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one text of JSON, or of what a parser takes for JSON, into a [JsonValue].
///
/// Where a text breaks off, what stands before is there: a problem in it comes before the one that
/// broke the text. By default the first problem is thrown as [MalformedJson].
public class JsonReader {

  /// Opens the text.
  @FunctionalInterface
  public interface Opening {
    JsonParser open() throws IOException;
  }

  private static final JsonFactory JSON = new JsonFactory();

  private final Opening opening;
  private @Nullable MalformedJson fault;
  private int followedAt;

  public JsonReader(Opening opening) {
    this.opening = opening;
  }

  /// The value of a file that is part of the program.
  public static JsonValue resource(Class<?> owner, String name) {
    JsonReader reader =
        new JsonReader(
            () ->
                JSON.createParser(
                    Objects.requireNonNull(
                        owner.getResourceAsStream(name), JsonWords.notInProgram(name))));
    JsonValue value = reader.read();
    reader.end(JsonWords.moreThanOneValue());
    return value;
  }

  /// The value of the text. It is missing when the text is empty, or broken from its start.
  public final JsonValue read() {
    return read(null, "");
  }

  /// The value of a text that was found in another one.
  ///
  /// @param name what leads there; places begin with it
  public final JsonValue read(String name) {
    return read(null, name);
  }

  /// The value of a text that is itself a value of another text.
  final JsonValue read(@Nullable JsonValue parent, String name) {
    JsonValue root = new JsonValue(this, parent, name, JsonToken.NOT_AVAILABLE, "", 1);
    try (JsonParser parser = opening.open()) {
      if (parser.nextToken() == null) {
        root.end();
      } else {
        root = value(parser, parent, name);
        fill(parser, root);
        followedAt = parser.nextToken() == null ? 0 : line(parser);
      }
    } catch (IOException e) {
      JsonProblem problem = broken(e);
      String where = parent == null && name.isEmpty() ? problem.where() : root.where();
      fault = new MalformedJson(new JsonProblem(where, problem.line(), problem.what()));
    } catch (MalformedJson e) {
      fault = e;
    }
    return root;
  }

  /// Ends the reading: throws what broke the text off, if something did.
  ///
  /// @param otherwise what is wrong when something follows the value
  public final void end(String otherwise) {
    if (fault != null) {
      throw fault;
    }
    if (followedAt > 0) {
      problem(new JsonProblem("", followedAt, otherwise));
    }
  }

  /// What broke the text off.
  public final Optional<JsonProblem> fault() {
    return Optional.ofNullable(fault).map(MalformedJson::problem);
  }

  private JsonValue value(JsonParser parser, @Nullable JsonValue parent, String name)
      throws IOException {
    JsonToken token = parser.currentToken();
    String text = token.isScalarValue() ? parser.getText() : "";
    return new JsonValue(this, parent, name, token, text, line(parser));
  }

  /// Reads what is inside a value, and adds it while it is read.
  private void fill(JsonParser parser, JsonValue value) throws IOException {
    if (value.isObject()) {
      while (next(parser) != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        next(parser);
        JsonValue field = value(parser, value, name);
        if (takes(value, field)) {
          Optional<String> text = verbatim(name, parser);
          JsonValue taken = text.isPresent() ? field.leftAs(text.get()) : field;
          value.add(taken);
          fill(parser, taken);
        } else {
          parser.skipChildren();
        }
      }
    } else if (value.isList()) {
      while (next(parser) != JsonToken.END_ARRAY) {
        JsonValue item = value(parser, value, "[" + value.size() + "]");
        value.add(item);
        fill(parser, item);
      }
    }
    value.end();
  }

  private JsonToken next(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    Optional<String> objection =
        token == null ? Optional.of(JsonWords.endsTooEarly()) : objection(parser);
    if (objection.isPresent()) {
      throw new MalformedJson(new JsonProblem("", line(parser), objection.get()));
    }
    return token;
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /// What is wrong with the token that the parser is at, whatever it means; it ends the reading.
  protected Optional<String> objection(JsonParser parser) throws IOException {
    return Optional.empty();
  }

  /// Whether to take a field of `object`. Of two fields of one name the last one counts.
  protected boolean takes(JsonValue object, JsonValue field) {
    return true;
  }

  /// The value that the parser is at as it is written, the parser being left at its end; empty for
  /// values that are read.
  protected Optional<String> verbatim(String name, JsonParser parser) throws IOException {
    return Optional.empty();
  }

  /// Takes note of a problem. When it returns, reading goes on with a stand-in.
  protected void problem(JsonProblem problem) {
    throw new MalformedJson(problem);
  }

  /// What an error of reading or parsing means.
  protected JsonProblem broken(IOException error) {
    if (!(error instanceof JsonProcessingException json)) {
      return new JsonProblem("", 0, JsonWords.unreadable(String.valueOf(error.getMessage())));
    }
    JsonLocation at = json.getLocation();
    return new JsonProblem("", at == null ? 0 : at.getLineNr(), JsonSyntax.problem(json));
  }
}
