package dev.rolecall.infra.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.infra.DeployedRule;
import dev.rolecall.infra.Variant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SurveyTriggersTest {

  @ParameterizedTest
  @EnumSource(Variant.class)
  void theDoctorComesDailyWhateverElseIsOff(Variant variant) {
    JsonNode rule = variant.resource("AWS::Events::Rule", "SurveyTriggersDoctor");

    assertThat(rule.get("ScheduleExpression").asText()).isEqualTo("cron(0 6 * * ? *)");
    assertThat(rule.at("/Targets/0/Input").asText()).isEqualTo("{\"rolecall\":\"doctor\"}");
  }

  @Test
  void theIndexIsReadAnewEverySixHours() {
    JsonNode rule = Variant.STANDARD.resource("AWS::Events::Rule", "SurveyTriggersIndex");

    assertThat(rule.get("ScheduleExpression").asText()).isEqualTo("rate(6 hours)");
    assertThat(rule.at("/Targets/0/Input").asText()).isEqualTo("{\"rolecall\":\"index\"}");
  }

  @ParameterizedTest
  @CsvSource({"ORGANIZATION_CHANGES", "FORWARDED_ORGANIZATION_CHANGES"})
  void changesAreHandedOverAsTheyAre(DeployedRule changes) {
    JsonNode target = changes.rule(Variant.EVERYTHING).at("/Targets/0");

    assertThat(target.get("Arn"))
        .isEqualTo(
            Variant.EVERYTHING
                .resource("AWS::Events::Rule", "SurveyTriggersDoctor")
                .at("/Targets/0/Arn"));
    assertThat(target.has("Input") || target.has("InputPath") || target.has("InputTransformer"))
        .isFalse();
  }

  @Test
  void whoDoesNotReadTheOrganizationIsNotToldOfIt() {
    assertThat(triggers(Variant.MINIMAL)).isEqualTo(1);
    assertThat(triggers(Variant.STANDARD)).isEqualTo(3);
    assertThat(triggers(Variant.EVERYTHING)).isEqualTo(4);
  }

  private static long triggers(Variant variant) {
    Map<String, JsonNode> rules = variant.resources("AWS::Events::Rule");
    return rules.keySet().stream().filter(id -> id.startsWith("SurveyTriggers")).count();
  }
}
