package dev.rolecall.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.settings.Settings.Capacity;
import dev.rolecall.infra.settings.Settings.Chat;
import dev.rolecall.infra.settings.Settings.Deadlines;
import dev.rolecall.infra.settings.Settings.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Settings USUAL =
      new Settings(
          false,
          true,
          Optional.empty(),
          Optional.empty(),
          new Deadlines(8, 4, 60),
          new Capacity(1024, 5),
          "INFO",
          90,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Map.of());

  @Test
  void whatIsLeftOutHasItsUsualValue() throws Exception {
    assertThat(read("{}")).isEqualTo(new SettingsReading.Valid(USUAL));
    assertThat(read("{\"slack\": null, \"logLevel\": null}"))
        .isEqualTo(new SettingsReading.Valid(USUAL));
  }

  @Test
  void theSettingsOfTheRepositoryAreTheUsualOnes() throws Exception {
    JsonNode cdk = JSON.readTree(Path.of("..", "cdk.json").toFile());

    assertThat(SettingsReader.read(cdk.at("/context/rolecall")))
        .isEqualTo(new SettingsReading.Valid(USUAL));
  }

  @Test
  void readsEverything() throws Exception {
    assertThat(read(Files.readString(Path.of("src", "test", "resources", "everything.json"))))
        .isEqualTo(
            new SettingsReading.Valid(
                new Settings(
                    true,
                    true,
                    Optional.of("999999999999"),
                    Optional.of(new Reader("RolecallReader", Optional.of("rolecall-7f3a"))),
                    new Deadlines(10, 5, 120),
                    new Capacity(2048, 0),
                    "DEBUG",
                    30,
                    Optional.of(
                        new Slack(
                            new Slack.Secret.SecretsManager("rolecall/slack"),
                            Optional.of(
                                "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
                            Optional.of("C01ABC234"),
                            List.of(
                                Map.of("account", "111122223333", "channel", "C0PAYMENTS"),
                                Map.of("cause", "SCP_DENY", "channel", "C0PLATFORM")),
                            Optional.of("https://slack.example.com/api/"),
                            new Capacity(512, 1))),
                    Optional.of(new Chat("T01ABC234", "C01ABC234")),
                    List.of("on-call@example.com", "security@example.com"),
                    List.of("platform@example.com"),
                    Map.of("team", "platform", "cost-center", "4711"))));
  }

  @Test
  void readsTextOfTheCommandLineAsNumberOrSwitch() throws Exception {
    assertThat(read("{\"logRetentionDays\": \"90\", \"explainOtherErrors\": \"false\"}"))
        .isEqualTo(new SettingsReading.Valid(USUAL));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/wrong-settings.txt", delimiter = '|', quoteCharacter = '\0')
  void saysWhatIsWrongAndWhatIsAllowed(String settings, String problem) throws Exception {
    assertThat(read(settings)).isEqualTo(new SettingsReading.Invalid(List.of(problem)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secretsmanager:slack",
        "secretsmanager:team/slack-token",
        "secretsmanager:arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:slack-AbC123",
        "ssm:/rolecall/slack"
      })
  void takesEveryFormOfASecret(String secret) throws Exception {
    assertThat(read("{\"slack\": {\"secret\": \"" + secret + "\"}}"))
        .isInstanceOfSatisfying(
            SettingsReading.Valid.class,
            valid ->
                assertThat(valid.settings().slack().map(slack -> slack.secret().reference()))
                    .contains(secret));
  }

  @Test
  void findsEverythingThatIsWrong() throws Exception {
    assertThat(
            read(
                "{\"logLevel\": \"LOUD\", \"emails\": [\"a@example.com\", \"b\"], \"chat\":"
                    + " {\"slackWorkspaceId\": \"T1\"}, \"slak\": {}}"))
        .isInstanceOfSatisfying(
            SettingsReading.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .hasSize(4)
                    .anyMatch(problem -> problem.contains("rolecall.logLevel"))
                    .anyMatch(problem -> problem.contains("rolecall.emails[1]"))
                    .anyMatch(problem -> problem.contains("rolecall.chat.slackChannelId"))
                    .anyMatch(problem -> problem.contains("did you mean `slack`")));
  }

  private static SettingsReading read(String json) throws JsonProcessingException {
    return SettingsReader.read(JSON.readTree(json));
  }
}
