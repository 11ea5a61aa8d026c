package dev.rolecall.evidence.aws;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.Root;

/// Makes a layer of the SCPs or RCPs that bind an account.
record ControlPolicyLayers(
    AwsReader awsReader, OrganizationReading organizations, PolicyType type) {

  /// AWS's own policies that allow everything, which nobody can edit, by their IDs. [SCP
  /// evaluation](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html),
  /// [RCPFullAWSAccess](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)
  private static final Map<String, LazyPolicyDocument> FULL_ACCESS =
      Map.of(
          "p-FullAWSAccess",
          new LazyPolicyDocument(
              """
              {"Version": "2012-10-17", "Statement": [
               {"Effect": "Allow", "Action": "*", "Resource": "*"}]}\
              """),
          "p-RCPFullAWSAccess",
          new LazyPolicyDocument(
              """
              {"Version": "2012-10-17", "Statement": [
               {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}\
              """));

  /// A target with what could be read of it.
  record Read(Layer.Level level, List<Gap> missing) {}

  /// The type as explanations name it.
  static dev.rolecall.denial.PolicyType named(PolicyType type) {
    return type == PolicyType.RESOURCE_CONTROL_POLICY
        ? dev.rolecall.denial.PolicyType.RCP
        : dev.rolecall.denial.PolicyType.SCP;
  }

  /// The layer. It takes no part when the organization has not enabled its type: then no such
  /// policy binds anything, whatever is attached.
  ///
  /// @param targets from the root to the account
  Layer layer(List<String> targets) {
    CompletableFuture<AwsResult<List<Root>>> roots = awsReader.start(organizations::roots);
    List<Read> levels = awsReader.each(targets, this::read);
    if (roots
        .join()
        .map(ControlPolicyLayers::enabled)
        .found()
        .filter(types -> !types.contains(type))
        .isPresent()) {
      return new Layer.NotApplicable();
    }
    return new Layer.Read(
        levels.stream().map(Read::level).toList(),
        levels.stream().map(Read::missing).flatMap(List::stream).toList());
  }

  /// The types of policy that are in force in the organization.
  private static List<PolicyType> enabled(List<Root> roots) {
    return roots.stream()
        .flatMap(root -> root.policyTypes().stream())
        .filter(type -> type.status() == PolicyTypeStatus.ENABLED)
        .flatMap(type -> Optional.ofNullable(type.type()).stream())
        .toList();
  }

  /// What binds through one target.
  Read read(String target) {
    return organizations
        .ask(
            "ListPoliciesForTarget",
            type + " of " + target,
            client ->
                client.listPoliciesForTargetPaginator(r -> r.targetId(target).filter(type)).stream()
                    .flatMap(page -> page.policies().stream())
                    .toList())
        .fold(
            policies -> read(target, policies),
            () ->
                unread(
                    target,
                    new AwsResult.Unreadable<>(GapReason.Known.NOT_IN_ORGANIZATION_ANY_MORE)),
            failed -> unread(target, failed));
  }

  private Read read(String target, List<PolicySummary> summaries) {
    if (summaries.isEmpty() && type == PolicyType.SERVICE_CONTROL_POLICY) {
      return unread(target, new AwsResult.Unreadable<>(GapReason.Known.NO_SCP_LISTED));
    }
    List<NamedPolicy> policies = new ArrayList<>();
    List<Gap> missing = new ArrayList<>();
    for (Lookup<NamedPolicy> policy :
        awsReader.each(summaries, summary -> policy(target, summary))) {
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
    return document(summary)
        .<AwsResult<NamedPolicy>>fold(
            document ->
                switch (document.reading()) {
                  case PolicyReading.Read(Policy policy) ->
                      new AwsResult.Found<>(new NamedPolicy(name, target, policy));
                  case PolicyReading.Unreadable(String problem) ->
                      new AwsResult.Unreadable<>(new GapReason.NotParsed(problem));
                },
            () -> new AwsResult.Unreadable<>(GapReason.Known.DELETED_WHILE_READ),
            AwsResult.Unreadable::as)
        .lookup(fact(new GapFact.ControlPolicy(named(type), name, target), target));
  }

  private AwsResult<LazyPolicyDocument> document(PolicySummary summary) {
    String id = String.valueOf(summary.id());
    LazyPolicyDocument known = FULL_ACCESS.get(id);
    return known != null && Boolean.TRUE.equals(summary.awsManaged())
        ? new AwsResult.Found<>(known)
        : organizations.ask(
            "DescribePolicy",
            "policy " + id,
            client ->
                new LazyPolicyDocument(
                    Objects.requireNonNull(
                        client.describePolicy(p -> p.policyId(id)).policy().content())));
  }

  private Read unread(String target, AwsResult.Unreadable<?> failed) {
    return new Read(
        new Layer.Level(target, List.of()),
        List.of(failed.gap(fact(new GapFact.ControlPolicies(named(type), target), target))));
  }

  private AwsFact fact(GapFact policies, String target) {
    return new AwsFact(policies, new GapRemedy.Command.ListControlPolicies(target, named(type)));
  }
}
