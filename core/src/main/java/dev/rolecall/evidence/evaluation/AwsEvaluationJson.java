package dev.rolecall.evidence.evaluation;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.AwsEvaluation.Effect;
import dev.rolecall.evidence.AwsEvaluation.Evaluated;
import dev.rolecall.evidence.AwsEvaluation.EvaluatedPolicy;
import dev.rolecall.evidence.AwsEvaluation.MatchedStatement;
import dev.rolecall.json.JsonValue;
import dev.rolecall.problem.SnapshotWords;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads answers of `GetRequestAuthorizationDetails`.
public final class AwsEvaluationJson {

  private static final Map<String, PolicyType> TYPES =
      Map.of(
          "IDENTITY_BASED_POLICY", PolicyType.IDENTITY_POLICY,
          "RESOURCE_BASED_POLICY", PolicyType.TRUST_POLICY,
          "PERMISSIONS_BOUNDARY", PolicyType.PERMISSIONS_BOUNDARY,
          "SESSION_POLICY", PolicyType.SESSION_POLICY,
          "SERVICE_CONTROL_POLICY", PolicyType.SCP,
          "RESOURCE_CONTROL_POLICY", PolicyType.RCP,
          "VPC_ENDPOINT_POLICY", PolicyType.VPC_ENDPOINT_POLICY);

  private AwsEvaluationJson() {}

  /// One page. It is whole when it is the last one.
  public static AwsEvaluation page(JsonValue page) {
    page.asObject();
    for (String field : List.of("requestContext", "evaluations", "policies")) {
      page.require(field, SnapshotWords.missing(field));
    }
    return new AwsEvaluation(
        context(page, "requestContext"),
        page.list("evaluations", AwsEvaluationJson::evaluated),
        page.list("policies", AwsEvaluationJson::policy),
        nextToken(page).isEmpty());
  }

  /// What the next page is asked for by; empty when this is the last one.
  public static Optional<String> nextToken(JsonValue page) {
    return page.text("nextToken");
  }

  private static Evaluated evaluated(JsonValue evaluation) {
    evaluation.asObject();
    return new Evaluated(
        required(evaluation, "action"),
        evaluation.find("resource").map(JsonValue::text).orElse(""),
        context(evaluation, "context"),
        evaluation.text("evaluatedEffect").flatMap(AwsEvaluationJson::effect),
        evaluation.list("matchedPolicies").stream().flatMap(AwsEvaluationJson::matched).toList());
  }

  private static Optional<Effect> effect(String name) {
    return Arrays.stream(Effect.values()).filter(it -> it.name().equals(name)).findFirst();
  }

  private static Stream<MatchedStatement> matched(JsonValue policy) {
    policy.asObject();
    String uri = required(policy, "uri");
    return policy.list("matchedStatements").stream()
        .map(
            statement ->
                new MatchedStatement(
                    uri,
                    statement.asObject().text("sid"),
                    statement.text("evaluatedEffect").flatMap(AwsEvaluationJson::denies)));
  }

  private static Optional<Boolean> denies(String effect) {
    return switch (effect) {
      case "DENY" -> Optional.of(true);
      case "ALLOW" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static EvaluatedPolicy policy(JsonValue policy) {
    policy.asObject();
    return new EvaluatedPolicy(
        policy.text("uri").orElse(""),
        policy.text("type").flatMap(type -> Optional.ofNullable(TYPES.get(type))),
        policy.list("attachedTo").stream()
            .flatMap(entity -> entity.asObject().text("arn").stream())
            .toList());
  }

  private static String required(JsonValue object, String field) {
    return object.require(field, SnapshotWords.missing(field)).map(JsonValue::text).orElse("");
  }

  /// Values are of any type: a text, a number, a boolean, or a list of these. `null` is no value.
  private static Map<String, List<String>> context(JsonValue object, String field) {
    Map<String, List<String>> context = new LinkedHashMap<>();
    object.find(field).stream()
        .flatMap(found -> found.fields().stream())
        .filter(value -> !value.isNull())
        .forEach(value -> context.put(value.name(), values(value)));
    return context;
  }

  private static List<String> values(JsonValue value) {
    return value.isList()
        ? value.items().stream().map(JsonValue::scalar).toList()
        : List.of(value.scalar());
  }
}
