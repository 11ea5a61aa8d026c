package dev.rolecall.infra.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.TestApp;
import dev.rolecall.infra.Variant;
import dev.rolecall.infra.settings.Settings;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Stack;

/// Deaf by mistake: a deployment whose alerts or alarms reach no one.
class UnheardTopicTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static SettingsReading read(String settings) throws Exception {
    return SettingsReader.read(JSON.readValue(settings, Map.class));
  }

  private static Settings settings(String settings) throws Exception {
    return switch (read(settings)) {
      case SettingsReading.Valid(Settings valid) -> valid;
      case SettingsReading.Invalid(List<String> problems) ->
          Assertions.fail(String.join("\n", problems));
    };
  }

  private static List<String> problems(String settings) throws Exception {
    return read(settings) instanceof SettingsReading.Invalid(List<String> problems)
        ? problems
        : List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | ALERTS OPERATIONS",
        "{\"emails\": [], \"operationsEmails\": []} | ALERTS OPERATIONS",
        // Events have a consumer only where somebody made a rule for them.
        "{\"events\": true} | ALERTS OPERATIONS",
        "{\"emails\": [\"a@example.com\"]} | OPERATIONS",
        "{\"operationsEmails\": [\"a@example.com\"]} | ALERTS",
        "{\"emails\": [\"a@example.com\"], \"operationsEmails\": [\"a@example.com\"]} | ``",
        "{\"slack\": {\"secret\": \"ssm:/slack\"}} | OPERATIONS",
        "{\"teams\": {\"secret\": \"ssm:/teams\"}} | OPERATIONS",
        "{\"chat\": {\"slackWorkspaceId\": \"T1AA\", \"slackChannelId\": \"C1AA\"}} | OPERATIONS",
        "{\"pagerDuty\": {\"secret\": \"secretsmanager:pd\"}} | OPERATIONS",
        "{\"alerts\": \"none\"} | ``",
        "{\"operations\": \"none\"} | ALERTS",
        "{\"operations\": \"none\", \"emails\": [\"a@example.com\"]} | ``",
      })
  void aTopicWithoutASubscriberIsUnheardUnlessThatIsMeant(String settings, String unheard)
      throws Exception {
    assertThat(
            String.join(
                " ", UnheardTopic.of(settings(settings)).stream().map(UnheardTopic::name).toList()))
        .isEqualTo(unheard);
  }

  @Test
  void itIsAWarningThatNamesTheSettings() throws Exception {
    Stack stack = new Stack(TestApp.create(), "Deaf");

    UnheardTopic.warn(stack, settings("{}"));

    assertThat(stack.getNode().getMetadata())
        .filteredOn(entry -> entry.getType().matches("aws:cdk:(error|warning)"))
        .allMatch(entry -> entry.getType().equals("aws:cdk:warning"))
        .extracting(entry -> entry.getData().toString())
        .satisfiesExactly(
            text ->
                assertThat(text)
                    .contains(
                        "emails, slack, teams, chat or pagerDuty", "set \"alerts\": \"none\""),
            text -> assertThat(text).contains("operationsEmails", "set \"operations\": \"none\""));
  }

  @Test
  void withStrictItIsAnError() throws Exception {
    assertThat(problems("{\"strict\": true}"))
        .containsExactly(UnheardTopic.ALERTS.problem(), UnheardTopic.OPERATIONS.problem());
    assertThat(problems("{\"strict\": \"true\", \"alerts\": \"none\"}")).isEmpty();
    assertThat(
            problems("{\"strict\": true, \"emails\": \"a@example.com\", \"operations\": \"none\"}"))
        .isEmpty();
  }

  @Test
  void anOutputSaysSo() {
    assertThat(Variant.STANDARD.json().path("Outputs").path("AlertsUnheard").path("Value").asText())
        .isEqualTo(UnheardTopic.ALERTS.problem());
    assertThat(Variant.STANDARD.json().path("Outputs").has("OperationsUnheard")).isTrue();
    for (Variant variant : List.of(Variant.MINIMAL, Variant.EVERYTHING)) {
      assertThat(variant.json().path("Outputs").has("AlertsUnheard")).isFalse();
      assertThat(variant.json().path("Outputs").has("OperationsUnheard")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"alerts\": \"off\"} | rolecall.alerts is `off`; expected none",
        "{\"alerts\": \"none\", \"emails\": \"a@example.com\"} | rolecall.alerts is none, but"
            + " emails, slack, teams, chat or pagerDuty is set",
        "{\"operations\": \"none\", \"operationsEmails\": \"a@example.com\"} | rolecall.operations"
            + " is none, but operationsEmails is set",
        "{\"pagerDuty\": {\"secret\": \"ssm:/pd\"}} | rolecall.pagerDuty.secret is `…`; expected"
            + " the location of a secret in Secrets Manager, not the secret itself"
            + " (secretsmanager:NAME or secretsmanager:ARN)",
        "{\"pagerDuty\": {\"secret\": \"secretsmanager:pd\", \"serviceRegion\": \"us-east-1\"}} |"
            + " rolecall.pagerDuty.serviceRegion is `us-east-1`; expected us or eu",
        "{\"pagerDuty\": {\"secret\": \"secretsmanager:pd\"}, \"events\": false} |"
            + " rolecall.pagerDuty is set, but events is false",
      })
  void whatDoesNotGoTogetherIsAProblem(String settings, String problem) throws Exception {
    assertThat(problems(settings)).containsExactly(problem);
  }
}
