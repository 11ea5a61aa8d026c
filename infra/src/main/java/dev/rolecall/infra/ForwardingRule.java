package dev.rolecall.infra;

import dev.rolecall.infra.alarm.Alarms;
import dev.rolecall.infra.function.MetricQueries;
import dev.rolecall.infra.permission.LeastPrivilegeRole;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.resource.CentralBus;
import dev.rolecall.infra.resource.CfnAccess;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.rule.Delivery;
import dev.rolecall.infra.rule.RuleName;
import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.wording.AlarmWords;
import dev.rolecall.infra.wording.PermissionWords;
import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.EventBusProps;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// A rule that forwards to the central bus, with a role for EventBridge that may go there and
/// nowhere else, and a queue for what did not get there.
final class ForwardingRule extends Construct {

  /// @param newsFor how long EventBridge tries
  /// @param make makes the rule in the scope that it is given
  ForwardingRule(
      Construct scope,
      String id,
      Members members,
      Duration newsFor,
      Function<Construct, Rule> make) {
    super(scope, id);
    String bus = CentralBus.arn(members);
    FailureQueue undelivered = FailureQueue.create(this, "Undelivered");
    Rule rule = make.apply(this);
    rule.addTarget(
        new software.amazon.awscdk.services.events.targets.EventBus(
            EventBus.fromEventBusArn(this, "Bus", bus),
            EventBusProps.builder()
                .role(role(bus, members))
                .deadLetterQueue(undelivered.queue())
                .build()));
    CfnAccess.of(rule, CfnRule.class)
        .addPropertyOverride("Targets.0.RetryPolicy", Delivery.retries(newsFor));
    if (members.alarms()) {
      watch(rule, undelivered);
    }
  }

  private void watch(Rule rule, FailureQueue undelivered) {
    Alarms.alarm(
        this,
        "NotEmpty",
        AlarmWords.notEmpty(AlarmWords.undeliveredForwards()),
        MetricQueries.depth(undelivered));
    Alarms.alarm(
        this,
        "FailedInvocations",
        AlarmWords.forwardingFails(),
        MetricQueries.failedInvocations(RuleName.onDefaultBus(rule)));
  }

  private IRole role(String bus, Members members) {
    return LeastPrivilegeRole.create(
            this,
            "Role",
            new LeastPrivilegeRole.Design(
                StackWords.forwardingRole(),
                new ServicePrincipal("events.amazonaws.com"),
                Optional.empty(),
                members.permissionsBoundary()),
            List.of(
                Permission.narrow(
                    "Forward",
                    List.of("events:PutEvents"),
                    List.of(bus),
                    PermissionWords.forward())))
        .withoutPolicyUpdates();
  }
}
