package dev.rolecall.evidence.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/// Writes answers of AWS as the AWS CLI prints them: the names of the API, policy documents as
/// objects, times in ISO 8601.
final class SdkJson {

  static final JsonFactory FACTORY = new JsonFactory();

  /// IAM sends these [URL-encoded by RFC
  /// 3986](https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyDetail.html).
  private static final Set<String> DOCUMENTS =
      Set.of("AssumeRolePolicyDocument", "PolicyDocument", "Document");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

  private SdkJson() {}

  static void write(SdkPojo answer, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (SdkField<?> field : answer.sdkFields()) {
      Object value = field.getValueOrDefault(answer);
      if (value != null && !(value instanceof SdkAutoConstructList<?>)) {
        json.writeFieldName(field.memberName());
        if (value instanceof String text && DOCUMENTS.contains(field.memberName())) {
          document(decoded(text), json);
        } else {
          value(value, json);
        }
      }
    }
    json.writeEndObject();
  }

  private static void value(Object value, JsonGenerator json) throws IOException {
    switch (value) {
      case SdkPojo part -> write(part, json);
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          value(element, json);
        }
        json.writeEndArray();
      }
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Instant time -> json.writeString(TIME.format(time));
      default -> json.writeString(value.toString());
    }
  }

  /// Writes a policy document as it stands, duplicate keys and all: what is wrong with it is for
  /// its reader to say. What is no object stays text.
  static void document(String text, JsonGenerator json) throws IOException {
    if (isObject(text)) {
      json.writeRawValue(text);
    } else {
      json.writeString(text);
    }
  }

  private static boolean isObject(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
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
