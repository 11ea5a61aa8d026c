package dev.rolecall.infra.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.infra.Variant;
import dev.rolecall.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvironmentLimitTest {

  @Test
  void mutesThatDoNotFitAreAProblemThatSaysHowMuchTooLong() {
    assertThat(problems(Map.of("mutes", mutes(40))))
        .singleElement()
        .asString()
        .matches(
            "rolecall\\.mutes \\(\\d{4} bytes\\) and rolecall\\.ownerTags \\(12 bytes\\): the"
                + " environment of the explain, sweep and survey functions would be \\d{4} bytes,"
                + " but Lambda allows 4000; use fewer or shorter entries");
    assertThat(problems(Map.of("mutes", mutes(15)))).isEmpty();
  }

  @Test
  void ownersAndRoutesThatDoNotFitAreAProblemOfTheSlackFunction() {
    Map<String, String> owners = new TreeMap<>();
    IntStream.range(0, 100).forEach(i -> owners.put("the-owners-number-" + i, "S0123456789"));

    assertThat(problems(Map.of("slack", Map.of("secret", "ssm:/slack", "owners", owners))))
        .singleElement()
        .asString()
        .startsWith("rolecall.slack.owners (")
        .contains(
            " bytes) and rolecall.slack.routes (4 bytes): the environment of the Slack function"
                + " would be ");
  }

  @Test
  void lengthIsCountedInBytesAndQuotationMarksTwice() {
    List<Map<String, String>> plain = mutes(15);
    List<Map<String, String>> quoted = new ArrayList<>();
    plain.forEach(
        mute -> {
          Map<String, String> other = new TreeMap<>(mute);
          other.put("reason", "\"".repeat(50));
          quoted.add(other);
        });

    assertThat(problems(Map.of("mutes", plain))).isEmpty();
    assertThat(problems(Map.of("mutes", quoted))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void noVariableThatIsDeployedIsForgotten(Variant variant) {
    Settings settings = variant.settings();

    assertThat(deployed(variant, "ExplainFunction"))
        .containsExactlyInAnyOrderElementsOf(counted(EnvironmentLimit.explain(settings)));
    assertThat(deployed(variant, "SurveyFunction"))
        .containsExactlyInAnyOrderElementsOf(counted(EnvironmentLimit.survey(settings)));
    settings
        .slack()
        .ifPresent(
            slack ->
                assertThat(deployed(variant, "SlackFunction"))
                    .containsExactlyInAnyOrderElementsOf(
                        counted(EnvironmentLimit.slack(slack, settings.logs()))));
  }

  /// Names, and values where they are known before they are deployed.
  private static List<String> deployed(Variant variant, String function) {
    return variant
        .resource("AWS::Lambda::Function", function)
        .at("/Environment/Variables")
        .properties()
        .stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue().asText())
        .toList();
  }

  /// The same, of what is counted; a name or ARN of the stack's own counts by its length alone.
  private static List<String> counted(Map<String, String> variables) {
    return variables.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue().replaceAll("x{150}", ""))
        .toList();
  }

  private static List<Map<String, String>> mutes(int number) {
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                Map.of(
                    "role",
                    "arn:aws:iam::111122223333:role/team/reporting-" + i,
                    "until",
                    "2027-01-31"))
        .toList();
  }

  private static List<String> problems(Map<String, ?> settings) {
    return switch (SettingsReader.read(settings)) {
      case SettingsReading.Invalid(List<String> problems) -> problems;
      case SettingsReading.Valid(Settings _) -> List.of();
    };
  }
}
