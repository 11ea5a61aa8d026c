package dev.rolecall.gate.proposal;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.IamCommands;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The policies of one caller while a proposal is applied to them.
final class PolicySet {

  private final CallerFacts before;
  private final String name;
  private final Map<String, Optional<PolicyChange.Document>> proposed;
  private final List<NamedPolicy> policies;
  private final List<Gap> missing;
  private Layer boundary;
  private boolean changed;

  /// @param name of the user or role
  /// @param proposed managed policies as they would be, by ARN
  PolicySet(
      CallerFacts before, String name, Map<String, Optional<PolicyChange.Document>> proposed) {
    this.before = before;
    this.name = name;
    this.proposed = proposed;
    this.policies = new ArrayList<>(before.identityPolicies());
    this.missing = new ArrayList<>(before.missing());
    this.boundary = before.boundary();
    replaceManaged();
  }

  private void replaceManaged() {
    for (NamedPolicy policy : before.identityPolicies()) {
      if (proposed.containsKey(policy.name())) {
        changed = true;
        policies.remove(policy);
        document(policy.name())
            .ifPresent(document -> add(policy.name(), policy.attachedTo(), document));
      }
    }
    if (boundary instanceof Layer.Read read) {
      read.levels().stream()
          .flatMap(level -> level.policies().stream())
          .map(NamedPolicy::name)
          .filter(proposed::containsKey)
          .findFirst()
          .ifPresent(arn -> bound(Optional.of(arn)));
    }
  }

  private Optional<PolicyChange.Document> document(String arn) {
    return proposed.getOrDefault(arn, Optional.empty());
  }

  private void add(String policy, String attachedTo, PolicyChange.Document document) {
    switch (document) {
      case PolicyChange.Document.Known known ->
          policies.add(new NamedPolicy(policy, attachedTo, known.policy()));
      case PolicyChange.Document.NotKnown(Gap gap) -> missing.add(gap);
    }
  }

  void apply(PolicyChange change) {
    changed = true;
    switch (change) {
      case PolicyChange.Put(String policy, PolicyChange.Document document) -> {
        drop(policy);
        add(policy, name, document);
      }
      case PolicyChange.Drop(String policy) -> drop(policy);
      case PolicyChange.Detach(String arn) -> drop(arn);
      case PolicyChange.Attach(String arn) -> attach(arn);
      case PolicyChange.Boundary(Optional<String> arn) -> bound(arn);
    }
  }

  private void drop(String policy) {
    policies.removeIf(one -> one.name().equals(policy) && one.attachedTo().equals(name));
  }

  private void attach(String arn) {
    boolean attached =
        policies.stream().anyMatch(one -> one.name().equals(arn) && one.attachedTo().equals(name));
    if (!attached) {
      add(
          arn,
          name,
          document(arn).orElseGet(() -> new PolicyChange.Document.NotKnown(unread(arn))));
    }
  }

  private static Gap unread(String arn) {
    return new Gap(
        "policy " + arn + ", which would be attached",
        "what was read does not have it attached to this caller",
        IamCommands.readManaged(arn));
  }

  private void bound(Optional<String> arn) {
    changed = true;
    boundary =
        arn.<Layer>map(
                policy ->
                    switch (document(policy)
                        .orElseGet(
                            () -> new PolicyChange.Document.NotKnown(unreadBoundary(policy)))) {
                      case PolicyChange.Document.Known known ->
                          Layer.of(new NamedPolicy(policy, name, known.policy()));
                      case PolicyChange.Document.NotKnown(Gap gap) -> new Layer.Unread(gap);
                    })
            .orElseGet(Layer.NotApplicable::new);
  }

  private static Gap unreadBoundary(String arn) {
    return new Gap(
        "permissions boundary " + arn + ", which would be set",
        "what was read does not have it as the boundary of this caller",
        IamCommands.readManaged(arn));
  }

  /// What it comes to; the same object when nothing changed.
  CallerFacts facts() {
    return changed
        ? new CallerFacts(
            before.arn(),
            before.uniqueId(),
            before.created(),
            before.tags(),
            policies,
            missing,
            boundary,
            Optional.empty())
        : before;
  }
}
