package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.snapshot.file.OrganizationPage;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/// Makes a layer of the SCPs or RCPs of an account.
final class ControlPolicies {

  private final PolicyType type;
  private final List<Gap> missing = new ArrayList<>();

  private ControlPolicies(PolicyType type) {
    this.type = type;
  }

  /// @param type SCP or RCP
  static Layer layer(PolicyType type, OrganizationPage.Member member) {
    return (type == PolicyType.SCP
            ? member.serviceControlPolicies()
            : member.resourceControlPolicies())
        .map(new ControlPolicies(type)::read)
        .orElseGet(
            () ->
                new Layer.Unread(
                    new Gap(
                        new GapFact.ControlPolicies(type, member.account().value()),
                        GapReason.Known.NO_CONTROL_POLICIES,
                        new GapRemedy.ListAllControlPolicies(member.account(), type))));
  }

  private Layer read(List<OrganizationPage.Level> levels) {
    List<Layer.Level> all = new ArrayList<>();
    for (OrganizationPage.Level level : levels) {
      List<NamedPolicy> policies = new ArrayList<>();
      level.policies().forEach(policy -> add(level.target(), policy, policies));
      if (level.policies().isEmpty() && type == PolicyType.SCP) {
        missing.add(
            new Gap(
                new GapFact.ControlPolicies(type, level.target()),
                GapReason.Known.NO_SCP,
                new Command.ListControlPolicies(level.target(), type)));
      }
      all.add(new Layer.Level(level.target(), policies));
    }
    return new Layer.Read(all, missing);
  }

  private void add(String target, OrganizationPage.Attached policy, List<NamedPolicy> policies) {
    GapFact fact = new GapFact.ControlPolicy(type, policy.name(), target);
    GapRemedy learnBy = new Command.ListControlPolicies(target, type);
    Lookup<Policy> read =
        policy
            .document()
            .map(document -> document.policy(fact, learnBy))
            .orElseGet(
                () -> new Lookup.Unreadable<>(new Gap(fact, GapReason.Known.NO_DOCUMENT, learnBy)));
    read.found().ifPresent(it -> policies.add(new NamedPolicy(policy.name(), target, it)));
    if (read instanceof Lookup.Unreadable<Policy>(Gap gap)) {
      missing.add(gap);
    }
  }
}
