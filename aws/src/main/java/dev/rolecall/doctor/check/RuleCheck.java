package dev.rolecall.doctor.check;

import static dev.rolecall.doctor.report.Problem.BUS_RULE_DISABLED;
import static dev.rolecall.doctor.report.Problem.BUS_RULE_MISSING;
import static dev.rolecall.doctor.report.Problem.BUS_RULE_SKIPS_READS;
import static dev.rolecall.doctor.report.Problem.BUS_RULE_WITHOUT_FUNCTION;
import static dev.rolecall.doctor.report.Problem.MEMBER_RULE_DISABLED;
import static dev.rolecall.doctor.report.Problem.MEMBER_RULE_ELSEWHERE;
import static dev.rolecall.doctor.report.Problem.MEMBER_RULE_MISSING;
import static dev.rolecall.doctor.report.Problem.MEMBER_RULE_SKIPS_READS;
import static dev.rolecall.doctor.report.Problem.RULE_DISABLED;
import static dev.rolecall.doctor.report.Problem.RULE_MISSING;
import static dev.rolecall.doctor.report.Problem.RULE_SKIPS_READS;
import static dev.rolecall.doctor.report.Problem.RULE_WITHOUT_FUNCTION;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import dev.rolecall.evidence.aws.AwsResult;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// Whether a rule of EventBridge hands denials to where it should.
///
/// @param bus name of its bus
/// @param name of the rule
/// @param target ARN of what it has to hand events to
/// @param deploy the command that deploys it
public record RuleCheck(
    Area area,
    AwsLocation where,
    String bus,
    String name,
    String target,
    Faults faults,
    String deploy)
    implements Check {

  /// Only in this state a rule gets read-only events.
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
  public static final String ALL_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

  private static final String DEFAULT_BUS = "default";

  /// What its faults are called.
  record Faults(Problem missing, Problem disabled, Problem skipsReads, Problem elsewhere) {}

  /// The monitor's rule on the default bus.
  public static RuleCheck own(Installation installation) {
    return new RuleCheck(
        Area.RULE,
        installation.location(),
        DEFAULT_BUS,
        installation.rule(),
        installation.explainFunction(),
        new Faults(RULE_MISSING, RULE_DISABLED, RULE_SKIPS_READS, RULE_WITHOUT_FUNCTION),
        RepairCommands.MONITOR);
  }

  /// The monitor's rule on the central bus.
  public static RuleCheck central(Installation installation, Installation.Members members) {
    return new RuleCheck(
        Area.BUS,
        installation.location(),
        members.busName(),
        members.busRule(),
        installation.explainFunction(),
        new Faults(
            BUS_RULE_MISSING, BUS_RULE_DISABLED, BUS_RULE_SKIPS_READS, BUS_RULE_WITHOUT_FUNCTION),
        RepairCommands.MONITOR);
  }

  /// The rule on the default bus of a member.
  ///
  /// @param deploy the command that deploys it there
  static RuleCheck forwarding(Installation.Members members, AwsLocation where, String deploy) {
    return new RuleCheck(
        Area.FORWARDING,
        where,
        DEFAULT_BUS,
        members.memberRule(),
        members.bus(),
        new Faults(
            MEMBER_RULE_MISSING,
            MEMBER_RULE_DISABLED,
            MEMBER_RULE_SKIPS_READS,
            MEMBER_RULE_ELSEWHERE),
        deploy);
  }

  private boolean forwards() {
    return area == Area.FORWARDING;
  }

  private String title() {
    return forwards() ? CheckWords.rule(name) : CheckWords.rule(name, bus);
  }

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    return List.of(finding(context.questions()));
  }

  CheckFinding finding(DoctorReader reader) {
    CheckSubject subject = new CheckSubject(area, where, reader);
    return subject.finding(
        subject
            .ask(
                "events:DescribeRule",
                EventBridgeClient.class,
                EventBridgeClient::builder,
                client -> client.describeRule(ask -> ask.eventBusName(bus).name(name)))
            .then(rule -> state(Optional.ofNullable(rule.stateAsString()).orElse(""), subject)),
        title(),
        faults.missing(),
        deploy);
  }

  private AwsResult<CheckFinding> state(String state, CheckSubject subject) {
    String put =
        forwards()
            ? RepairCommands.putMemberRule(bus, name, ALL_EVENTS)
            : RepairCommands.putRule(where.region(), bus, name, ALL_EVENTS);
    return switch (state) {
      case ALL_EVENTS ->
          subject
              .ask(
                  "events:ListTargetsByRule",
                  EventBridgeClient.class,
                  EventBridgeClient::builder,
                  client ->
                      client.listTargetsByRule(ask -> ask.eventBusName(bus).rule(name)).targets())
              .map(targets -> target(targets, subject));
      case "ENABLED" ->
          new AwsResult.Found<>(
              subject.wrong(faults.skipsReads(), CheckWords.ruleSkipsReads(title()), put));
      default ->
          new AwsResult.Found<>(
              subject.wrong(faults.disabled(), CheckWords.ruleDisabled(title()), put));
    };
  }

  private CheckFinding target(List<Target> targets, CheckSubject subject) {
    return targets.stream().anyMatch(one -> target.equals(one.arn()))
        ? subject.ok(forwards() ? CheckWords.forwards(title()) : CheckWords.invokesExplain(title()))
        : subject.wrong(
            faults.elsewhere(),
            forwards()
                ? CheckWords.doesNotForward(title())
                : CheckWords.doesNotInvokeExplain(title()),
            deploy);
  }
}
