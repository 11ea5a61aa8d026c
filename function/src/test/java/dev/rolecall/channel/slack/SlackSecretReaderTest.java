package dev.rolecall.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.channel.SecretReading;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSecretReaderTest {

  private static final String ADDRESS = "https://hooks.slack.com/services/T0/B0/SECRETPART";
  private static final SlackSecretReader READER = new SlackSecretReader(false);

  private static SlackSecret webhook(String name) {
    return new SlackSecret.Webhooks(Map.of(name, URI.create(ADDRESS)));
  }

  @Test
  void addressAndTokenAreReadPlainAndFromJson() {
    assertThat(READER.read(" " + ADDRESS + "\n"))
        .isEqualTo(new SecretReading.Read<>(webhook("default")));
    assertThat(READER.read("{\"webhookUrl\":\"" + ADDRESS + "\"}"))
        .isEqualTo(new SecretReading.Read<>(webhook("default")));
    assertThat(READER.read("{\"webhooks\":{\"security\":\"" + ADDRESS + "\"}}"))
        .isEqualTo(new SecretReading.Read<>(webhook("security")));
    SecretReading<SlackSecret> bot =
        new SecretReading.Read<>(new SlackSecret.BotToken("xoxb-1-2-abcdef"));
    assertThat(READER.read("xoxb-1-2-abcdef")).isEqualTo(bot);
    assertThat(READER.read("{\"botToken\":\"xoxb-1-2-abcdef\"}")).isEqualTo(bot);
  }

  @Test
  void govSlackIsSlackToo() {
    assertThat(READER.read("https://hooks.slack-gov.com/services/T0/B0/X"))
        .isInstanceOf(SecretReading.Read.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SECRETPART",
        "http://hooks.slack.com/services/T0/B0/SECRETPART",
        "https://hooks.slack.com.evil.example/SECRETPART",
        "https://evil.example/hooks.slack.com/SECRETPART",
        "https://hooks.slack.com@evil.example/SECRETPART",
        "https://hooks.slack.com:8443/SECRETPART",
        "http://127.0.0.1/SECRETPART",
        "xoxp-SECRETPART-user-token",
        "xoxb-",
        "{\"botToken\":\"SECRETPART\"}",
        "{\"SECRETPART\":1}",
        "{\"webhooks\":{}}",
        "{\"webhooks\":{\"SECRET PART\":\"x\"}}",
        "{\"webhooks\":{\"default\":\"https://evil.example/SECRETPART\"}}",
        "{\"botToken\":\"SECRETPART",
      })
  void whatIsNoSecretForSlackIsRefusedWithoutShowingIt(String text) {
    assertThat(READER.read(text))
        .isInstanceOfSatisfying(
            SecretReading.Unusable.class,
            wrong ->
                assertThat(wrong.why())
                    .startsWith("the secret for Slack ")
                    .doesNotContain("SECRETPART")
                    .doesNotContain("SECRET PART")
                    .doesNotContain("evil"));
  }

  @Test
  void thisMachineIsAllowedOnlyWhereAskedFor() {
    String local = "http://127.0.0.1:8080/services/x";
    assertThat(new SlackSecretReader(true).read(local)).isInstanceOf(SecretReading.Read.class);
    assertThat(READER.read(local)).isInstanceOf(SecretReading.Unusable.class);
  }

  @Test
  void noSecretShowsWhenPrinted() {
    assertThat(READER.read(ADDRESS).toString()).contains("default").doesNotContain("SECRETPART");
    assertThat(READER.read("xoxb-1-2-SECRETPART").toString()).doesNotContain("SECRETPART");
  }
}
