package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/// The AwsSolutions checks of cdk-nag.
public final class NagChecks {

  private NagChecks() {}

  static void assertNothingIsFound(Stack stack) {
    withoutFindings(stack);
  }

  /// The template of a stack in which they find nothing.
  public static Template withoutFindings(Stack stack) {
    Aspects.of(stack).add(new AwsSolutionsChecks());
    Template template = Template.fromStack(stack);

    assertThat(findings(stack)).isEmpty();
    return template;
  }

  /// Errors and warnings, of cdk-nag and of the CDK itself.
  static List<String> findings(Stack stack) {
    return stack.getNode().findAll().stream()
        .flatMap(
            construct ->
                construct.getNode().getMetadata().stream()
                    .filter(entry -> entry.getType().matches("aws:cdk:(error|warning)"))
                    .map(entry -> construct.getNode().getPath() + ": " + entry.getData()))
        .toList();
  }
}
