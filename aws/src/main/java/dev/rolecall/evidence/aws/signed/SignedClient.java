package dev.rolecall.evidence.aws.signed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;

/// Signs a request for a service and sends it, once.
///
/// @param mostBytes the largest answer; of a larger one the rest is not read
public record SignedClient(
    Region region, AwsCredentialsProvider credentials, SdkHttpClient http, int mostBytes) {

  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /// What came back, with whatever status.
  ///
  /// @param isCut whether the answer was larger than the client reads
  public record Reply(SdkHttpResponse response, SdkBytes body, boolean isCut) {}

  /// Sends a request.
  ///
  /// @param action what is asked for
  /// @param body empty for a method that has none: Java's client sends a GET with a body as POST
  /// @throws IOException when there is no answer
  public Reply send(SignedAction action, SdkHttpRequest request, Optional<byte[]> body)
      throws IOException {
    AwsCredentials own = credentials.resolveCredentials();
    Optional<ContentStreamProvider> content =
        body.map(bytes -> () -> new ByteArrayInputStream(bytes));
    SdkHttpRequest signed =
        SIGNER
            .sign(
                sign -> {
                  sign.identity(own)
                      .request(request)
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, action.service())
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region.id());
                  content.ifPresent(sign::payload);
                })
            .request();
    HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed);
    content.ifPresent(execute::contentStreamProvider);
    HttpExecuteResponse answer = http.prepareRequest(execute.build()).call();
    if (answer.responseBody().isEmpty()) {
      return new Reply(answer.httpResponse(), SdkBytes.fromByteArrayUnsafe(new byte[0]), false);
    }
    AbortableInputStream stream = answer.responseBody().get();
    try (InputStream in = stream) {
      byte[] read = in.readNBytes(mostBytes + 1);
      boolean isCut = read.length > mostBytes;
      if (isCut) {
        stream.abort();
      }
      return new Reply(answer.httpResponse(), SdkBytes.fromByteArrayUnsafe(read), isCut);
    }
  }
}
