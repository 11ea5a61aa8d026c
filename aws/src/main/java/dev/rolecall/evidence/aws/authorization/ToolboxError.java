package dev.rolecall.evidence.aws.authorization;

import com.fasterxml.jackson.core.JsonFactory;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Errors as AWS's REST protocol with JSON has them: the code is in a header, or in the body.
final class ToolboxError {

  private static final JsonFactory JSON = new JsonFactory();

  private ToolboxError() {}

  static AwsServiceException of(SdkHttpResponse response, byte[] body) {
    JsonValue error = new JsonReader(() -> JSON.createParser(body)).read();
    String code =
        response
            .firstMatchingHeader("x-amzn-ErrorType")
            .or(() -> text(error, "__type"))
            .or(() -> text(error, "code"))
            .map(ToolboxError::plain)
            .orElse("");
    return AwsServiceException.builder()
        .statusCode(response.statusCode())
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(text(error, "message").or(() -> text(error, "Message")).orElse(""))
                .sdkHttpResponse(response)
                .build())
        .build();
  }

  private static Optional<String> text(JsonValue error, String field) {
    return error.isObject() ? error.asText(field) : Optional.empty();
  }

  /// `com.amazonaws#AccessDeniedException:http://...` is `AccessDeniedException`.
  private static String plain(String type) {
    String code = type.substring(type.lastIndexOf('#') + 1);
    int colon = code.indexOf(':');
    return colon < 0 ? code : code.substring(0, colon);
  }
}
