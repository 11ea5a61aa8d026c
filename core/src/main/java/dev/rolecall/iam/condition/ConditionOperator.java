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

  /// What kind of values are compared.
  public enum Family {
    STRING,
    NUMERIC,
    DATE,
    BOOL,
    BINARY,
    IP,
    ARN,
    /// Whether there is a value at all.
    NULL
  }

  /// What is compared, and how. Negated comparisons hold when no value of the policy matches.
  public enum Comparison {
    STRING_EQUALS("StringEquals", Family.STRING, false),
    STRING_NOT_EQUALS("StringNotEquals", Family.STRING, true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.STRING, false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.STRING, true),
    STRING_LIKE("StringLike", Family.STRING, false),
    STRING_NOT_LIKE("StringNotLike", Family.STRING, true),
    NUMERIC_EQUALS("NumericEquals", Family.NUMERIC, false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC, true),
    NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC, false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC, false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC, false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMERIC, false),
    DATE_EQUALS("DateEquals", Family.DATE, false),
    DATE_NOT_EQUALS("DateNotEquals", Family.DATE, true),
    DATE_LESS_THAN("DateLessThan", Family.DATE, false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE, false),
    DATE_GREATER_THAN("DateGreaterThan", Family.DATE, false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE, false),
    BOOL("Bool", Family.BOOL, false),
    BINARY_EQUALS("BinaryEquals", Family.BINARY, false),
    IP_ADDRESS("IpAddress", Family.IP, false),
    NOT_IP_ADDRESS("NotIpAddress", Family.IP, true),
    ARN_EQUALS("ArnEquals", Family.ARN, false),
    ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, true),
    ARN_LIKE("ArnLike", Family.ARN, false),
    ARN_NOT_LIKE("ArnNotLike", Family.ARN, true),
    NULL("Null", Family.NULL, false);

    private static final Map<String, Comparison> BY_NAME = new HashMap<>();

    static {
      for (Comparison comparison : values()) {
        BY_NAME.put(comparison.operatorName.toLowerCase(Locale.ROOT), comparison);
      }
    }

    private static final Map<Comparison, Comparison> UPPER_BOUNDS =
        Map.of(
            NUMERIC_LESS_THAN, NUMERIC_LESS_THAN,
            NUMERIC_LESS_THAN_EQUALS, NUMERIC_LESS_THAN_EQUALS,
            NUMERIC_GREATER_THAN, NUMERIC_LESS_THAN_EQUALS,
            NUMERIC_GREATER_THAN_EQUALS, NUMERIC_LESS_THAN);

    private final String operatorName;
    private final Family family;
    private final boolean negated;

    Comparison(String operatorName, Family family, boolean negated) {
      this.operatorName = operatorName;
      this.family = family;
      this.negated = negated;
    }

    public Family family() {
      return family;
    }

    /// Whether the comparison holds when no value matches.
    public boolean negated() {
      return negated;
    }

    /// Whether texts are compared: strings or ARNs.
    public boolean isText() {
      return family == Family.STRING || family == Family.ARN;
    }

    /// Whether `*` and `?` in a value of the policy stand for others; else they stand for
    /// themselves.
    public boolean wildcards() {
      return this == STRING_LIKE || this == STRING_NOT_LIKE || family == Family.ARN;
    }

    /// For a bound on a number the upper bound that it is, or that holds just where it does not;
    /// empty for all others.
    public Optional<Comparison> upperBound() {
      return Optional.ofNullable(UPPER_BOUNDS.get(this));
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

  /// The operator without set quantifier and without `...IfExists`.
  public static ConditionOperator of(Comparison comparison) {
    return new ConditionOperator(comparison.operatorName, Quantifier.NONE, comparison, false);
  }

  /// Whether this is `plain`, without set quantifier and without `...IfExists`.
  public boolean is(Comparison plain) {
    return isSame(of(plain));
  }

  /// Whether this is `other`, however the policy spells it.
  public boolean isSame(ConditionOperator other) {
    return quantifier == other.quantifier
        && comparison == other.comparison
        && ifExists == other.ifExists;
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
