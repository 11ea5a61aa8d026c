package dev.rolecall.evidence.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/// Writes answers of AWS as the AWS CLI prints them: the names of the API, policy documents as
/// objects, times in ISO 8601.
final class SdkJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(SdkPojo.class, new Answer()))
          .build();

  /// IAM sends these [URL-encoded by RFC
  /// 3986](https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyDetail.html).
  private static final Set<String> DOCUMENTS =
      Set.of("AssumeRolePolicyDocument", "PolicyDocument", "Document");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

  private SdkJson() {}

  private static final class Answer extends JsonSerializer<SdkPojo> {
    @Override
    public void serialize(SdkPojo answer, JsonGenerator json, SerializerProvider serializers)
        throws IOException {
      json.writeStartObject();
      for (SdkField<?> field : answer.sdkFields()) {
        Object value = field.getValueOrDefault(answer);
        if (value != null && !(value instanceof SdkAutoConstructList<?>)) {
          json.writePOJOField(field.memberName(), value(field.memberName(), value));
        }
      }
      json.writeEndObject();
    }
  }

  private static Object value(String field, Object value) {
    return switch (value) {
      case String text when DOCUMENTS.contains(field) -> document(decoded(text));
      case Instant time -> TIME.format(time);
      default -> value;
    };
  }

  /// A policy document as it stands, duplicate keys and all: what is wrong with it is for its
  /// reader to say. What is no object stays text.
  static JsonNode document(String text) {
    return isObject(text)
        ? MAPPER.getNodeFactory().pojoNode(new RawValue(text))
        : MAPPER.getNodeFactory().textNode(text);
  }

  private static boolean isObject(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }

  private static String decoded(String text) {
    if (!text.startsWith("%")) {
      return text;
    }
    try {
      String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      return isObject(decoded) ? decoded : text;
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
