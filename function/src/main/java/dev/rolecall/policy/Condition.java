package dev.rolecall.policy;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.policy.ConditionOperator.Comparison;
import dev.rolecall.policy.ConditionOperator.Quantifier;
import java.util.List;
import java.util.Locale;

/// One operator over one key: `"StringEquals": {"sts:ExternalId": ["a", "b"]}`.
public final class Condition {

  private final ConditionOperator operator;
  private final String key;
  private final String lowerCaseKey;
  private final List<String> values;
  private final List<ValueTest> tests;

  Condition(ConditionOperator operator, String key, List<String> values, boolean variables) {
    this.operator = operator;
    this.key = key;
    this.lowerCaseKey = key.toLowerCase(Locale.ROOT);
    this.values = List.copyOf(values);
    this.tests = values.stream().map(value -> operator.comparison().test(value, variables)).toList();
  }

  public ConditionOperator operator() {
    return operator;
  }

  /// The condition key as the policy has it.
  public String key() {
    return key;
  }

  /// The condition key in lower case: key names ignore case.
  public String lowerCaseKey() {
    return lowerCaseKey;
  }

  /// The values as the policy has them.
  public List<String> values() {
    return values;
  }

  /// Whether the condition holds in `context`.
  public Truth evaluate(RequestContext context) {
    KeyState state = context.getLowerCase(lowerCaseKey);
    if (operator.comparison() == Comparison.NULL) {
      return absence(state, context);
    }
    return switch (state) {
      case KeyState.Absent _ -> whenAbsent();
      case KeyState.Present present -> whenPresent(present.values(), context);
      case KeyState.Unknown unknown -> {
        Truth absent = whenAbsent();
        yield absent.equals(whenPresentWithAnything())
            ? absent
            : Truth.unknown(unknown.gap());
      }
    };
  }

  /// `Null: true` holds when the key is absent, `Null: false` when it is there.
  private Truth absence(KeyState state, RequestContext context) {
    return switch (state) {
      case KeyState.Absent _ -> anyMatch("true", context);
      case KeyState.Present _ -> anyMatch("false", context);
      case KeyState.Unknown unknown -> {
        Truth absent = anyMatch("true", context);
        yield absent.equals(anyMatch("false", context)) ? absent : Truth.unknown(unknown.gap());
      }
    };
  }

  private Truth whenAbsent() {
    return switch (operator.quantifier()) {
      case FOR_ALL_VALUES -> Truth.TRUE;
      case FOR_ANY_VALUE -> Truth.of(operator.ifExists());
      case NONE -> Truth.of(operator.ifExists() || operator.comparison().negated());
    };
  }

  private Truth whenPresent(List<String> actual, RequestContext context) {
    boolean negated = operator.comparison().negated();
    if (operator.quantifier() == Quantifier.NONE) {
      Truth any = Truth.FALSE;
      for (String value : actual) {
        any = any.or(anyMatch(value, context));
      }
      return negated ? any.not() : any;
    }
    boolean all = operator.quantifier() == Quantifier.FOR_ALL_VALUES;
    Truth result = Truth.of(all);
    for (String value : actual) {
      Truth match = anyMatch(value, context);
      Truth holds = negated ? match.not() : match;
      result = all ? result.and(holds) : result.or(holds);
    }
    return result;
  }

  /// What the condition says of a key that is there, when that is the same for every value; else unknown.
  private Truth whenPresentWithAnything() {
    boolean everything = tests.stream().anyMatch(ValueTest::matchesEverything);
    if (everything || tests.isEmpty()) {
      return Truth.of(everything != operator.comparison().negated());
    }
    return UNDECIDED;
  }

  private static final Truth UNDECIDED = new Truth.Unknown(List.of());

  private Truth anyMatch(String actual, RequestContext context) {
    Truth any = Truth.FALSE;
    for (ValueTest test : tests) {
      any = any.or(test.test(actual, context));
    }
    return any;
  }

  @Override
  public String toString() {
    return operator.source() + " " + key + " " + values;
  }
}
