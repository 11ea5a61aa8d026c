package dev.rolecall.evidence.snapshot;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import dev.rolecall.evidence.snapshot.file.OrganizationPage;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
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
    PolicyReading reading =
        policy
            .document()
            .map(LazyPolicyDocument::reading)
            .orElseGet(() -> new PolicyReading.Unreadable("organization.json has no document"));
    switch (reading) {
      case PolicyReading.Read(Policy read) ->
          policies.add(new NamedPolicy(policy.name(), target, read));
      case PolicyReading.Unreadable(String problem) ->
          missing.add(
              new Gap(
                  type + " " + policy.name() + " of " + target,
                  "it cannot be understood: " + problem,
                  IamCommands.readPolicies(target, type.filter)));
    }
  }
}
