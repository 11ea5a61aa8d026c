package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.lambda.priming.Priming;
import dev.rolecall.lambda.settings.Environment;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
            SECRET
                + " is not set, and must be secretsmanager:NAME, secretsmanager:ARN or ssm:/NAME");
  }

  @Test
  void theWebhookItselfInItsPlaceIsNotShown() {
    assertThatThrownBy(() -> module("https://x.api.powerplatform.com/?sig=SECRETPART"))
        .hasMessageStartingWith(SECRET)
        .message()
        .doesNotContain("SECRETPART");
  }

  @Test
  void itsSampleIsDelivered() {
    Map<String, String> properties =
        Map.of(
            "aws.region", "eu-west-1", "aws.accessKeyId", "AKID", "aws.secretAccessKey", "SECRET");
    properties.forEach(System::setProperty);
    try {
      assertThatCode(() -> Priming.deliver(module("ssm:/rolecall/teams"), Clock.systemUTC()))
          .doesNotThrowAnyException();
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }
}
