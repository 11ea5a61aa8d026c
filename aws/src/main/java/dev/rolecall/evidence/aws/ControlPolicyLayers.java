package dev.rolecall.evidence.aws;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Makes a layer of the SCPs or RCPs that bind an account.
final class ControlPolicyLayers {

  /// A target with what could be read of it.
  private record Read(Layer.Level level, List<Gap> missing) {}

  private final AwsReader awsReader;
  private final OrganizationReading organizations;
  private final PolicyType type;

  ControlPolicyLayers(AwsReader awsReader, OrganizationReading organizations, PolicyType type) {
    this.awsReader = awsReader;
    this.organizations = organizations;
    this.type = type;
  }

  /// As IAM's documentation abbreviates it.
  static String word(PolicyType type) {
    return type == PolicyType.RESOURCE_CONTROL_POLICY ? "RCP" : "SCP";
  }

  /// The layer. It takes no part when the organization has not enabled its type: then no such
  /// policy binds anything, whatever is attached.
  ///
  /// @param targets from the root to the account
  Layer layer(List<String> targets) {
    CompletableFuture<AwsResult<List<PolicyType>>> enabled =
        awsReader.deadline().start(organizations::enabled);
    List<Read> levels = awsReader.deadline().each(targets, this::read);
    if (enabled.join().found().filter(types -> !types.contains(type)).isPresent()) {
      return new Layer.NotApplicable();
    }
    return new Layer.Read(
        levels.stream().map(Read::level).toList(),
        levels.stream().map(Read::missing).flatMap(List::stream).toList());
  }

  private Read read(String target) {
    return organizations
        .policies(target, type)
        .fold(
            policies -> read(target, policies),
            () ->
                unread(
                    target, new AwsResult.Unreadable<>("it is not in the organization any more")),
            failed -> unread(target, failed));
  }

  private Read read(String target, List<PolicySummary> summaries) {
    if (summaries.isEmpty() && type == PolicyType.SERVICE_CONTROL_POLICY) {
      return unread(
          target,
          new AwsResult.Unreadable<>(
              "none is listed, and AWS keeps at least one attached to every target"));
    }
    List<NamedPolicy> policies = new ArrayList<>();
    List<Gap> missing = new ArrayList<>();
    for (Lookup<NamedPolicy> policy :
        awsReader.deadline().each(summaries, summary -> policy(target, summary))) {
      switch (policy) {
        case Lookup.Found<NamedPolicy>(NamedPolicy found) -> policies.add(found);
        case Lookup.Unreadable<NamedPolicy>(Gap gap) -> missing.add(gap);
        case Lookup.Absent<NamedPolicy> _ -> {}
      }
    }
    return new Read(new Layer.Level(target, policies), missing);
  }

  private Lookup<NamedPolicy> policy(String target, PolicySummary summary) {
    String name = Optional.ofNullable(summary.name()).orElse(String.valueOf(summary.id()));
    return organizations
        .document(summary.id())
        .<AwsResult<NamedPolicy>>fold(
            document ->
                switch (document.reading()) {
                  case PolicyReading.Read(Policy policy) ->
                      new AwsResult.Found<>(new NamedPolicy(name, target, policy));
                  case PolicyReading.Unreadable(String problem) ->
                      new AwsResult.Unreadable<>("it cannot be understood: " + problem);
                },
            () -> new AwsResult.Unreadable<>("it was deleted meanwhile"),
            AwsResult.Unreadable::as)
        .lookup(fact("%s %s".formatted(word(type), name), target));
  }

  private Read unread(String target, AwsResult.Unreadable<?> failed) {
    return new Read(
        new Layer.Level(target, List.of()),
        List.of(failed.gap(fact("the %ss".formatted(word(type)), target))));
  }

  private AwsResult.Fact fact(String policies, String target) {
    return new AwsResult.Fact(
        policies + " of " + target, IamCommands.readPolicies(target, type.toString()));
  }
}
