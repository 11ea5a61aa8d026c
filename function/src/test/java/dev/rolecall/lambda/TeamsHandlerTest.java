package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.Slow;
import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.settings.Environment;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

class TeamsHandlerTest {

  private static final String SECRET = "ROLECALL_TEAMS_SECRET";

  private static TeamsHandler.Module module(String location) {
    return TeamsHandler.Module.of(new Environment(Map.of(SECRET, location)));
  }

  @Test
  void itNeedsToKnowWhereTheWebhookIsKept() {
    assertThat(module("secretsmanager:rolecall/teams").secret())
        .isEqualTo("secretsmanager:rolecall/teams");
    assertThatThrownBy(() -> TeamsHandler.Module.of(new Environment(Map.of())))
        .hasMessage(
            SECRET + " is not set; expected secretsmanager:NAME, secretsmanager:ARN or ssm:/NAME");
  }

  @Test
  void theWebhookItselfInItsPlaceIsNotShown() {
    assertThatThrownBy(() -> module("https://x.api.powerplatform.com/?sig=SECRETPART"))
        .hasMessageStartingWith(SECRET)
        .message()
        .doesNotContain("SECRETPART");
  }

  // It waits for the compiler.
  @Slow
  @Test
  void itsSampleIsDelivered() {
    System.setProperty("aws.region", "eu-west-1");
    try {
      assertThatCode(
              () ->
                  Priming.deliver(
                      module("ssm:/rolecall/teams"),
                      UrlConnectionHttpClient.create(),
                      Clock.systemUTC()))
          .doesNotThrowAnyException();
    } finally {
      System.clearProperty("aws.region");
    }
  }
}
