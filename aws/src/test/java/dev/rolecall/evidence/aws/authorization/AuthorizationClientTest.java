package dev.rolecall.evidence.aws.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/// Which address AWS is asked at.
class AuthorizationClientTest {

  /// Notes where it would connect, and does not.
  private record Nowhere(List<String> asked) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      asked.add(request.httpRequest().getUri().toString());
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          throw new java.net.UnknownHostException();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, a1, https://iam-toolbox.eu-west-1.amazonaws.com/authorization-details/a1",
    "cn-north-1, a1, https://iam-toolbox.cn-north-1.amazonaws.com.cn/authorization-details/a1",
    "us-gov-west-1, a1, https://iam-toolbox.us-gov-west-1.amazonaws.com/authorization-details/a1",
    "eu-new-7, a1, https://iam-toolbox.eu-new-7.amazonaws.com/authorization-details/a1",
    "eu-west-1, ../a b?c,"
        + " https://iam-toolbox.eu-west-1.amazonaws.com/authorization-details/..%2Fa%20b%3Fc",
  })
  void theAddressIsThatOfTheRegionAndItsPartition(String region, String id, String address) {
    List<String> asked = new ArrayList<>();
    AuthorizationClient client =
        new AuthorizationClient(
            Region.of(region),
            Optional.empty(),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")),
            new Nowhere(asked),
            AwsRetryStrategy.standardRetryStrategy());
    assertThatThrownBy(() -> client.evaluation(id, Duration.ofMinutes(1)))
        .isInstanceOf(RuntimeException.class);
    assertThat(asked).as("a service that is not there is asked once").containsExactly(address);
  }
}
