package dev.rolecall.infra.rule;

import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.CfnAccess;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// Hands denied calls of an event bus to the explain function.
public record DenialRule(RuleName rule, FailureQueue undelivered) {

  /// How long it is worth trying to tell: two hours later no one waits for the answer, and the
  /// record is kept in a queue.
  public static final Duration NEWS_FOR = Duration.hours(2);

  /// The rule on the central bus.
  public static final String CENTRAL_NAME = "RolecallMembers";

  // AssumeRole is a read-only call to CloudTrail, and a rule that is just ENABLED gets none:
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
  private static final String STATE = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

  /// The types of events that members forward: denials, and changes of the organization.
  public static List<String> detailTypes(Settings settings) {
    return settings.serviceFailures()
        ? List.of(ApiCalls.RECORDED, ApiCalls.OF_SERVICE)
        : List.of(ApiCalls.RECORDED);
  }

  /// For denials of the stack's own account and region.
  public static DenialRule own(Construct parent, String id, Settings settings, IFunction explain) {
    Construct scope = new Construct(parent, id);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    RuleName rule = RuleName.onDefaultBus(take(builder(scope, settings), settings));
    return to(explain, rule, undelivered);
  }

  /// For denials that members forward.
  public static DenialRule forwarded(
      Construct parent, String id, Settings settings, IFunction explain, CentralBus central) {
    Construct scope = new Construct(parent, id);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    Rule.Builder builder = builder(scope, settings).ruleName(CENTRAL_NAME).eventBus(central.bus());
    return to(explain, RuleName.onCentralBus(take(builder, settings), CENTRAL_NAME), undelivered);
  }

  private static DenialRule to(IFunction explain, RuleName rule, FailureQueue undelivered) {
    rule.rule().addTarget(Delivery.to(explain, NEWS_FOR, undelivered).build());
    return new DenialRule(rule, undelivered);
  }

  /// A rule that takes denials, to be finished with [#take].
  public static Rule.Builder builder(Construct scope, Settings settings) {
    return Rule.Builder.create(scope, "Rule")
        .description(StackWords.denialRule())
        .eventPattern(DenialPattern.of(settings.explainOtherErrors()));
  }

  public static Rule take(Rule.Builder builder, Settings settings) {
    Rule rule = builder.build();
    CfnRule resource = CfnAccess.of(rule, CfnRule.class);
    resource.setState(STATE);
    if (settings.serviceFailures()) {
      resource.setEventPattern(DenialPattern.withServiceFailures(settings.explainOtherErrors()));
    }
    return rule;
  }
}
