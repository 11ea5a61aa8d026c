package dev.rolecall.channel.teams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.SecretReading;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.channel.Webhook;
import dev.rolecall.incident.notification.DeliveryResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a message, whatever Teams answers: none is lost silently, none is sent twice
/// after it was taken, and no error shows the webhook.
class TeamsChannelTest {

  private static final String ALERT =
      """
      {"schema": "rolecall/1", "severity": "MEDIUM", "teams": {"type": "message", "attachments": []}}
      """;
  private static final Duration BUDGET = Duration.ofSeconds(28);
  private static final String SIGNATURE = "sig-Zm9vYmFy";
  private static final Webhook OLD = webhook("old");
  private static final Webhook NEW = webhook("new");

  private final Deque<ChannelHttp.Response> answers = new ArrayDeque<>();
  private final List<HttpRequest> requests = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-24T03:00:00Z");
  private SecretReading<Webhook> current = new SecretReading.Read<>(OLD);
  private SecretReading<Webhook> fresh = current;

  private static Webhook webhook(String flow) {
    return new Webhook(
        URI.create(
            "https://0a.0b.environment.api.powerplatform.com:443/powerautomate/automations/direct/"
                + "workflows/"
                + flow
                + "/triggers/manual/paths/invoke?api-version=1&sig="
                + SIGNATURE));
  }

  private void answer(int status, @Nullable String retryAfter, @Nullable String body) {
    answers.add(
        new ChannelHttp.Response(
            status, Optional.ofNullable(retryAfter), Optional.ofNullable(body).orElse("")));
  }

  private DeliveryResult deliver(ChannelHttp http) {
    Secrets<Webhook> secrets =
        new Secrets<>() {
          @Override
          public SecretReading<Webhook> current() {
            return current;
          }

          @Override
          public SecretReading<Webhook> fresh() {
            return fresh;
          }
        };
    return new TeamsChannel(
            secrets,
            http,
            time -> {
              pauses.add(time);
              now = now.plus(time);
            },
            () -> now,
            Duration.ofSeconds(8))
        .deliver(new TopicMessage(ALERT, BUDGET));
  }

  private DeliveryResult deliver() {
    return deliver(
        request -> {
          requests.add(request);
          return answers.remove();
        });
  }

