package dev.rolecall.iam.condition;

import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.condition.ConditionOperator.Quantifier;
import java.util.List;
import java.util.Locale;

/// One operator over one key: `"StringEquals": {"sts:ExternalId": ["a", "b"]}`.
///
/// @param key the condition key as the policy has it
/// @param lowerCaseKey the condition key in lower case: key names ignore case
/// @param values the values as the policy has them
/// @param tests the values, ready to be compared
public record Condition(
    ConditionOperator operator,
    String key,
    String lowerCaseKey,
    List<String> values,
    List<ValueTest> tests) {

  public Condition(ConditionOperator operator, String key, List<String> values, boolean variables) {
    this(
        operator,
        key,
        key.toLowerCase(Locale.ROOT),
        List.copyOf(values),
        values.stream().map(value -> operator.comparison().test(value, variables)).toList());
  }

  /// Whether the condition holds in `context`.
  public Truth evaluate(RequestContext context) {
    if (tests.isEmpty()) {
      return NO_VALUES;
    }
    return switch (context.getLowerCase(lowerCaseKey)) {
      case KeyState.Absent _ -> whenAbsent(context);
      case KeyState.Present(List<String> actual) -> whenPresent(actual, context);
      case KeyState.Unknown unknown ->
          Truth.agreed(whenAbsent(context), whenPresentWithAnything(context), unknown.gap());
    };
  }

  private Truth whenAbsent(RequestContext context) {
    return switch (operator.quantifier()) {
      case FOR_ALL_VALUES -> Truth.TRUE;
      case FOR_ANY_VALUE -> operator.ifExists() || isNull() ? ANY_OF_ABSENT : Truth.FALSE;
      case NONE ->
          isNull()
              ? anyMatch("true", context)
              : Truth.of(operator.ifExists() || operator.comparison().negated());
    };
  }

  private Truth whenPresent(List<String> actual, RequestContext context) {
    if (actual.isEmpty()) {
      return whenAbsent(context);
    }
    List<Truth> holds = actual.stream().map(value -> holds(value, context)).toList();
    Truth all = Truth.all(holds, truth -> truth);
    Truth any = Truth.any(holds, truth -> truth);
    Truth literal =
        switch (operator.quantifier()) {
          case NONE ->
              isNull() || !MultivaluedKeys.contains(lowerCaseKey)
                  ? Truth.agreed(all, any, NO_QUANTIFIER)
                  : Truth.unknown(NO_QUANTIFIER);
          case FOR_ALL_VALUES -> all;
          case FOR_ANY_VALUE -> any;
        };
    boolean counts = isNull() || operator.quantifier() != Quantifier.NONE;
    return counts && actual.stream().allMatch(String::isEmpty)
        ? Truth.agreed(whenAbsent(context), literal, EMPTY_VALUE)
        : literal;
  }

  /// Whether the comparison holds for one value of the request.
  private Truth holds(String actual, RequestContext context) {
    if (isNull()) {
      Truth present = anyMatch("false", context);
      return operator.quantifier() == Quantifier.NONE
          ? present
          : Truth.agreed(
              Truth.of(operator.quantifier() == Quantifier.FOR_ALL_VALUES),
              present,
              QUALIFIED_NULL);
    }
    Truth match = anyMatch(actual, context);
    return operator.comparison().negated() ? match.not() : match;
  }

  /// Whether the condition holds for every value of a key that is there: `Null: false`, a bare `*`.
  public boolean holdsForEveryValue(RequestContext context) {
    return whenPresentWithAnything(context).isTrue();
  }

  /// What the condition says of a key that is there, when that is the same for every value; else
  /// unknown.
  private Truth whenPresentWithAnything(RequestContext context) {
    if (isNull()) {
      return holds("", context);
    }
    return tests.stream().anyMatch(ValueTest::matchesEverything)
        ? Truth.of(!operator.comparison().negated())
        : UNDECIDED;
  }

  private boolean isNull() {
    return operator.comparison() == Comparison.NULL;
  }

  private Truth anyMatch(String actual, RequestContext context) {
    return Truth.any(tests, test -> test.test(actual, context));
  }

  private static final Truth UNDECIDED = new Truth.Unknown(List.of());

  /// IAM Access Analyzer says of such a condition both that it is true and that its statement
  /// grants nothing. [Empty array
  /// condition](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-empty-array-condition)
  private static final Truth NO_VALUES = Truth.unknown(DocumentationGap.NO_VALUES.gap());

  private static final Gap NO_QUANTIFIER = DocumentationGap.NO_QUANTIFIER.gap();

  /// By the documentation `IfExists` makes a condition true without its key, and `ForAnyValue`
  /// makes it false; a live test of both together was denied.
  private static final Truth ANY_OF_ABSENT = Truth.unknown(DocumentationGap.ANY_OF_ABSENT.gap());

  /// By the documentation an empty text counts as no value at all for the quantifiers; by its
  /// wording for `Null`, too. [Multivalued
  /// keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
  private static final Gap EMPTY_VALUE = DocumentationGap.EMPTY_VALUE.gap();

  /// IAM Access Analyzer says that they are always true or always false; the policy simulator has
  /// been seen to differ. [Null with
  /// qualifier](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-null-with-qualifier)
  private static final Gap QUALIFIED_NULL = DocumentationGap.QUALIFIED_NULL.gap();

  @Override
  public String toString() {
    return operator.source() + " " + key + " " + values;
  }
}
