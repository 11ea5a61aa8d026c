package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator.Quantifier;
import dev.rolecall.iam.evaluation.LayerResult;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import dev.rolecall.iam.evaluation.StatementResult;
import dev.rolecall.iam.evaluation.StatementResult.ConditionResult;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCaller.SourceArn;
import dev.rolecall.service.ServiceCallers;
import java.util.List;
import java.util.Optional;

/// Conditions on `aws:SourceArn` whose ARNs a service never sends, as AWS documents.
public final class SourceArnForm {

  /// The key, in lower case.
  public static final String KEY = "aws:sourcearn";

  private SourceArnForm() {}

  /// Whether the trust policy denies what is documented of the service that calls: each statement
  /// that may allow the call has a condition that the service never meets.
  public static boolean excludes(Facts facts, LayerResult trust) {
    List<StatementResult> open =
        trust
            .statements()
            .map(Located::result)
            .filter(result -> result.statement().allows() && !result.applies().isFalse())
            .toList();
    return !open.isEmpty()
        && open.stream()
            .allMatch(
                result ->
                    result.conditions().stream()
                        .map(ConditionResult::condition)
                        .anyMatch(condition -> isNeverMet(facts, condition)));
  }

  /// Whether the service never sends what the condition requires.
  public static boolean isNeverMet(Facts facts, Condition condition) {
    return isOpen(facts, condition)
        && sent(facts)
            .filter(arn -> condition.values().stream().allMatch(arn::isNeverSent))
            .isPresent();
  }

  private static boolean isOpen(Facts facts, Condition condition) {
    return condition.lowerCaseKey().equals(KEY)
        && facts.context().getLowerCase(KEY) instanceof KeyState.Unknown
        && !condition.values().isEmpty()
        && condition.operator().comparison().isText()
        && !condition.operator().comparison().negated()
        && !condition.operator().ifExists()
        && condition.operator().quantifier() != Quantifier.FOR_ALL_VALUES;
  }

  private static Optional<SourceArn> sent(Facts facts) {
    return facts.caller() instanceof AwsService(String principal)
        ? ServiceCallers.of(principal).flatMap(ServiceCaller::sourceArn)
        : Optional.empty();
  }

  /// The near miss that such a condition is, where the form that the service sends is documented.
  static Optional<NearMiss> find(Facts facts, Condition condition) {
    return corrected(facts, condition).stream()
        .findFirst()
        .map(arn -> new NearMiss(Kind.SERVICE_ARN_NEVER_SENT, arn));
  }

  /// The ARNs to require in place of those that are never sent; empty when one of them is not
  /// documented, or nothing needs to be replaced.
  public static List<String> corrected(Facts facts, Condition condition) {
    if (!isNeverMet(facts, condition)) {
      return List.of();
    }
    List<Optional<String>> all =
        condition.values().stream()
            .map(value -> sent(facts).flatMap(arn -> arn.correct(value)))
            .toList();
    return all.stream().allMatch(Optional::isPresent)
        ? all.stream().flatMap(Optional::stream).distinct().toList()
        : List.of();
  }
}
