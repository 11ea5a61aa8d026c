package dev.rolecall.iam.evaluation;

import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalMatch;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.List;
import java.util.Set;

/// How one statement fits a request, element by element. Every element is judged, also behind one
/// that fails: the explanation needs them all.
///
/// @param principal how the caller is matched; empty matches in a policy without principals mean
///   nothing
/// @param resource true when the statement has no such element
public record StatementResult(
    Statement statement,
    PrincipalMatch principal,
    Truth action,
    Truth resource,
    List<ConditionResult> conditions) {

  /// One condition and whether it holds.
  public record ConditionResult(Condition condition, Truth truth) {}

  public StatementResult {
    conditions = List.copyOf(conditions);
  }

  /// The same for another action of the same call, on which nothing else depends.
  StatementResult withAction(String other) {
    return new StatementResult(
        statement, principal, Truth.of(statement.action().covers(other)), resource, conditions);
  }

  /// Whether the principal element, if the statement has one, matches in one of the given ways.
  public Truth principal(Set<PrincipalMatchKind> grades) {
    return statement.principal().isEmpty() ? Truth.TRUE : principal.truth(grades);
  }

  /// Whether all conditions hold.
  public Truth allConditions() {
    return Truth.all(conditions, ConditionResult::truth);
  }

  /// Whether the statement matches the request.
  public Truth applies() {
    return applies(PrincipalMatchKind.ANY);
  }

  /// Whether the statement matches the request, the caller in one of the given ways.
  public Truth applies(Set<PrincipalMatchKind> grades) {
    return principal(grades).and(action).and(resource).and(allConditions());
  }
}
