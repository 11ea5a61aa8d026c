package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.sqs.Queue;

/// cdk-nag's AWS Solutions rules.
class SecurityRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"minimal.json", "everything.json", "parameter.json"})
  void areKept(String settings) {
    MonitorStack stack = TestApp.stack(TestApp.resource(settings));

    assertThatCode(() -> holdNothingAgainst(stack)).doesNotThrowAnyException();
  }

  @Test
  void areKeptWhereAccountAndRegionAreKnown() {
    StackProps props =
        StackProps.builder()
            .env(Environment.builder().account("111122223333").region("eu-west-1").build())
            .build();
    MonitorStack stack = TestApp.stack(TestApp.resource("everything.json"), props);

    assertThatCode(() -> holdNothingAgainst(stack)).doesNotThrowAnyException();
  }

  @Test
  void areBrokenByAQueueWithoutTls() {
    MonitorStack stack = TestApp.stack("{}");
    new Queue(stack, "Open");

    assertThatThrownBy(() -> holdNothingAgainst(stack)).hasMessageContaining("ValidationFailed");
  }

  private static void holdNothingAgainst(MonitorStack stack) {
    Aspects.of(stack).add(new AwsSolutionsChecks());
    Annotations annotations = Annotations.fromStack(stack);
    annotations.hasNoError("*", Match.anyValue());
    annotations.hasNoWarning("*", Match.anyValue());
  }
}