  private static String body(HttpRequest request) {
    StringBuilder body = new StringBuilder();
    request
        .bodyPublisher()
        .orElseThrow()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(java.nio.ByteBuffer part) {
                body.append(java.nio.charset.StandardCharsets.UTF_8.decode(part));
              }

              @Override
              public void onError(Throwable problem) {
                throw new AssertionError(problem);
              }

              @Override
              public void onComplete() {}
            });
    return body.toString();
  }

  @Test
  void theCardIsPostedAsItStandsInTheMessage() {
    answer(202, null, null);

    assertThat(deliver()).isEqualTo(new DeliveryResult.Delivered(Optional.empty()));

    HttpRequest request = requests.getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).isEqualTo(OLD.address());
    assertThat(request.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(request.timeout()).contains(Duration.ofSeconds(8));
    assertThat(body(request)).isEqualTo("{\"type\":\"message\",\"attachments\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | Delivered | 1 |",
        "201 | Delivered | 1 |",
        "202 | Delivered | 1 |",
        "204 | Delivered | 1 |",
        "301 | Rejected | 1 | Teams answered 301",
        "302 | Rejected | 1 | Teams answered 302",
        "307 | Rejected | 1 | Teams answered 307",
        "400 | Rejected | 1 | Teams answered 400",
        "401 | Rejected | 1 | Teams answered 401",
        "402 | Rejected | 1 | Teams answered 402",
        "403 | Rejected | 1 | Teams answered 403",
        "404 | Rejected | 1 | Teams answered 404",
        "405 | Rejected | 1 | Teams answered 405",
        "408 | TryLater | 3 | Teams answered 408",
        "409 | Rejected | 1 | Teams answered 409",
        "410 | Rejected | 1 | Teams answered 410",
        "411 | Rejected | 1 | Teams answered 411",
        "413 | Rejected | 1 | Teams answered 413",
        "415 | Rejected | 1 | Teams answered 415",
        "422 | Rejected | 1 | Teams answered 422",
        "425 | TryLater | 3 | Teams answered 425",
        "429 | TryLater | 28 | Teams is busy",
        "451 | Rejected | 1 | Teams answered 451",
        "500 | TryLater | 3 | Teams answered 500",
        "501 | TryLater | 3 | Teams answered 501",
        "502 | TryLater | 3 | Teams answered 502",
        "503 | TryLater | 3 | Teams answered 503",
        "504 | TryLater | 3 | Teams answered 504"
      })
  void everyStatusHasItsConsequence(
      int status, String consequence, int attempts, @Nullable String why) {
    for (int i = 0; i < 30; i++) {
      answer(status, null, "{\"error\": {\"code\": \"" + SIGNATURE + "\"}}");
    }

    DeliveryResult result = deliver();

    assertThat(result.getClass().getSimpleName()).isEqualTo(consequence);
    assertThat(requests).hasSize(attempts);
    assertThat(result.failure()).isEqualTo(Optional.ofNullable(why));
  }

  @Test
  void aBusyTeamsIsWaitedForAsLongAsItAsks() {
    answer(429, "7", null);
    answer(202, null, null);

    assertThat(deliver()).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void aBusyTeamsThatAsksForMoreTimeThanThereIsGetsIt() {
    answer(429, "600", null);

    assertThat(deliver())
        .isEqualTo(
            new DeliveryResult.TryLater("Teams is busy", Optional.of(Duration.ofMinutes(10))));
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatFailedOnceMayPass() {
    answer(502, null, "<html>");
    answer(202, null, null);

    assertThat(deliver()).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void aWorkflowThatIsTurnedOffIsNamed() {
    answer(
        404, null, "{\"error\": {\"code\": \"WorkflowTriggerIsNotEnabled\", \"message\": \"m\"}}");

    assertThat(deliver())
        .isEqualTo(
            new DeliveryResult.Rejected("Teams answered 404 WorkflowTriggerIsNotEnabled", true));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aWebhookThatWasRenewedIsReadAgainAndTriedOnce(int status) {
    fresh = new SecretReading.Read<>(NEW);
    answer(status, null, null);
    answer(202, null, null);

    assertThat(deliver()).isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(requests).extracting(HttpRequest::uri).containsExactly(OLD.address(), NEW.address());
  }

  @Test
  void noAnswerAndNoConnectionAreForLaterAndShowNoWebhook() {
    List<IOException> failures =
        List.of(
            new HttpTimeoutException("timed out: " + OLD.address()),
            new ConnectException("refused: " + OLD.address()));
    List<String> said = new ArrayList<>();
    for (IOException failure : failures) {
      DeliveryResult result =
          deliver(
              _ -> {
                throw failure;
              });
      assertThat(result).isInstanceOf(DeliveryResult.TryLater.class);
      said.add(result.failure().orElseThrow());
    }
    assertThat(said).containsExactly("Teams did not answer in time", "no connection to Teams");
  }

  @Test
  void withoutAWebhookNothingIsSentAndItIsSaid() {
    current = new SecretReading.Unusable<>("the secret is missing");
    assertThat(deliver()).isEqualTo(new DeliveryResult.Rejected("the secret is missing", true));
    current = new SecretReading.NotNow<>("no answer");
    assertThat(deliver()).isEqualTo(new DeliveryResult.TryLater("no answer", Optional.empty()));
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"teams\": \"x\"}", "[", "{\"slack\": {}}"})
  void aMessageOfAnotherKindIsRejected(String json) {
    DeliveryResult result =
        new TeamsChannel(
                new Secrets<>() {
                  @Override
                  public SecretReading<Webhook> current() {
                    throw new AssertionError("nothing to send");
                  }

                  @Override
                  public SecretReading<Webhook> fresh() {
                    return current();
                  }
                },
                _ -> {
                  throw new AssertionError("nothing to send");
                },
                _ -> {},
                () -> now,
                BUDGET)
            .deliver(new TopicMessage(json, BUDGET));
    assertThat(result)
        .isEqualTo(new DeliveryResult.Rejected("the message contains nothing for Teams"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://0a.0b.environment.api.powerplatform.com:443/powerautomate/x?sig=sig-Zm9vYmFy",
        "  https://prod-01.westeurope.logic.azure.com/workflows/x?sig=sig-Zm9vYmFy\n",
        "{\"webhookUrl\": \"https://prod-01.usgovtexas.logic.azure.us:443/x?sig=sig-Zm9vYmFy\"}"
      })
  void theSecretIsTheAddressOfAWorkflow(String text) {
    assertThat(TeamsChannel.secretReader().read(text))
        .isInstanceOfSatisfying(
            SecretReading.Read.class,
            read -> assertThat(read.toString()).doesNotContain(SIGNATURE).contains("redacted"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://0a.api.powerplatform.com/x?sig=sig-Zm9vYmFy",
        "https://evil.example/x?sig=sig-Zm9vYmFy",
        "https://evillogic.azure.com/x?sig=sig-Zm9vYmFy",
        "https://api.powerplatform.com.evil.example/x?sig=sig-Zm9vYmFy",
        "https://user@0a.api.powerplatform.com/x?sig=sig-Zm9vYmFy",
        "https://0a.api.powerplatform.com:8443/x?sig=sig-Zm9vYmFy",
        "https://x.webhook.office.com/webhookb2/sig-Zm9vYmFy",
        "{\"webhookUrl\": 1, \"sig\": \"sig-Zm9vYmFy\"}",
        "{\"webhookUrl\": \"sig-Zm9vYmFy",
        "not an address sig-Zm9vYmFy"
      })
  void anythingElseIsWrongAndNotShown(String text) {
    assertThat(TeamsChannel.secretReader().read(text))
        .isInstanceOfSatisfying(
            SecretReading.Unusable.class,
            unusable ->
                assertThat(unusable.why())
                    .startsWith("the secret for Teams must contain the https address of a webhook")
                    .doesNotContain(SIGNATURE));
  }
}
