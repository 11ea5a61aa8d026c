package dev.rolecall.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// Hands denied calls of the default event bus to the explain function.
final class DenialRule extends Construct {

  /// How long it is worth trying to tell: two hours later nobody waits for the answer any more, and
  /// the record is kept in a queue.
  static final Duration NEWS_FOR = Duration.hours(2);

  private final Rule rule;
  private final FailureQueue undelivered;

  DenialRule(Construct scope, String id, boolean otherErrors, IFunction explain) {
    super(scope, id);
    undelivered = new FailureQueue(this, "Undelivered");
    rule =
        Rule.Builder.create(this, "Rule")
            .description("Denied AssumeRole calls, for Rolecall to explain")
            .eventPattern(DenialPattern.of(otherErrors))
            .build();
    // AssumeRole is a read-only call to CloudTrail, and a rule that is just ENABLED gets none:
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
    Resource.of(rule, CfnRule.class).setState("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    rule.addTarget(Delivery.to(explain, NEWS_FOR, undelivered).build());
  }

  Rule rule() {
    return rule;
  }

  FailureQueue undelivered() {
    return undelivered;
  }
}
