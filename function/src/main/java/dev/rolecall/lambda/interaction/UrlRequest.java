package dev.rolecall.lambda.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request to the address of a function.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">payloads</a>
final class UrlRequest {

  /// Many times what Slack sends: a click brings the message it was made in along.
  static final int MOST_BYTES = 128 * 1024;

  /// The same as an event of Lambda, which has the body in base64 and headers around it.
  static final int MOST_EVENT_BYTES = 256 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String method;
  private final Map<String, String> headers;
  private final byte[] body;

  /// @param headers by their names in lower case
  private UrlRequest(String method, Map<String, String> headers, byte[] body) {
    this.method = method;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /// Reads an event of Lambda; empty when it is something else, or too large.
  static Optional<UrlRequest> parse(byte[] event) {
    if (event.length > MOST_EVENT_BYTES) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(event);
      return body(json)
          .filter(body -> body.length <= MOST_BYTES)
          .map(
              body ->
                  new UrlRequest(
                      json.at("/requestContext/http/method").asText(""),
                      headers(json.path("headers")),
                      body));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> body(JsonNode json) {
    if (!json.path("body").isTextual()) {
      return Optional.empty();
    }
    String text = json.path("body").textValue();
    return Optional.of(
        json.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(JsonNode json) {
    Map<String, String> headers = new TreeMap<>();
    json.properties()
        .forEach(
            header ->
                headers.put(
                    header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText("")));
    return headers;
  }

  String method() {
    return method;
  }

  /// To the byte, as it is signed.
  byte[] body() {
    return body;
  }

  /// @param name in lower case
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// Shows nothing of what others sent.
  @Override
  public String toString() {
    return "UrlRequest";
  }
}
