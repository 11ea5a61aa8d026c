package dev.rolecall.evidence.aws.authorization;

import com.fasterxml.jackson.core.JsonFactory;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.aws.signed.SignedAction;
import dev.rolecall.evidence.aws.signed.SignedClient;
import dev.rolecall.evidence.evaluation.AwsEvaluationJson;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import dev.rolecall.problem.JsonWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/// Asks `GetRequestAuthorizationDetails` of the [IAM
/// Toolbox](https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html),
/// for which the SDK has no module here: it signs for the service `iam`, in the region of the
/// denial.
public final class AuthorizationClient {

  private static final SignedAction ACTION = SignedAction.GET_REQUEST_AUTHORIZATION_DETAILS;
  private static final String NOT_FOUND = "ResourceNotFoundException";

  /// An answer lists the policies of one call; one that is larger is none of AWS's.
  private static final int MOST_BYTES = 4 << 20;

  private static final int MOST_PAGES = 50;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final JsonFactory JSON = new JsonFactory();

  private final URI endpoint;
  private final SignedClient client;
  private final RetryStrategy retries;

  /// @param region of the denials
  /// @param endpoint in place of AWS's own
  public AuthorizationClient(
      Region region,
      Optional<URI> endpoint,
      AwsCredentialsProvider credentials,
      SdkHttpClient http,
      RetryStrategy retries) {
    this.endpoint =
        endpoint.orElseGet(
            () ->
                URI.create(
                    "https://iam-toolbox.%s.%s"
                        .formatted(region.id(), PartitionMetadata.of(region).dnsSuffix())));
    this.client = new SignedClient(region, credentials, http, MOST_BYTES);
    this.retries = retries;
  }

  /// The evaluation with this authorization ID, all of its pages.
  ///
  /// @param patience how long to wait for one that AWS does not have yet: it is written after the
  ///   call was denied
  /// @throws AwsServiceException what AWS answers in place of it
  public AwsEvaluation evaluation(String id, Duration patience) {
    List<AwsEvaluation> pages = new ArrayList<>();
    Page page = first(id, patience);
    pages.add(page.evaluation());
    while (page.next().isPresent() && pages.size() < MOST_PAGES) {
      page = page(id, page.next());
      pages.add(page.evaluation());
    }
    return AwsEvaluation.of(pages);
  }

  private record Page(AwsEvaluation evaluation, Optional<String> next) {}

  private Page first(String id, Duration patience) {
    Duration left = patience;
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return page(id, Optional.empty());
      } catch (AwsServiceException e) {
        if (!isNotFound(e) || left.compareTo(pause) < 0) {
          throw e;
        }
      }
      sleep(pause);
      left = left.minus(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  private static boolean isNotFound(AwsServiceException e) {
    return e.awsErrorDetails() != null && NOT_FOUND.equals(e.awsErrorDetails().errorCode());
  }

  private Page page(String id, Optional<String> next) {
    AcquireInitialTokenResponse begun =
        retries.acquireInitialToken(AcquireInitialTokenRequest.create(ACTION.service()));
    sleep(begun.delay());
    RetryToken token = begun.token();
    while (true) {
      try {
        byte[] body = ask(request(id, next));
        retries.recordSuccess(RecordSuccessRequest.create(token));
        return read(body);
      } catch (SdkException e) {
        token = again(token, e);
      }
    }
  }

  /// Waits until it may be tried again.
  ///
  /// @throws SdkException the failure, when it may not
  private RetryToken again(RetryToken token, SdkException failure) {
    RefreshRetryTokenResponse next;
    try {
      next =
          retries.refreshRetryToken(
              RefreshRetryTokenRequest.builder().token(token).failure(failure).build());
    } catch (TokenAcquisitionFailedException _) {
      throw failure;
    }
    sleep(next.delay());
    return next.token();
  }

  private SdkHttpRequest request(String id, Optional<String> next) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(endpoint)
            .encodedPath("/authorization-details/" + SdkHttpUtils.urlEncode(id));
    next.ifPresent(token -> request.putRawQueryParameter("nextToken", token));
    return request.build();
  }

  private byte[] ask(SdkHttpRequest request) {
    SignedClient.Reply reply;
    try {
      reply = client.send(ACTION, request, Optional.empty());
    } catch (UnknownHostException e) {
      // the region does not have the service: trying again does not help
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      throw SdkClientException.builder().cause(e).build();
    }
    if (reply.isCut()) {
      throw new TooLargeException();
    }
    if (!reply.response().isSuccessful()) {
      throw ToolboxError.of(reply.response(), reply.body().asByteArrayUnsafe());
    }
    return reply.body().asByteArrayUnsafe();
  }

  /// More than AWS would answer; trying again does not help.
  private static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Page read(byte[] body) {
    JsonReader reader = new JsonReader(() -> JSON.createParser(body));
    JsonValue page = reader.read();
    reader.end(JsonWords.moreThanOneValue());
    return new Page(AwsEvaluationJson.page(page), AwsEvaluationJson.nextToken(page));
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw AbortedException.builder().cause(e).build();
    }
  }
}
