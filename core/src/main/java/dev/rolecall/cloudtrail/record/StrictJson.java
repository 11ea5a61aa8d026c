package dev.rolecall.cloudtrail.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Parses one record whole: valid UTF-8, valid JSON, no key twice, within limits of size and depth.
public final class StrictJson {

  /// A record of CloudTrail has 256 KB at most, and 1 MB in EventBridge.
  public static final int MAX_BYTES = 16 << 20;

  private static final int MAX_TOKENS = 500_000;
  private static final int MAX_PROBLEM = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(MAX_BYTES)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  public static JsonNode parse(ByteBuffer utf8) throws MalformedRecord {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedRecord("not UTF-8");
    }
    try {
      return parse(text);
    } catch (JsonProcessingException e) {
      throw new MalformedRecord(problem(e));
    }
  }

  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
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
