package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/// The rule that takes notifications to PagerDuty is on, and what has the integration key is ready.
public record PagerDutyCheck(Installation.PagerDuty pagerDuty) implements Check {

  private static final String ENABLED = "ENABLED";
  private static final String READY = "AUTHORIZED";

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    CheckSubject subject = context.home(Area.CHANNELS);
    return List.of(rule(subject), connection(subject));
  }

  private CheckFinding rule(CheckSubject subject) {
    String title = CheckWords.rule(pagerDuty.rule());
    return subject.finding(
        subject
            .ask(
                "events:DescribeRule",
                EventBridgeClient.class,
                EventBridgeClient::builder,
                client -> client.describeRule(ask -> ask.name(pagerDuty.rule())).stateAsString())
            .map(
                state ->
                    ENABLED.equals(state)
                        ? subject.ok(CheckWords.ruleEnabled(title))
                        : subject.wrong(
                            Problem.PAGER_DUTY_RULE_DISABLED,
                            CheckWords.ruleDisabled(title),
                            RepairCommands.enableRule(subject.where().region(), pagerDuty.rule()))),
        title,
        Problem.PAGER_DUTY_RULE_MISSING,
        RepairCommands.MONITOR);
  }

  private CheckFinding connection(CheckSubject subject) {
    String title = CheckWords.connection(pagerDuty.connection());
    return subject.finding(
        subject
            .ask(
                "events:DescribeConnection",
                EventBridgeClient.class,
                EventBridgeClient::builder,
                client ->
                    Optional.ofNullable(
                            client
                                .describeConnection(ask -> ask.name(pagerDuty.connection()))
                                .connectionStateAsString())
                        .orElse(""))
            .map(
                state ->
                    READY.equals(state)
                        ? subject.ok(CheckWords.exists(title))
                        : subject.wrong(
                            Problem.PAGER_DUTY_DISCONNECTED,
                            CheckWords.disconnected(title, state),
                            RepairCommands.MONITOR)),
        title,
        Problem.PAGER_DUTY_DISCONNECTED,
        RepairCommands.MONITOR);
  }
}
