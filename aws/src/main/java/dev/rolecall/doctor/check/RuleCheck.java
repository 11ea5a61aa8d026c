package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsResult;
import java.util.List;
import java.util.Optional;

/// Whether a rule of EventBridge hands denials to where it should.
///
/// @param title for people
/// @param bus name of its bus
/// @param name of the rule
/// @param target ARN of what it has to hand events to
/// @param does what it does when it is right; `doesNot`: when it has another target
/// @param deploy the command that deploys it
/// @param put the command that puts it into the right state
public record RuleCheck(
    Area area,
    AwsLocation where,
    String title,
    String bus,
    String name,
    String target,
    Faults faults,
    String does,
    String doesNot,
    String deploy,
    String put)
    implements Check {

  /// Only in this state a rule gets read-only events.
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
  public static final String ALL_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

  private static final String DEFAULT_BUS = "default";

  /// What its faults are called.
  record Faults(Problem missing, Problem disabled, Problem skipsReads, Problem elsewhere) {}

  /// The monitor's rule on the default bus.
  public static RuleCheck own(Installation installation) {
    return explaining(
        installation,
        Area.RULE,
        DEFAULT_BUS,
        installation.rule(),
        new Faults(
            Problem.RULE_MISSING,
            Problem.RULE_DISABLED,
            Problem.RULE_SKIPS_READS,
            Problem.RULE_WITHOUT_FUNCTION));
  }

  /// The monitor's rule on the central bus.
  public static RuleCheck central(Installation installation, Installation.Members members) {
    return explaining(
        installation,
        Area.BUS,
        members.busName(),
        members.busRule(),
        new Faults(
            Problem.BUS_RULE_MISSING,
            Problem.BUS_RULE_DISABLED,
            Problem.BUS_RULE_SKIPS_READS,
            Problem.BUS_RULE_WITHOUT_FUNCTION));
  }

  private static RuleCheck explaining(
      Installation installation, Area area, String bus, String name, Faults faults) {
    return new RuleCheck(
        area,
        installation.location(),
        "rule `" + name + "` of bus `" + bus + "`",
        bus,
        name,
        installation.explainFunction(),
        faults,
        "hands denials to the explain function",
        "does not have the explain function as its target",
        RepairCommands.MONITOR,
        RepairCommands.putRule(installation.region(), bus, name, ""));
  }

  /// The rule on the default bus of a member.
  ///
  /// @param deploy the command that deploys it there
  static RuleCheck forwarding(Installation.Members members, AwsLocation where, String deploy) {
    return new RuleCheck(
        Area.FORWARDING,
        where,
        "rule `" + members.memberRule() + "`",
        DEFAULT_BUS,
        members.memberRule(),
        members.bus(),
        new Faults(
            Problem.MEMBER_RULE_MISSING,
            Problem.MEMBER_RULE_DISABLED,
            Problem.MEMBER_RULE_SKIPS_READS,
            Problem.MEMBER_RULE_ELSEWHERE),
        "forwards to the central bus",
        "does not forward to the central bus",
        deploy,
        RepairCommands.putRule("REGION", DEFAULT_BUS, members.memberRule(), " --profile PROFILE"));
  }

  @Override
  public List<CheckFinding> findings(CheckContext checkContext) {
    return List.of(finding(checkContext.questions()));
  }

  CheckFinding finding(DoctorReader reader) {
    Subject subject = new Subject(area, where, reader);
    return subject.finding(
        subject
            .ask(
                "events:DescribeRule",
                AwsClients::eventBridge,
                client -> client.describeRule(ask -> ask.eventBusName(bus).name(name)))
            .then(rule -> state(Optional.ofNullable(rule.stateAsString()).orElse(""), subject)),
        title,
        faults.missing(),
        deploy);
  }

  private AwsResult<CheckFinding> state(String state, Subject subject) {
    return switch (state) {
      case ALL_EVENTS ->
          subject
              .ask(
                  "events:ListTargetsByRule",
                  AwsClients::eventBridge,
                  client ->
                      client.listTargetsByRule(ask -> ask.eventBusName(bus).rule(name)).targets())
              .map(
                  targets ->
                      targets.stream().anyMatch(one -> target.equals(one.arn()))
                          ? subject.ok(title + " " + does)
                          : subject.wrong(faults.elsewhere(), title + " " + doesNot, deploy));
      case "ENABLED" ->
          new AwsResult.Found<>(
              subject.wrong(
                  faults.skipsReads(),
                  title + " is in state ENABLED, in which it gets no AssumeRole events",
                  put));
      default ->
          new AwsResult.Found<>(subject.wrong(faults.disabled(), title + " is disabled", put));
    };
  }
}
