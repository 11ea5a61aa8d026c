package dev.rolecall.cloudtrail.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.rolecall.json.JsonProblem;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonSyntax;
import dev.rolecall.json.JsonValue;
import dev.rolecall.problem.JsonWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Parses one record whole: valid UTF-8, valid JSON, no key twice, within limits of size and depth.
public final class StrictJson extends JsonReader {

  /// A record of CloudTrail has 256 KB at most, and 1 MB in EventBridge.
  public static final int MAX_BYTES = 16 << 20;

  private static final int MAX_TOKENS = 500_000;

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
    return parse(utf8, "");
  }

  /// The record in `utf8`.
  ///
  /// @param where what leads to it: `detail`
  public static JsonValue parse(ByteBuffer utf8, String where) {
    StrictJson json =
        new StrictJson(
            () -> JSON.createParser(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString()));
    JsonValue record = json.read(where);
    json.end(JsonWords.invalid(JsonWords.moreThanOneValue()));
    return record;
  }

  /// The object that a text inside a record holds as JSON.
  public static JsonValue embedded(JsonValue text) {
    StrictJson json = new StrictJson(() -> JSON.createParser(text.text()));
    JsonValue record = text.embedded(json);
    json.end(JsonWords.invalid(JsonWords.moreThanOneValue()));
    return record.asObject();
  }

  @Override
  protected JsonProblem broken(IOException error) {
    return new JsonProblem(
        "",
        0,
        error instanceof JsonProcessingException invalid ? problem(invalid) : JsonWords.notUtf8());
  }

  /// What is wrong; where the record is, its reader knows.
  public static String problem(JsonProcessingException e) {
    return JsonWords.invalid(JsonSyntax.what(e));
  }
}
