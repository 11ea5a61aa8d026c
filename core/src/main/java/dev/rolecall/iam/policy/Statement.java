package dev.rolecall.iam.policy;

import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.principal.PrincipalElement;
import dev.rolecall.iam.principal.PrincipalEntry;
import java.util.List;
import java.util.Optional;

/// One statement of a policy.
///
/// @param index its place in the policy, from 0
/// @param principal empty in identity-based policies and SCPs
/// @param resource empty in trust policies
public record Statement(
    int index,
    Optional<String> sid,
    Effect effect,
    Optional<PrincipalElement> principal,
    ActionElement action,
    Optional<ResourceElement> resource,
    List<Condition> conditions) {

  /// What a statement does when it matches.
  public enum Effect {
    ALLOW,
    DENY
  }

  public Statement {
    conditions = List.copyOf(conditions);
  }

  /// The same at another place of a policy.
  Statement at(int place) {
    return new Statement(place, sid, effect, principal, action, resource, conditions);
  }

  public boolean allows() {
    return effect == Effect.ALLOW;
  }

  /// The entries of its `Principal` or `NotPrincipal` element; none where it has neither.
  public List<PrincipalEntry> entries() {
    return principal.map(PrincipalElement::entries).orElse(List.of());
  }

  /// The entries of its `Principal` element; none where it has no such element.
  public List<PrincipalEntry> principals() {
    return principal.filter(element -> !element.negated()).isPresent() ? entries() : List.of();
  }
}
