package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
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

  private record Attached(String name, AwsResult<LazyPolicyDocument> document) {}

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
  /// policy binds anybody, whatever is attached.
  ///
  /// @param ancestors from the root to the account's parent
  Layer layer(List<String> ancestors, AccountId account) {
    CompletableFuture<AwsResult<List<PolicyType>>> enabled =
        awsReader.deadline().start(organizations::enabled, awsReader::late);
    List<String> targets = new ArrayList<>(ancestors);
    targets.add(account.value());
    List<Read> levels =
        awsReader.deadline().each(targets, this::read, target -> unread(target, awsReader.late()));
    if (enabled.join() instanceof AwsResult.Got<List<PolicyType>>(List<PolicyType> types)
        && !types.contains(type)) {
      return new Layer.NotApplicable();
    }
    return new Layer.Read(
        levels.stream().map(Read::level).toList(),
        levels.stream().map(Read::missing).flatMap(List::stream).toList());
  }

  private Read read(String target) {
    return switch (organizations.policies(target, type)) {
      case AwsResult.Got<List<PolicySummary>>(List<PolicySummary> policies) ->
          read(target, policies);
      case AwsResult.None<List<PolicySummary>> _ ->
          unread(target, new AwsResult.Failed<>("it is not in the organization any more", ""));
      case AwsResult.Failed<List<PolicySummary>> failed -> unread(target, failed);
    };
  }

  private Read read(String target, List<PolicySummary> summaries) {
    if (summaries.isEmpty() && type == PolicyType.SERVICE_CONTROL_POLICY) {
      return unread(
          target,
          new AwsResult.Failed<>(
              "none is listed, and AWS keeps at least one attached to every target", ""));
    }
    List<NamedPolicy> policies = new ArrayList<>();
    List<Gap> missing = new ArrayList<>();
    awsReader
        .deadline()
        .each(
            summaries,
            policy -> new Attached(name(policy), organizations.document(policy.id())),
            policy -> new Attached(name(policy), awsReader.late()))
        .forEach(policy -> add(target, policy, policies, missing));
    return new Read(new Layer.Level(target, policies), missing);
  }

  private static String name(PolicySummary policy) {
    return Optional.ofNullable(policy.name()).orElse(String.valueOf(policy.id()));
  }

  private void add(
      String target, Attached attached, List<NamedPolicy> policies, List<Gap> missing) {
    switch (attached.document()) {
      case AwsResult.Got<LazyPolicyDocument>(LazyPolicyDocument lazyPolicyDocument) -> {
        switch (lazyPolicyDocument.reading()) {
          case PolicyReading.Read(Policy policy) ->
              policies.add(new NamedPolicy(attached.name(), target, policy));
          case PolicyReading.Unreadable(String problem) ->
              missing.add(
                  gap(
                      target,
                      attached,
                      new AwsResult.Failed<>("it cannot be understood: " + problem, "")));
        }
      }
      case AwsResult.None<LazyPolicyDocument> _ ->
          missing.add(
              gap(target, attached, new AwsResult.Failed<>("it was deleted meanwhile", "")));
      case AwsResult.Failed<LazyPolicyDocument> failed ->
          missing.add(gap(target, attached, failed));
    }
  }

  private Gap gap(String target, Attached attached, AwsResult.Failed<LazyPolicyDocument> failed) {
    return AwsResult.gap(
        failed,
        "%s %s of %s".formatted(word(type), attached.name(), target),
        IamCommands.readPolicies(target, type.toString()));
  }

  private Read unread(String target, AwsResult.Failed<?> failed) {
    Gap gap =
        AwsResult.gap(
            failed,
            "the %ss of %s".formatted(word(type), target),
            IamCommands.readPolicies(target, type.toString()));
    return new Read(new Layer.Level(target, List.of()), List.of(gap));
  }
}
