package dev.rolecall.lambda.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyRequestTest {

  private static SurveyRequest parse(String event) {
    return SurveyRequest.parse(event.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theScheduleAsksForBoth() {
    assertThat(parse("{\"rolecall\": \"doctor\"}")).isInstanceOf(SurveyRequest.Doctor.class);
    assertThat(parse("{\"rolecall\": \"index\"}")).isInstanceOf(SurveyRequest.Index.class);
  }

  @Test
  void aChangeOfTheOrganizationAsksForTheIndex() {
    assertThat(
            parse(
                """
                {"source": "aws.organizations", "detail-type": "AWS API Call via CloudTrail",
                 "detail": {"eventSource": "organizations.amazonaws.com",
                  "eventName": "MoveAccount"}}\
                """))
        .isInstanceOf(SurveyRequest.Index.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"rolecall\": \"sweep\"}",
        "{\"source\": \"aws.organizations\"}",
        "{\"source\": \"aws.iam\", \"detail-type\": \"AWS API Call via CloudTrail\"}"
      })
  void anythingElseIsNothing(String event) {
    assertThat(parse(event)).isInstanceOf(SurveyRequest.Foreign.class);
  }

  @Test
  void whatIsNoJsonFails() {
    assertThatThrownBy(() -> parse("{")).isInstanceOf(EventFailure.class);
  }
}
