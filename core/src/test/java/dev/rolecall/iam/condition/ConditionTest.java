package dev.rolecall.iam.condition;

import static dev.rolecall.iam.condition.Samples.condition;
import static dev.rolecall.iam.condition.Samples.context;
import static dev.rolecall.iam.condition.Samples.facts;
import static dev.rolecall.iam.condition.Samples.holds;
import static dev.rolecall.iam.condition.Samples.letter;
import static dev.rolecall.iam.condition.Samples.present;
import static dev.rolecall.iam.condition.Samples.state;
import static dev.rolecall.iam.condition.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Truth tables: what each operator says of a key that is absent, unknown, or there with one or two
/// values.
class ConditionTest {

  private static final String SEVERAL =
      "how AWS evaluates several values of a key under a single-value operator";
  private static final String ANY_OF_ABSENT =
      "how AWS evaluates `ForAnyValue` with `IfExists` or `Null` when the key is absent";
  private static final String EMPTY_VALUE = "whether an empty value counts as a value";

  /// An operator with a value of the policy, and two values of a request: one that its positive
  /// form matches, one that it does not.
  record Operator(String name, String wanted, String match, String mismatch) {
    boolean negated() {
      return name.contains("Not");
    }
  }

  private static final String ROLE = "arn:aws:iam::111111111111:role/";

  static final List<Operator> OPERATORS =
      List.of(
          new Operator("StringEquals", "a", "a", "b"),
          new Operator("StringNotEquals", "a", "a", "b"),
          new Operator("StringEqualsIgnoreCase", "a", "A", "b"),
          new Operator("StringNotEqualsIgnoreCase", "a", "A", "b"),
          new Operator("StringLike", "a*", "ab", "b"),
          new Operator("StringNotLike", "a*", "ab", "b"),
          new Operator("NumericEquals", "5", "5.0", "6"),
          new Operator("NumericNotEquals", "5", "5.0", "6"),
          new Operator("NumericLessThan", "5", "4", "5"),
          new Operator("NumericLessThanEquals", "5", "5", "6"),
          new Operator("NumericGreaterThan", "5", "6", "5"),
          new Operator("NumericGreaterThanEquals", "5", "5", "4"),
          new Operator("DateEquals", "2026-01-02", "2026-01-02T00:00:00Z", "2026-01-03"),
          new Operator("DateNotEquals", "2026-01-02", "2026-01-02T00:00:00Z", "2026-01-03"),
          new Operator("DateLessThan", "2026-01-02", "2026-01-01", "2026-01-02"),
          new Operator("DateLessThanEquals", "2026-01-02", "2026-01-02", "2026-01-03"),
          new Operator("DateGreaterThan", "2026-01-02", "2026-01-03", "2026-01-02"),
          new Operator("DateGreaterThanEquals", "2026-01-02", "2026-01-02", "2026-01-01"),
          new Operator("Bool", "true", "true", "false"),
          new Operator("BinaryEquals", "QQ==", "QQ", "Qg=="),
          new Operator("IpAddress", "10.0.0.0/8", "10.1.2.3", "11.0.0.1"),
          new Operator("NotIpAddress", "10.0.0.0/8", "10.1.2.3", "11.0.0.1"),
          new Operator("ArnEquals", ROLE + "a*", ROLE + "ab", ROLE + "b"),
          new Operator("ArnNotEquals", ROLE + "a*", ROLE + "ab", ROLE + "b"),
          new Operator("ArnLike", ROLE + "a*", ROLE + "ab", ROLE + "b"),
          new Operator("ArnNotLike", ROLE + "a*", ROLE + "ab", ROLE + "b"));

  /// One row a form of operator; the columns are the states of the key: absent, unknown, there with
  /// a match, with a mismatch, with two matches, with both, with two mismatches.
  private static final String TABLE =
      """
      positive             - F  ? U  m T  n F  mm T  mn U  nn F
      positive IfExists    - T  ? U  m T  n F  mm T  mn U  nn F
      positive All         - T  ? U  m T  n F  mm T  mn F  nn F
      positive All IfExists  - T  ? U  m T  n F  mm T  mn F  nn F
      positive Any         - F  ? U  m T  n F  mm T  mn T  nn F
      positive Any IfExists  - U  ? U  m T  n F  mm T  mn T  nn F
      negated              - T  ? U  m F  n T  mm F  mn U  nn T
      negated IfExists     - T  ? U  m F  n T  mm F  mn U  nn T
      negated All          - T  ? U  m F  n T  mm F  mn F  nn T
      negated All IfExists   - T  ? U  m F  n T  mm F  mn F  nn T
      negated Any          - F  ? U  m F  n T  mm F  mn T  nn T
      negated Any IfExists   - U  ? U  m F  n T  mm F  mn T  nn T
      """;

