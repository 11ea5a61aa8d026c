package dev.rolecall.doctor;

import java.util.List;

/// A rule of the monitor, which hands events to the explain function.
///
/// @param bus name of its bus
/// @param name of the rule
record RuleCheck(Area area, String bus, String name, Faults faults) implements Check {

  /// What its faults are called.
  record Faults(Fault missing, Fault disabled, Fault skipsReads, Fault withoutFunction) {}

  /// The rule on the default bus.
  static RuleCheck own(Installation installation) {
    return new RuleCheck(
        Area.RULE,
        RuleState.DEFAULT_BUS,
        installation.rule(),
        new Faults(
            Fault.RULE_MISSING,
            Fault.RULE_DISABLED,
            Fault.RULE_SKIPS_READS,
            Fault.RULE_WITHOUT_FUNCTION));
  }

  /// The rule on the central bus.
  static RuleCheck central(Installation.Members members) {
    return new RuleCheck(
        Area.BUS,
        members.busName(),
        members.busRule(),
        new Faults(
            Fault.BUS_RULE_MISSING,
            Fault.BUS_RULE_DISABLED,
            Fault.BUS_RULE_SKIPS_READS,
            Fault.BUS_RULE_WITHOUT_FUNCTION));
  }

  @Override
  public List<Finding> findings(Visit visit) {
    Place home = visit.home();
    String rule = "rule `" + name + "` of bus `" + bus + "`";
    String put = Commands.putRule(home.region(), bus, name, "");
    return List.of(
        switch (RuleState.of(
            visit.questions(), home, bus, name, visit.installation().explainFunction())) {
          case RuleState.Right _ ->
              new Finding.Ok(area, rule + " hands denials to the explain function", List.of(home));
          case RuleState.Missing _ ->
              wrong(faults.missing(), rule + " is missing", home, Commands.MONITOR);
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
                  Commands.MONITOR);
          case RuleState.Unheard(Reply.Unheard<?> reply) -> reply.about(area, rule, home);
        });
  }

  private Finding wrong(Fault fault, String what, Place home, String mend) {
    return new Finding.Wrong(area, fault, what, List.of(home), mend);
  }
}
