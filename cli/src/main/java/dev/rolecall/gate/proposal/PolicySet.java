package dev.rolecall.gate.proposal;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.Lookup.Absent;
import dev.rolecall.evidence.Lookup.Found;
import dev.rolecall.gate.wording.PlanWords;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The policies of one caller while a proposal is applied to them.
final class PolicySet {

  private final CallerFacts before;
  private final String name;
  private final Map<String, Lookup<Policy>> proposed;
  private final List<NamedPolicy> policies;
  private final List<Gap> missing;
  private Layer boundary;
  private boolean changed;

  /// @param name of the user or role
  /// @param proposed managed policies as they would be, by ARN
  PolicySet(CallerFacts before, String name, Map<String, Lookup<Policy>> proposed) {
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
      Lookup<Policy> document = proposed.get(policy.name());
      if (document != null) {
        changed = true;
        policies.remove(policy);
        add(policy.name(), policy.attachedTo(), document);
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

  private void add(String policy, String attachedTo, Lookup<Policy> document) {
    switch (document) {
      case Found<Policy>(Policy found) -> policies.add(new NamedPolicy(policy, attachedTo, found));
      case Lookup.Unreadable<Policy>(Gap gap) -> missing.add(gap);
      case Absent<Policy> _ -> {}
    }
  }

  void apply(PolicyChange change) {
    changed = true;
    switch (change) {
      case PolicyChange.Put(String policy, Lookup<Policy> document) -> {
        drop(policy);
        add(policy, name, document);
      }
      case PolicyChange.Drop(String policy) -> drop(policy);
      case PolicyChange.Detach(String arn) -> drop(arn);
      case PolicyChange.Attach(String arn) -> attach(arn);
      case PolicyChange.KeepInline(Set<String> names) -> keep(false, names);
      case PolicyChange.KeepManaged(Set<String> arns) -> keep(true, arns);
      case PolicyChange.Boundary(Optional<String> arn) -> bound(arn);
    }
  }

  private void drop(String policy) {
    policies.removeIf(one -> isOwn(one, policy));
  }

  private void keep(boolean managed, Set<String> names) {
    policies.removeIf(
        one ->
            one.name().startsWith("arn:") == managed
                && !names.contains(one.name())
                && isOwn(one, one.name()));
  }

  private boolean isOwn(NamedPolicy one, String policy) {
    return one.name().equals(policy) && one.attachedTo().equals(name);
  }

  private void attach(String arn) {
    if (policies.stream().noneMatch(one -> isOwn(one, arn))) {
      switch (document(arn)) {
        case Absent<Policy> _ -> missing.add(PlanWords.unreadAttachment(arn));
        case Lookup<Policy> known -> add(arn, name, known);
      }
    }
  }

  /// A managed policy as proposed; absent when the proposal does not have it.
  private Lookup<Policy> document(String arn) {
    return proposed.getOrDefault(arn, new Absent<>());
  }

  private void bound(Optional<String> arn) {
    changed = true;
    boundary = arn.map(this::boundary).orElseGet(Layer.NotApplicable::new);
  }

  private Layer boundary(String arn) {
    return switch (document(arn)) {
      case Found<Policy>(Policy found) -> Layer.of(new NamedPolicy(arn, name, found));
      case Lookup.Unreadable<Policy>(Gap gap) -> new Layer.Unread(gap);
      case Absent<Policy> _ -> new Layer.Unread(PlanWords.unreadBoundary(arn));
    };
  }

  /// What it comes to; the same object when nothing changed.
  ///
  /// @param tags all of them, if they change
  CallerFacts facts(Optional<Map<String, String>> tags) {
    return changed || tags.isPresent()
        ? new CallerFacts(
            before.arn(),
            before.uniqueId(),
            before.created(),
            tags.orElse(before.tags()),
            policies,
            missing,
            boundary,
            Optional.empty())
        : before;
  }
}
