package dev.rolecall.evidence;

import dev.rolecall.iam.policy.NamedPolicy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a caller's permissions depend on in addition to the caller itself.
///
/// @param groups names of groups of the caller's account
/// @param policies ARNs of managed policies, the permissions boundary among them
public record CallerTies(Set<String> groups, Set<String> policies) {

  /// No ties, or none that are known.
  public static final CallerTies NONE = new CallerTies(Set.of(), Set.of());

  private static final String GROUP = "group ";

  public CallerTies {
    groups = Set.copyOf(groups);
    policies = Set.copyOf(policies);
  }

  /// The ties that the policies of a caller show.
  public static CallerTies of(CallerFacts facts) {
    return new CallerTies(
        facts.identityPolicies().stream()
            .map(NamedPolicy::attachedTo)
            .filter(name -> name.startsWith(GROUP))
            .map(name -> name.substring(GROUP.length()))
            .collect(Collectors.toSet()),
        Stream.concat(facts.identityPolicies().stream(), facts.boundary().policies())
            .map(NamedPolicy::name)
            .filter(name -> name.startsWith("arn:"))
            .collect(Collectors.toSet()));
  }

  /// These and others.
  public CallerTies and(CallerTies other) {
    return new CallerTies(both(groups, other.groups), both(policies, other.policies));
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new LinkedHashSet<>(one);
    both.addAll(other);
    return both;
  }
}
