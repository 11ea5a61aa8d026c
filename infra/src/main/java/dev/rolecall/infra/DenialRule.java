package dev.rolecall.infra;

import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleProps;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.events.targets.LambdaFunctionProps;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// The rule on the default bus that hands denials to the explain function.
///
/// @param undelivered events that EventBridge could not hand over
record DenialRule(Rule rule, Queue undelivered) {

  static DenialRule create(Construct scope, boolean others, IFunction explain) {
    Rule rule =
        new Rule(
            scope,
            "Denials",
            RuleProps.builder()
                .description("Rolecall: denied sts:AssumeRole calls")
                .eventPattern(DenialPattern.of(others))
                .build());
    // An enabled rule never sees the three calls, since they are read-only for CloudTrail.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    if (rule.getNode().getDefaultChild() instanceof CfnRule resource) {
      resource.setState("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    }
    Queue undelivered = FailureQueue.create(rule, "Undelivered");
    rule.addTarget(
        new LambdaFunction(
            explain,
            LambdaFunctionProps.builder()
                .deadLetterQueue(undelivered)
                .maxEventAge(SnapStartFunction.PATIENCE)
                // The most there can be: the age is what ends it.
                .retryAttempts(185)
                .build()));
    return new DenialRule(rule, undelivered);
  }
}
