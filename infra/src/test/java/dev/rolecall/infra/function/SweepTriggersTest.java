package dev.rolecall.infra.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.TestApp;
import dev.rolecall.infra.context.SettingsReader;
import dev.rolecall.infra.context.SettingsReading;
import dev.rolecall.infra.settings.Arns;
import dev.rolecall.infra.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionAttributes;

class SweepTriggersTest {

  @Test
  void everyMinuteOneEventIsNewsForAMinute() {
    JsonNode rule = rules("none", 7).get(1);

    assertThat(rule.get("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
    assertThat(rule.at("/Targets/0/Input").asText()).isEqualTo("{\"rolecall\":\"sweep\"}");
    assertThat(rule.at("/Targets/0/RetryPolicy/MaximumEventAgeInSeconds").asInt()).isEqualTo(60);
  }

  @Test
  void changesAreHandedOverAsTheyAre() {
    JsonNode rule = rules("none", 7).get(0);

    assertThat(rule.has("EventPattern")).isTrue();
    assertThat(rule.at("/Targets/0").has("Input")).isFalse();
    assertThat(rule.at("/Targets/0").has("InputPath")).isFalse();
    assertThat(rule.at("/Targets/0").has("InputTransformer")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          daily  | 0  | cron(0 0 * * ? *)    | {"rolecall":"digest","period":"DAILY"}
          daily  | 7  | cron(0 7 * * ? *)    | {"rolecall":"digest","period":"DAILY"}
          weekly | 23 | cron(0 23 ? * MON *) | {"rolecall":"digest","period":"WEEKLY"}
          """)
  void aDigestComesAtItsHour(String digest, int hour, String schedule, String input) {
    JsonNode rule = rules(digest, hour).get(1);

    assertThat(rule.get("ScheduleExpression").asText()).isEqualTo(schedule);
    assertThat(rule.at("/Targets/0/Input").asText()).isEqualTo(input);
  }

  @Test
  void withoutADigestThereIsNoHourForIt() {
    assertThat(rules("none", 7)).hasSize(2);
    assertThat(rules("daily", 7)).hasSize(3);
  }

  /// The rules in the order of their names: of changes, of the digest, of every minute.
  private static List<JsonNode> rules(String digest, int hour) {
    Stack stack = new Stack(TestApp.create(), "Triggered");
    Triggers.sweep(
        stack,
        "Triggers",
        digest(Map.of("digest", digest, "digestHourUtc", hour)),
        Function.fromFunctionAttributes(
            stack,
            "Sweep",
            FunctionAttributes.builder()
                .functionArn(Arns.regional("lambda", "function:sweep"))
                .sameEnvironment(true)
                .build()));
    JsonNode resources =
        new ObjectMapper()
            .valueToTree(Template.fromStack(stack).findResources("AWS::Events::Rule"));
    return resources.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(rule -> rule.getValue().get("Properties"))
        .toList();
  }

  private static Optional<Settings.Digest> digest(Map<String, ?> settings) {
    return switch (SettingsReader.read(settings)) {
      case SettingsReading.Valid(Settings valid) -> valid.digest();
      case SettingsReading.Invalid(List<String> problems) ->
          throw new AssertionError(String.join("\n", problems));
    };
  }
}
