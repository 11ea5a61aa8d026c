package dev.rolecall.lambda.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveySettingsTest {

  private static final Map<String, String> GOOD =
      Map.of(
          "ROLECALL_TOPIC_ARN", "arn:aws:sns:eu-west-1:111122223333:alerts",
          "ROLECALL_OPERATIONS_TOPIC_ARN", "arn:aws:sns:eu-west-1:111122223333:operations",
          "ROLECALL_INSTALLATION", "/rolecall/installation",
          "ROLECALL_TABLE", "incidents");

  @Test
  void itIsToldWhatTheExplainFunctionIsToldAndMore() {
    SurveySettings settings = SurveySettings.of(new Environment(GOOD));
    assertThat(settings.installation()).isEqualTo("/rolecall/installation");
    assertThat(settings.operations().name()).isEqualTo("operations");
    assertThat(settings.explain().topic().name()).isEqualTo("alerts");
  }

  @ParameterizedTest
  @CsvSource({
    "ROLECALL_INSTALLATION, ''",
    "ROLECALL_INSTALLATION, installation",
    "ROLECALL_OPERATIONS_TOPIC_ARN, ''",
    "ROLECALL_OPERATIONS_TOPIC_ARN, operations",
    "ROLECALL_TABLE, ''",
  })
  void whatIsMissingOrMakesNoSenseIsNamed(String name, String value) {
    Map<String, String> bad = new HashMap<>(GOOD);
    bad.put(name, value);
    assertThatThrownBy(() -> SurveySettings.of(new Environment(bad)))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(name);
  }
}
