package dev.rolecall.iam.condition;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A condition operator with its set quantifier and its `...IfExists`.
///
/// @param source as the policy has it: `ForAnyValue:StringLikeIfExists`
/// @param ifExists true when the key is absent [Condition
///   operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
public record ConditionOperator(
    String source, Quantifier quantifier, Comparison comparison, boolean ifExists) {

  /// Over which values of a multivalued key the comparison has to hold.
  public enum Quantifier {
    NONE(""),
    FOR_ALL_VALUES("forallvalues:"),
    FOR_ANY_VALUE("foranyvalue:");

    private final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }
  }

  /// What is compared, and how. Negated comparisons hold when no value of the policy matches.
  public enum Comparison {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    NUMERIC_EQUALS("NumericEquals", false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true),
    NUMERIC_LESS_THAN("NumericLessThan", false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false),
    DATE_EQUALS("DateEquals", false),
    DATE_NOT_EQUALS("DateNotEquals", true),
    DATE_LESS_THAN("DateLessThan", false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false),
    DATE_GREATER_THAN("DateGreaterThan", false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false),
    BOOL("Bool", false),
    BINARY_EQUALS("BinaryEquals", false),
    IP_ADDRESS("IpAddress", false),
    NOT_IP_ADDRESS("NotIpAddress", true),
    ARN_EQUALS("ArnEquals", false),
    ARN_NOT_EQUALS("ArnNotEquals", true),
    ARN_LIKE("ArnLike", false),
    ARN_NOT_LIKE("ArnNotLike", true),
    NULL("Null", false);

    private static final Map<String, Comparison> BY_NAME = new HashMap<>();

    static {
      for (Comparison comparison : values()) {
        BY_NAME.put(comparison.operatorName.toLowerCase(Locale.ROOT), comparison);
      }
    }

    private final String operatorName;
    private final boolean negated;

    Comparison(String operatorName, boolean negated) {
      this.operatorName = operatorName;
      this.negated = negated;
    }

    /// Whether the comparison holds when no value matches.
    public boolean negated() {
      return negated;
    }

    ValueTest test(String value, boolean variables) {
      return switch (this) {
        case STRING_EQUALS, STRING_NOT_EQUALS ->
            new StringTest(PolicyText.read(value, variables, false), StringTest.Match.EQUAL);
        case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
            new StringTest(
                PolicyText.read(value, variables, false), StringTest.Match.EQUAL_IGNORING_CASE);
        case STRING_LIKE, STRING_NOT_LIKE ->
            new StringTest(PolicyText.read(value, variables, true), StringTest.Match.LIKE);
        case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
            new ArnTest(PolicyText.read(value, variables, true));
        case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> NumberTest.of(value, Ordering.EQUAL);
        case NUMERIC_LESS_THAN -> NumberTest.of(value, Ordering.LESS);
        case NUMERIC_LESS_THAN_EQUALS -> NumberTest.of(value, Ordering.LESS_OR_EQUAL);
        case NUMERIC_GREATER_THAN -> NumberTest.of(value, Ordering.GREATER);
        case NUMERIC_GREATER_THAN_EQUALS -> NumberTest.of(value, Ordering.GREATER_OR_EQUAL);
        case DATE_EQUALS, DATE_NOT_EQUALS -> DateTest.of(value, Ordering.EQUAL);
        case DATE_LESS_THAN -> DateTest.of(value, Ordering.LESS);
        case DATE_LESS_THAN_EQUALS -> DateTest.of(value, Ordering.LESS_OR_EQUAL);
        case DATE_GREATER_THAN -> DateTest.of(value, Ordering.GREATER);
        case DATE_GREATER_THAN_EQUALS -> DateTest.of(value, Ordering.GREATER_OR_EQUAL);
        case BOOL, NULL -> BoolTest.of(value);
        case BINARY_EQUALS -> BinaryTest.of(value);
        case IP_ADDRESS, NOT_IP_ADDRESS -> IpTest.of(value);
      };
    }
  }

  /// The operator named `source`, in any letter case; empty when IAM has no such operator.
  public static Optional<ConditionOperator> parse(String source) {
    Quantifier quantifier = Quantifier.NONE;
    String rest = source;
    for (Quantifier candidate : Quantifier.values()) {
      if (candidate != Quantifier.NONE
          && source.toLowerCase(Locale.ROOT).startsWith(candidate.prefix)) {
        quantifier = candidate;
        rest = source.substring(candidate.prefix.length());
      }
    }
    boolean ifExists = rest.toLowerCase(Locale.ROOT).endsWith("ifexists");
    String name = ifExists ? rest.substring(0, rest.length() - "IfExists".length()) : rest;
    Comparison comparison = Comparison.BY_NAME.get(name.toLowerCase(Locale.ROOT));
    if (comparison == null || (comparison == Comparison.NULL && ifExists)) {
      return Optional.empty();
    }
    return Optional.of(new ConditionOperator(source, quantifier, comparison, ifExists));
  }
}
