package dev.rolecall.iam.evaluation;

import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.policy.Statement;
import dev.rolecall.iam.principal.PrincipalMatch;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How one policy answers a request: every statement's result.
public record PolicyResult(NamedPolicy policy, List<StatementResult> statements) {
  public PolicyResult {
    statements = List.copyOf(statements);
  }

  /// Judges every statement of `policy`.
  public static PolicyResult of(NamedPolicy policy, AccessRequest request) {
    List<StatementResult> results = new ArrayList<>(policy.policy().statements().size());
    for (Statement statement : policy.policy().statements()) {
      results.add(evaluate(statement, request));
    }
    return new PolicyResult(policy, results);
  }

  /// The results of all statements, with the policy.
  public Stream<LayerResult.Located> located() {
    return statements.stream().map(result -> new LayerResult.Located(policy, result));
  }

  private static StatementResult evaluate(Statement statement, AccessRequest request) {
    List<StatementResult.ConditionResult> conditions =
        new ArrayList<>(statement.conditions().size());
    for (Condition condition : statement.conditions()) {
      conditions.add(
          new StatementResult.ConditionResult(condition, condition.evaluate(request.context())));
    }
    return new StatementResult(
        statement,
        statement
            .principal()
            .map(principal -> PrincipalMatch.of(principal, request.caller()))
            .orElse(PrincipalMatch.NONE),
        Truth.of(statement.action().covers(request.action())),
        statement
            .resource()
            .map(resource -> resource.covers(request.resource(), request.context()))
            .orElse(Truth.TRUE),
        conditions);
  }

  /// Whether an Allow statement matches, the caller in one of the given ways.
  public Truth allow(Set<PrincipalMatchKind> grades) {
    Truth any = Truth.FALSE;
    for (StatementResult result : statements) {
      if (result.statement().allows()) {
        any = any.or(result.applies(grades));
      }
    }
    return any;
  }

  /// Whether a Deny statement matches.
  public Truth deny() {
    Truth any = Truth.FALSE;
    for (StatementResult result : statements) {
      if (!result.statement().allows()) {
        any = any.or(result.applies());
      }
    }
    return any;
  }
}
