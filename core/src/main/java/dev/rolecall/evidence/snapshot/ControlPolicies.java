package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.snapshot.file.OrganizationPage;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a layer of the SCPs or RCPs of an account.
final class ControlPolicies {

  /// The two types of policy that an organization sets for its accounts.
  enum Type {
    SCP("SERVICE_CONTROL_POLICY"),
    RCP("RESOURCE_CONTROL_POLICY");

    private final String filter;

    Type(String filter) {
      this.filter = filter;
    }
  }

  private static final String NO_DOCUMENT =
      "it cannot be understood: organization.json has no document";

  private final Type type;
  private final List<Gap> missing = new ArrayList<>();

  private ControlPolicies(Type type) {
    this.type = type;
  }

  static Layer layer(Type type, OrganizationPage.Member member) {
    Optional<List<OrganizationPage.Level>> levels =
        switch (type) {
          case SCP -> member.serviceControlPolicies();
          case RCP -> member.resourceControlPolicies();
        };
    return levels
        .map(new ControlPolicies(type)::read)
        .orElseGet(
            () ->
                new Layer.Unread(
                    new Gap(
                        "the " + type + "s of account " + member.account(),
                        "organization.json does not have them",
                        IamCommands.readAllPolicies(member.account(), type.filter))));
  }

  private Layer read(List<OrganizationPage.Level> levels) {
    List<Layer.Level> all = new ArrayList<>();
    for (OrganizationPage.Level level : levels) {
      List<NamedPolicy> policies = new ArrayList<>();
      level.policies().forEach(policy -> add(level.target(), policy, policies));
      if (level.policies().isEmpty() && type == Type.SCP) {
        missing.add(
            new Gap(
                "the SCPs of " + level.target(),
                "organization.json has none, and AWS keeps at least one attached to every target",
                IamCommands.readPolicies(level.target(), type.filter)));
      }
      all.add(new Layer.Level(level.target(), policies));
    }
    return new Layer.Read(all, missing);
  }

  private void add(String target, OrganizationPage.Attached policy, List<NamedPolicy> policies) {
    String fact = type + " " + policy.name() + " of " + target;
    String learnBy = IamCommands.readPolicies(target, type.filter);
    Lookup<Policy> read =
        policy
            .document()
            .map(document -> document.policy(fact, learnBy))
            .orElseGet(() -> new Lookup.Unreadable<>(new Gap(fact, NO_DOCUMENT, learnBy)));
    read.found().ifPresent(it -> policies.add(new NamedPolicy(policy.name(), target, it)));
    if (read instanceof Lookup.Unreadable<Policy>(Gap gap)) {
      missing.add(gap);
    }
  }
}
