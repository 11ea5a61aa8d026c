package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.sns.Topic;

@Tag("slow")
class NagTest {

  @ParameterizedTest
  @EnumSource(Variant.class)
  void theAwsSolutionsChecksFindNothing(Variant variant) {
    NagChecks.assertNothingIsFound(variant.stack());
  }

  /// The CDK knows what a region has: Amazon Q Developer, for one, is not in China.
  @ParameterizedTest
  @CsvSource({
    "EVERYTHING, eu-central-1",
    "STANDARD, cn-north-1",
    "MINIMAL, cn-north-1",
    "STANDARD, us-gov-west-1",
    "MINIMAL, us-gov-west-1"
  })
  void norDoTheyWhereAccountAndRegionAreKnown(Variant variant, String region) {
    Environment environment = Environment.builder().account("111122223333").region(region).build();

    NagChecks.assertNothingIsFound(variant.stack(StackProps.builder().env(environment).build()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"ACCOUNTS", "EVERYTHING"})
  void norInTheStacksOfAnOrganization(Variant variant) {
    App app = TestApp.create();
    RolecallApp.add(app, variant.settings(), Code.fromAsset("src/main/java"));
    List<Stack> stacks =
        app.getNode().getChildren().stream()
            .filter(stack -> !(stack instanceof MonitorStack))
            .map(Stack.class::cast)
            .toList();

    assertThat(stacks).isNotEmpty().allSatisfy(NagChecks::assertNothingIsFound);
  }

  @Test
  void theChecksWouldFindSomething() {
    Stack stack = new Stack(TestApp.create(), "Careless");
    Topic.Builder.create(stack, "Plain").build();
    Aspects.of(stack).add(new AwsSolutionsChecks());

    assertThatThrownBy(() -> Template.fromStack(stack)).hasMessageContaining("Validation failed");
    assertThat(NagChecks.findings(stack))
        .anyMatch(finding -> finding.contains("AwsSolutions-SNS3"));
  }
}
