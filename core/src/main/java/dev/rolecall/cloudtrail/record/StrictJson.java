package dev.rolecall.cloudtrail.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.rolecall.json.JsonProblem;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Parses one record whole: valid UTF-8, valid JSON, no key twice, within limits of size and depth.
public final class StrictJson extends JsonReader {

  /// A record of CloudTrail has 256 KB at most, and 1 MB in EventBridge.
  public static final int MAX_BYTES = 16 << 20;

  private static final int MAX_TOKENS = 500_000;
  private static final int MAX_PROBLEM = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_BYTES)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private StrictJson(Opening opening) {
    super(opening);
  }

  /// The record in `utf8`.
  public static JsonValue parse(ByteBuffer utf8) {
    StrictJson json =
        new StrictJson(
            () -> JSON.createParser(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString()));
    JsonValue record = json.read();
    json.end("invalid JSON: something follows its end");
    return record;
  }

  /// The object that a text inside a record holds as JSON.
  public static JsonValue embedded(JsonValue text) {
    StrictJson json = new StrictJson(() -> JSON.createParser(text.text()));
    JsonValue record = text.embedded(json);
    json.end("invalid JSON: something follows its end");
    return record.asObject();
  }

  @Override
  protected JsonProblem broken(IOException error) {
    return new JsonProblem(
        "", 0, error instanceof JsonProcessingException invalid ? problem(invalid) : "not UTF-8");
  }

  /// What is wrong, on one short line and without control characters.
  public static String problem(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "invalid JSON: it ends too early";
    }
    String message = e.getOriginalMessage();
    StringBuilder problem = new StringBuilder("invalid JSON: ");
    message
        .codePoints()
        .limit(MAX_PROBLEM)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(problem::appendCodePoint);
    int first = "invalid JSON: ".length();
    problem.setCharAt(first, Character.toLowerCase(problem.charAt(first)));
    return problem.toString();
  }
}