  static Stream<Arguments> forms() {
    return OPERATORS.stream()
        .flatMap(
            operator ->
                TABLE
                    .lines()
                    .map(String::strip)
                    .filter(row -> row.startsWith(operator.negated() ? "negated" : "positive"))
                    .map(row -> Arguments.of(operator, row)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyOperatorInEveryFormFollowsTheTable(Operator operator, String row) {
    String form = row.substring(0, row.indexOf(" - "));
    String name =
        (form.contains("All") ? "ForAllValues:" : form.contains("Any") ? "ForAnyValue:" : "")
            + operator.name()
            + (form.contains("IfExists") ? "IfExists" : "");
    String[] cells = row.substring(form.length()).strip().split(" +", -1);
    for (int i = 0; i < cells.length; i += 2) {
      Truth truth = holds(name, operator.wanted(), keyState(operator, cells[i]));
      assertThat(letter(truth)).as("%s, key %s", name, cells[i]).isEqualTo(cells[i + 1]);
      if (truth.isUnknown()) {
        assertThat(facts(truth))
            .containsExactly(
                switch (cells[i]) {
                  case "?" ->
                      form.strip().endsWith("Any IfExists")
                          ? new String[] {"k", ANY_OF_ABSENT}
                          : new String[] {"k"};
                  case "-" -> new String[] {ANY_OF_ABSENT};
                  default -> new String[] {SEVERAL};
                });
      }
    }
  }

  private static KeyState keyState(Operator operator, String cell) {
    return switch (cell) {
      case "-" -> KeyState.ABSENT;
      case "?" -> unknown("k");
      default ->
          new KeyState.Present(
              cell.chars()
                  .mapToObj(c -> c == 'm' ? operator.match() : operator.mismatch())
                  .toList());
    };
  }

  @Test
  void theTableCoversEveryOperatorButNull() {
    assertThat(OPERATORS.stream().map(Operator::name))
        .containsExactlyElementsOf(
            ConditionOperatorTest.NAMES.stream().filter(name -> !name.equals("Null")).toList());
  }

  @ParameterizedTest
  @CsvSource({
    // operator, wanted, state of the key, holds
    "Null, true, -, T",
    "Null, true, x, F",
    "Null, true, x;y, F",
    "Null, true, <none>, T",
    "Null, true, ?, U",
    "Null, TRUE, -, T",
    "Null, false, -, F",
    "Null, false, x, T",
    "Null, false, x;y, T",
    "Null, false, <none>, F",
    "Null, false, ?, U",
    "Null, False, x, T",
    // both values: it does not matter
    "Null, true|false, -, T",
    "Null, true|false, x, T",
    "Null, true|false, ?, T",
    // documented as always true or always false; seen to differ where the key is there
    "ForAllValues:Null, true, -, T",
    "ForAllValues:Null, false, -, T",
    "ForAllValues:Null, false, x, T",
    "ForAllValues:Null, true, x, U",
    "ForAllValues:Null, false, ?, T",
    "ForAllValues:Null, true, ?, U",
    "ForAnyValue:Null, true, -, U",
    "ForAnyValue:Null, false, -, U",
    "ForAnyValue:Null, true, x, F",
    "ForAnyValue:Null, false, x, U",
    "ForAnyValue:Null, true, ?, U",
    "ForAnyValue:Null, false, ?, U",
  })
  void nullLooksAtTheKeyOnly(String operator, String wanted, String state, String expected) {
    Truth truth =
        condition(operator, "k", List.of(wanted.split("\\|", -1)))
            .evaluate(context("k", state("k", state)));
    assertThat(letter(truth)).isEqualTo(expected);
  }

  @Test
  void aQualifiedNullSaysWhyItIsUnknown() {
    assertThat(facts(holds("ForAllValues:Null", "true", present("x"))))
        .containsExactly("how AWS evaluates `ForAllValues:Null` and `ForAnyValue:Null`");
    assertThat(facts(holds("ForAllValues:Null", "true", unknown("k"))))
        .containsExactly("k", "how AWS evaluates `ForAllValues:Null` and `ForAnyValue:Null`");
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, <none>, F",
    "StringNotEquals, <none>, T",
    "StringEqualsIfExists, <none>, T",
    "ForAllValues:StringEquals, <none>, T",
    "ForAnyValue:StringEquals, <none>, F",
    "ForAnyValue:StringNotEquals, <none>, F",
  })
  void aKeyWithoutValuesIsAbsent(String operator, String state, String expected) {
    assertThat(letter(holds(operator, "a", state("k", state)))).isEqualTo(expected);
    assertThat(holds(operator, "a", KeyState.ABSENT)).isEqualTo(holds(operator, "a", present()));
  }

  @ParameterizedTest
  @CsvSource({
    // an operator without a quantifier takes the empty text as it is
    "StringEquals, a, F",
    "StringEquals, '', T",
    "StringLike, *, T",
    "StringNotEquals, a, T",
    // by the documentation no value at all for quantifiers; unknown where that makes a difference
    "ForAllValues:StringEquals, a, U",
    "ForAllValues:StringEquals, '', T",
    "ForAllValues:StringNotEquals, a, T",
    "ForAllValues:StringNotEquals, '', U",
    "ForAnyValue:StringEquals, a, F",
    "ForAnyValue:StringEquals, '', U",
    "ForAnyValue:StringLike, *, U",
    "ForAnyValue:StringNotEquals, a, U",
    "ForAnyValue:StringNotEquals, '', F",
    "Null, true, U",
    "Null, false, U",
  })
  void anEmptyValueMayCountAsNone(String operator, String wanted, String expected) {
    Truth truth = holds(operator, wanted, present(""));
    assertThat(letter(truth)).isEqualTo(expected);
    assertThat(truth.isUnknown() ? facts(truth) : List.of(EMPTY_VALUE))
        .containsExactly(EMPTY_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "ForAnyValue:StringEquals, a, T",
    "ForAnyValue:StringNotEquals, a, T",
    "ForAllValues:StringEquals, a, F",
    "ForAllValues:StringEquals, '', F",
    "ForAllValues:StringLike, *, T",
    "Null, true, F",
    "Null, false, T",
  })
  void anEmptyValueBesideOthersIsAValueLikeThem(String operator, String wanted, String expected) {
    assertThat(letter(holds(operator, wanted, present("a", "")))).isEqualTo(expected);
    assertThat(letter(holds(operator, wanted, present("", "a")))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIfExists",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringEquals",
        "ForAnyValue:StringEqualsIfExists",
        "Null"
      })
  void aConditionWithoutValuesIsUnknownWhateverTheKeyIs(String operator) {
    for (KeyState state : List.of(KeyState.ABSENT, present("a"), unknown("k"))) {
      Truth truth = condition(operator, "k", List.of()).evaluate(context("k", state));
      assertThat(facts(truth)).containsExactly("how AWS evaluates a condition without values");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // a value that matches everything settles the condition where absence does not matter
    "StringLikeIfExists, *, T",
    "ForAllValues:StringLike, *, T",
    "ForAnyValue:StringLikeIfExists, *, U",
    "ForAnyValue:StringNotLike, *, F",
    "StringLike, *, U",
    "StringNotLike, *, U",
    "StringNotLikeIfExists, *, U",
    "ForAnyValue:StringLike, *, U",
    "ForAllValues:StringNotLike, *, U",
    "StringEqualsIfExists, *, U",
    "StringLikeIfExists, **, U",
    "StringLikeIfExists, ?*, U",
    "StringLikeIfExists, ${*}, U",
    "ArnLikeIfExists, arn:*:*:*:*:*, U",
  })
  void anUnknownKeyIsSettledOnlyWhenEveryFillingAgrees(
      String operator, String wanted, String expected) {
    assertThat(letter(holds(operator, wanted, unknown("k")))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // positive: any value of the policy; negated: none of them
    "StringEquals, a, T",
    "StringEquals, b, T",
    "StringEquals, c, F",
    "StringNotEquals, a, F",
    "StringNotEquals, b, F",
    "StringNotEquals, c, T",
    "ForAllValues:StringEquals, a;b;a, T",
    "ForAllValues:StringEquals, a;c, F",
    "ForAllValues:StringNotEquals, c;d, T",
    "ForAllValues:StringNotEquals, a;d, F",
    "ForAnyValue:StringEquals, c;b, T",
    "ForAnyValue:StringEquals, c;d, F",
    "ForAnyValue:StringNotEquals, a;b, F",
    "ForAnyValue:StringNotEquals, a;c, T",
  })
  void valuesOfThePolicyAreAlternatives(String operator, String actual, String expected) {
    Truth truth =
        condition(operator, "k", List.of("a", "b")).evaluate(context("k", state("k", actual)));
    assertThat(letter(truth)).isEqualTo(expected);
  }

  @Test
  void namesOfKeysIgnoreCase() {
    RequestContext context = context(Map.of("AWS:PrincipalTag/Team", present("a")));
    assertThat(condition("StringEquals", "aws:principaltag/TEAM", List.of("a")).evaluate(context))
        .isEqualTo(Truth.TRUE);
  }

  @Test
  void aConditionTellsWhatThePolicyHas() {
    Condition condition = condition("forAnyValue:stringLike", "aws:TagKeys", List.of("a*", "b"));
    assertThat(condition.key()).isEqualTo("aws:TagKeys");
    assertThat(condition.lowerCaseKey()).isEqualTo("aws:tagkeys");
    assertThat(condition.values()).containsExactly("a*", "b");
    assertThat(condition.operator().source()).isEqualTo("forAnyValue:stringLike");
    assertThat(condition).hasToString("forAnyValue:stringLike aws:TagKeys [a*, b]");
  }
}
