package dev.rolecall.iam.evaluation;

import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalMatch;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// How one policy answers a request: every statement's result.
public record PolicyResult(NamedPolicy policy, List<StatementResult> statements) {
  public PolicyResult {
    statements = List.copyOf(statements);
  }

  /// Judges every statement of `policy`.
  public static PolicyResult of(NamedPolicy policy, AccessRequest request) {
    return new PolicyResult(
        policy,
        policy.policy().statements().stream()
            .map(statement -> evaluate(statement, request))
            .toList());
  }

  /// The same policy with each result as `change` makes it.
  PolicyResult map(UnaryOperator<StatementResult> change) {
    return new PolicyResult(policy, statements.stream().map(change).toList());
  }

  /// The results of all statements, with the policy.
  public Stream<LayerResult.Located> located() {
    return statements.stream().map(result -> new LayerResult.Located(policy, result));
  }

  private static StatementResult evaluate(Statement statement, AccessRequest request) {
    return new StatementResult(
        statement,
        statement
            .principal()
            .map(principal -> PrincipalMatch.of(principal, request.caller()))
            .orElse(PrincipalMatch.NONE),
        Truth.of(statement.action().covers(request.action())),
        StatementResult.resource(statement, request),
        statement.conditions().stream()
            .map(it -> StatementResult.ConditionResult.of(it, request.context()))
            .toList());
  }

  /// Whether an Allow statement matches, the caller in one of the given ways.
  public Truth allow(Set<PrincipalMatchKind> grades) {
    return Truth.any(
        statements, result -> result.statement().allows() ? result.applies(grades) : Truth.FALSE);
  }

  /// Whether a Deny statement matches.
  public Truth deny() {
    return Truth.any(
        statements, result -> result.statement().allows() ? Truth.FALSE : result.applies());
  }
}
