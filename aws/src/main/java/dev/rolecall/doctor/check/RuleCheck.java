package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation;
import dev.rolecall.doctor.report.Problem;
import java.util.List;

/// A rule of the monitor, which hands events to the explain function.
///
/// @param bus name of its bus
/// @param name of the rule
public record RuleCheck(Area area, String bus, String name, Faults faults) implements Check {

  /// What its faults are called.
  record Faults(Problem missing, Problem disabled, Problem skipsReads, Problem withoutFunction) {}

  /// The rule on the default bus.
  public static RuleCheck own(Installation installation) {
    return new RuleCheck(
        Area.RULE,
        RuleState.DEFAULT_BUS,
        installation.rule(),
        new Faults(
            Problem.RULE_MISSING,
            Problem.RULE_DISABLED,
            Problem.RULE_SKIPS_READS,
            Problem.RULE_WITHOUT_FUNCTION));
  }

  /// The rule on the central bus.
  public static RuleCheck central(Installation.Members members) {
    return new RuleCheck(
        Area.BUS,
        members.busName(),
        members.busRule(),
        new Faults(
            Problem.BUS_RULE_MISSING,
            Problem.BUS_RULE_DISABLED,
            Problem.BUS_RULE_SKIPS_READS,
            Problem.BUS_RULE_WITHOUT_FUNCTION));
  }

  @Override
  public List<CheckFinding> findings(CheckContext checkContext) {
    AwsLocation home = checkContext.home();
    String rule = "rule `" + name + "` of bus `" + bus + "`";
    String put = RepairCommands.putRule(home.region(), bus, name, "");
    return List.of(
        switch (RuleState.of(
            checkContext.questions(),
            home,
            bus,
            name,
            checkContext.installation().explainFunction())) {
          case RuleState.Right _ ->
              new CheckFinding.Ok(
                  area, rule + " hands denials to the explain function", List.of(home));
          case RuleState.Missing _ ->
              wrong(faults.missing(), rule + " is missing", home, RepairCommands.MONITOR);
          case RuleState.Disabled _ -> wrong(faults.disabled(), rule + " is disabled", home, put);
          case RuleState.SkipsReads _ ->
              wrong(
                  faults.skipsReads(),
                  rule + " is in state ENABLED, in which it gets no AssumeRole events",
                  home,
                  put);
          case RuleState.WithoutTarget _ ->
              wrong(
                  faults.withoutFunction(),
                  rule + " does not have the explain function as its target",
                  home,
                  RepairCommands.MONITOR);
          case RuleState.Unheard(DoctorResult.Unheard<?> reply) -> reply.about(area, rule, home);
        });
  }

  private CheckFinding wrong(Problem problem, String what, AwsLocation home, String mend) {
    return new CheckFinding.Wrong(area, problem, what, List.of(home), mend);
  }
}
