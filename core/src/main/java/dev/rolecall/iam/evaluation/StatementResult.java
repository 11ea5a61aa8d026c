package dev.rolecall.iam.evaluation;

import dev.rolecall.denial.RequestContext;
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
  public record ConditionResult(Condition condition, Truth truth) {

    static ConditionResult of(Condition condition, RequestContext context) {
      return new ConditionResult(condition, condition.evaluate(context));
    }

    private ConditionResult knowing(RequestContext context) {
      return truth.isUnknown() ? of(condition, context) : this;
    }
  }

  public StatementResult {
    conditions = List.copyOf(conditions);
  }

  /// The same for another action of the same call, on which nothing else depends.
  StatementResult withAction(String other) {
    return new StatementResult(
        statement, principal, Truth.of(statement.action().covers(other)), resource, conditions);
  }

  /// The same for a request of which more is known: what is known already holds for it, too.
  StatementResult knowing(AccessRequest request) {
    return resource.isUnknown() || conditions.stream().anyMatch(it -> it.truth().isUnknown())
        ? new StatementResult(
            statement,
            principal,
            action,
            resource.isUnknown() ? resource(statement, request) : resource,
            conditions.stream().map(it -> it.knowing(request.context())).toList())
        : this;
  }

  static Truth resource(Statement statement, AccessRequest request) {
    return statement
        .resource()
        .map(resource -> resource.covers(request.resource(), request.context()))
        .orElse(Truth.TRUE);
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
