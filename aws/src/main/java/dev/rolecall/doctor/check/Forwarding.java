package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Installation.Members;
import dev.rolecall.doctor.report.Problem;
import java.util.List;

/// Whether the default bus of an account and region forwards denials to the central one.
///
/// @param deploy the command that deploys the rule there
record Forwarding(Members members, AwsLocation where, String deploy) {

  CheckFinding finding(DoctorReader doctorReader) {
    String rule = "rule `" + members.memberRule() + "`";
    String put =
        RepairCommands.putRule(
            "REGION", RuleState.DEFAULT_BUS, members.memberRule(), " --profile PROFILE");
    return switch (RuleState.of(
        doctorReader, where, RuleState.DEFAULT_BUS, members.memberRule(), members.bus())) {
      case RuleState.Right _ ->
          new CheckFinding.Ok(
              Area.FORWARDING, rule + " forwards to the central bus", List.of(where));
      case RuleState.Missing _ -> wrong(Problem.MEMBER_RULE_MISSING, rule + " is missing", deploy);
      case RuleState.Disabled _ -> wrong(Problem.MEMBER_RULE_DISABLED, rule + " is disabled", put);
      case RuleState.SkipsReads _ ->
          wrong(
              Problem.MEMBER_RULE_SKIPS_READS,
              rule + " is in state ENABLED, in which it gets no AssumeRole events",
              put);
      case RuleState.WithoutTarget _ ->
          wrong(
              Problem.MEMBER_RULE_ELSEWHERE, rule + " does not forward to the central bus", deploy);
      case RuleState.Unheard(DoctorResult.Unheard<?> reply) ->
          reply.about(Area.FORWARDING, rule, where);
    };
  }

  private CheckFinding wrong(Problem problem, String what, String mend) {
    return new CheckFinding.Wrong(Area.FORWARDING, problem, what, List.of(where), mend);
  }
}
