package dev.rolecall.iam.condition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

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
    NUMERIC_EQUALS("NumericEquals", Family.NUMERIC, false, sign -> sign == 0),
    NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC, true, sign -> sign == 0),
    NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC, false, sign -> sign < 0),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC, false, sign -> sign <= 0),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC, false, sign -> sign > 0),
    NUMERIC_GREATER_THAN_EQUALS(
        "NumericGreaterThanEquals", Family.NUMERIC, false, sign -> sign >= 0),
    DATE_EQUALS("DateEquals", Family.DATE, false, sign -> sign == 0),
    DATE_NOT_EQUALS("DateNotEquals", Family.DATE, true, sign -> sign == 0),
    DATE_LESS_THAN("DateLessThan", Family.DATE, false, sign -> sign < 0),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE, false, sign -> sign <= 0),
    DATE_GREATER_THAN("DateGreaterThan", Family.DATE, false, sign -> sign > 0),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE, false, sign -> sign >= 0),
    BOOL("Bool", Family.BOOL, false),
    BINARY_EQUALS("BinaryEquals", Family.BINARY, false),
    IP_ADDRESS("IpAddress", Family.IP, false),
    NOT_IP_ADDRESS("NotIpAddress", Family.IP, true),
    ARN_EQUALS("ArnEquals", Family.ARN, false),
    ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, true),
    ARN_LIKE("ArnLike", Family.ARN, false),
    ARN_NOT_LIKE("ArnNotLike", Family.ARN, true),
    NULL("Null", Family.NULL, false);

    private static final Map<String, Comparison> BY_NAME =
        Arrays.stream(values())
            .collect(Collectors.toMap(it -> it.operatorName.toLowerCase(Locale.ROOT), it -> it));

    private static final Map<Comparison, Comparison> UPPER_BOUNDS =
        Map.of(
            NUMERIC_LESS_THAN, NUMERIC_LESS_THAN,
            NUMERIC_LESS_THAN_EQUALS, NUMERIC_LESS_THAN_EQUALS,
            NUMERIC_GREATER_THAN, NUMERIC_LESS_THAN_EQUALS,
            NUMERIC_GREATER_THAN_EQUALS, NUMERIC_LESS_THAN);

    private final String operatorName;
    private final Family family;
    private final boolean negated;

    @SuppressWarnings("ImmutableEnumChecker") // the predicates below keep no state
    private final IntPredicate order;

    Comparison(String operatorName, Family family, boolean negated) {
      this(operatorName, family, negated, _ -> false);
    }

    /// @param order how a value of the request may stand to that of the policy, by the sign of
    ///   their difference
    Comparison(String operatorName, Family family, boolean negated, IntPredicate order) {
      this.order = order;
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
      return switch (family) {
        case STRING -> new StringTest(PolicyText.read(value, variables, wildcards()), match());
        case ARN -> new ArnTest(PolicyText.read(value, variables, true));
        case NUMERIC -> NumberTest.of(value, order);
        case DATE -> DateTest.of(value, order);
        case BOOL, NULL -> BoolTest.of(value);
        case BINARY -> BinaryTest.of(value);
        case IP -> IpTest.of(value);
      };
    }

    private StringTest.Match match() {
      if (this == STRING_EQUALS_IGNORE_CASE || this == STRING_NOT_EQUALS_IGNORE_CASE) {
        return StringTest.Match.EQUAL_IGNORING_CASE;
      }
      return wildcards() ? StringTest.Match.LIKE : StringTest.Match.EQUAL;
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
