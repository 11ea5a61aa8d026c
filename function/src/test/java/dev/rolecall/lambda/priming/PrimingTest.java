package dev.rolecall.lambda.priming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.lambda.settings.Environment;
import dev.rolecall.lambda.settings.ExplainSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// What the functions do before the checkpoint of SnapStart.
class PrimingTest {

  private static final AccountId HOME = new AccountId("111122223333");
  private static final AccountId PARTNER = new AccountId("000000000000");

  private static final SdkHttpRequest NONE =
      SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(URI.create("http://none")).build();

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

  private static ExplainSettings settings(String gather) {
    return settings(gather, Map.of());
  }

  private static ExplainSettings settings(String gather, Map<String, String> more) {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "ROLECALL_TOPIC_ARN",
                "arn:aws:sns:eu-west-1:" + HOME + ":alerts",
                "ROLECALL_TABLE",
                "incidents",
                "ROLECALL_GATHER_SECONDS",
                gather,
                "ROLECALL_LOOK_QUEUE_URL",
                "https://sqs.eu-west-1.amazonaws.com/" + HOME + "/looks"));
    variables.putAll(more);
    return ExplainSettings.of(new Environment(variables));
  }

  private void explain(ExplainSettings settings, SampleCaller caller) {
    explain(settings, caller, asked, aws.table());
  }

  private static void explain(
      ExplainSettings settings, SampleCaller caller, SdkHttpClient asked, SampleTable table) {
    Priming.explain(
        settings,
        caller,
        asked,
        table,
        (function, event, _) -> function.run(event, Duration.ofMinutes(1)),
        1);
  }

  @ParameterizedTest
  @EnumSource(names = {"USER", "ROLE_SESSION"})
  void aFirstAlertWaitsAndIsSentByTheLookBehindTheQueue(SampleCaller caller) {
    explain(settings("15"), caller);

    assertThat(aws.table().incidents()).anyMatch(id -> id.startsWith("refusal-"));
    assertThat(asked.operations)
        .containsSubsequence("TransactWriteItems", "SendMessageBatch", "GetItem", "Publish")
        .containsOnlyOnce("SendMessageBatch", "Publish");
  }

  @ParameterizedTest
  @EnumSource(SampleCaller.class)
  void aFirstAlertThatDoesNotWaitIsSentAtOnce(SampleCaller caller) {
    explain(settings("0"), caller);

    assertThat(asked.operations).containsOnlyOnce("Publish").doesNotContain("SendMessageBatch");
  }

  @ParameterizedTest
  @EnumSource(SampleStory.class)
  void eachSampleIsAnIncidentOfItsOwnAndGetsOut(SampleStory story) {
    SampleAws told = new SampleAws(HOME, PARTNER, story);
    Asked all = new Asked(told);

    Priming.explain(
        settings("0"),
        SampleCaller.ROLE_SESSION,
        all,
        told.table(),
        (function, event, _) -> function.run(event, Duration.ofMinutes(1)),
        10);

    assertThat(told.table().incidents()).filteredOn(id -> id.startsWith("refusal-")).hasSize(10);
    assertThat(all.operations).filteredOn("Publish"::equals).hasSize(10);
  }

  @ParameterizedTest
  @EnumSource(SampleCaller.class)
  void overHttpTheSameIsAskedAndAnswered(SampleCaller caller) throws IOException {
    explain(settings("0"), caller);

    SampleAws there = new SampleAws(HOME, PARTNER);
    try (SampleServer server = new SampleServer(there)) {
      Asked overHttp = new Asked(server);
      explain(settings("0"), caller, overHttp, there.table());

      assertThat(overHttp.operations).containsExactlyInAnyOrderElementsOf(asked.operations);
    }
    assertThat(there.table().incidents()).isEqualTo(aws.table().incidents()).isNotEmpty();
  }

  @Test
  void theIndexIsReadWhereThereIsOne() {
    explain(settings("0", Map.of("ROLECALL_ORGANIZATION_INDEX", "on")), SampleCaller.ROLE_SESSION);

    assertThat(asked.operations)
        .contains("BatchGetItem")
        .doesNotContain("ListPoliciesForTarget", "DescribeOrganization");
  }

  private static SdkHttpRequest handshake(Map<String, String> variables, String region) {
    List<SdkHttpRequest> requests = new ArrayList<>();
    Priming.shakeHands(
        new SdkHttpClient() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            requests.add(request.httpRequest());
            throw new UncheckedIOException(new IOException("there is no network"));
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        },
        Optional.of(region),
        variables);
    return requests.isEmpty() ? NONE : requests.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, https://sts.eu-west-1.amazonaws.com/",
    "us-gov-west-1, https://sts.us-gov-west-1.amazonaws.com/",
    "cn-north-1, https://sts.cn-north-1.amazonaws.com.cn/"
  })
  void tlsIsTriedOnceAndTheConnectionIsNotKept(String region, String address) {
    SdkHttpRequest request = handshake(Map.of(), region);

    assertThat(request.getUri()).hasToString(address);
    assertThat(request.firstMatchingHeader("Connection")).contains("close");
    assertThat(request.firstMatchingHeader("Authorization")).isEmpty();
  }

  @Test
  void whereAllServicesAreAtOneAddressNoOtherIsTried() {
    assertThat(handshake(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), "eu-west-1"))
        .isSameAs(NONE);
    assertThat(handshake(Map.of("AWS_ENDPOINT_URL", "https://127.0.0.1:1"), "eu-west-1").getUri())
        .hasToString("https://127.0.0.1:1");
  }
}
