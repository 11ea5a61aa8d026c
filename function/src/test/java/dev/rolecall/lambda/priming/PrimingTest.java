package dev.rolecall.lambda.priming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.ExplainSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/// What the functions do before the checkpoint of SnapStart.
class PrimingTest {

  private static final AccountId HOME = new AccountId("111122223333");
  private static final AccountId PARTNER = new AccountId("000000000000");

  private final SampleAws aws = new SampleAws(HOME, PARTNER);
  private final Asked asked = new Asked(aws);

  /// Writes down the operations that AWS is asked for.
  private static final class Asked implements SdkHttpClient {
    private final SdkHttpClient aws;
    private final List<String> operations = new CopyOnWriteArrayList<>();

    Asked(SdkHttpClient aws) {
      this.aws = aws;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      operations.add(
          request
              .httpRequest()
              .firstMatchingHeader("X-Amz-Target")
              .map(target -> target.substring(target.indexOf('.') + 1))
              .orElseGet(() -> action(request)));
      return aws.prepareRequest(request);
    }

    private static String action(HttpExecuteRequest request) {
      try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8)
            .replaceFirst("(?s).*?\\bAction=(\\w+).*", "$1");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      aws.close();
    }
  }

  private static Set<String> callers() {
    return Priming.CALLERS.keySet();
  }

  private static ExplainSettings settings(String gather) {
    return ExplainSettings.of(
        new Environment(
            Map.of(
                "ROLECALL_TOPIC_ARN",
                "arn:aws:sns:eu-west-1:" + HOME + ":alerts",
                "ROLECALL_TABLE",
                "incidents",
                "ROLECALL_GATHER_SECONDS",
                gather,
                "ROLECALL_LOOK_QUEUE_URL",
                "https://sqs.eu-west-1.amazonaws.com/" + HOME + "/looks")));
  }

  private void explain(ExplainSettings settings, String caller) {
    Priming.explain(
        settings,
        caller,
        asked,
        aws.table(),
        (function, event, _) -> function.run(event, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @MethodSource("callers")
  void aFirstAlertWaitsAndIsSentByTheLookBehindTheQueue(String caller) {
    explain(settings("15"), caller);

    assertThat(aws.table().incidents()).anyMatch(id -> id.startsWith("refusal-"));
    assertThat(asked.operations)
        .containsSubsequence("TransactWriteItems", "SendMessageBatch", "GetItem", "Publish")
        .containsOnlyOnce("SendMessageBatch", "Publish");
  }

  @ParameterizedTest
  @MethodSource("callers")
  void aFirstAlertThatDoesNotWaitIsSentAtOnce(String caller) {
    explain(settings("0"), caller);

    assertThat(asked.operations).containsOnlyOnce("Publish").doesNotContain("SendMessageBatch");
  }
}
