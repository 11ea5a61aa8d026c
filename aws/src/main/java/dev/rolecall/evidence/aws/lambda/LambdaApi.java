package dev.rolecall.evidence.aws.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.evidence.aws.signed.SignedAction;
import dev.rolecall.evidence.aws.signed.SignedClient;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Asks [Lambda](https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), once a call.
/// Methods throw an [AwsServiceException] for what AWS answers in place of what was asked for.
public final class LambdaApi {

  private static final int ANSWER_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final SignedClient client;

  /// @param endpoint in place of AWS's own
  public LambdaApi(
      Region region,
      Optional<URI> endpoint,
      AwsCredentialsProvider credentials,
      SdkHttpClient http) {
    this.endpoint =
        endpoint.orElseGet(
            () ->
                URI.create(
                    "https://lambda.%s.%s"
                        .formatted(region.id(), PartitionMetadata.of(region).dnsSuffix())));
    this.client = new SignedClient(region, credentials, http, ANSWER_BYTES);
  }

  /// Hands an event to a function; Lambda keeps it until the function has dealt with it.
  ///
  /// @param function an ARN
  public void invokeLater(String function, byte[] event) {
    ask(
        SignedAction.INVOKE_FUNCTION,
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .encodedPath(
                "/2015-03-31/functions/" + SdkHttpUtils.urlEncode(function) + "/invocations")
            .putHeader("X-Amz-Invocation-Type", "Event")
            .putHeader("Content-Type", "application/json")
            .build(),
        Optional.of(event));
  }

  /// The state of an event source mapping, such as `Enabled`.
  public String mappingState(String id) {
    byte[] answer =
        ask(
            SignedAction.GET_EVENT_SOURCE_MAPPING,
            SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint)
                .encodedPath("/2015-03-31/event-source-mappings/" + SdkHttpUtils.urlEncode(id))
                .build(),
            Optional.empty());
    try {
      return JSON.readTree(answer).path("State").asText("");
    } catch (IOException e) {
      throw SdkClientException.builder().cause(e).build();
    }
  }

  private byte[] ask(SignedAction action, SdkHttpRequest request, Optional<byte[]> body) {
    try {
      SignedClient.Reply reply = client.send(action, request, body);
      if (!reply.response().isSuccessful()) {
        throw error(reply.response());
      }
      return reply.body().asByteArrayUnsafe();
    } catch (IOException e) {
      throw SdkClientException.builder().cause(e).build();
    }
  }

  private static AwsServiceException error(SdkHttpResponse response) {
    String type = response.firstMatchingHeader("x-amzn-ErrorType").orElse("");
    int colon = type.indexOf(':');
    return AwsServiceException.builder()
        .statusCode(response.statusCode())
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(colon < 0 ? type : type.substring(0, colon))
                .errorMessage("")
                .sdkHttpResponse(response)
                .build())
        .build();
  }
}
