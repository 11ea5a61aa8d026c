package dev.rolecall.iam.condition;

import static dev.rolecall.iam.condition.Samples.condition;
import static dev.rolecall.iam.condition.Samples.context;
import static dev.rolecall.iam.condition.Samples.facts;
import static dev.rolecall.iam.condition.Samples.letter;
import static dev.rolecall.iam.condition.Samples.policy;
import static dev.rolecall.iam.condition.Samples.present;
import static dev.rolecall.iam.condition.Samples.state;
import static dev.rolecall.iam.condition.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Policy variables: what stands in their place, and where that cannot be told.
class PolicyTextTest {

  private static final String MISWRITTEN = "how AWS evaluates a malformed policy variable";
  private static final String NO_SINGLE_VALUE =
      "how AWS evaluates a policy variable whose key has several values or an empty one";
  private static final String WILD_DEFAULT =
      "how AWS evaluates a wildcard in the default of a policy variable";

  private static Truth test(String operator, String wanted, String actual, RequestContext with) {
    return condition(operator, "k", List.of(wanted))
        .evaluate(with.toBuilder().put("k", present(actual)).build());
  }

  @ParameterizedTest
  @CsvSource({
    // operator, value of the policy, state of `aws:v`, value of the request, holds
    "StringEquals, ${aws:v}, bob, bob, T",
    "StringEquals, ${aws:v}, bob, eve, F",
    "StringEquals, ${AWS:V}, bob, bob, T",
    "StringEquals, a-${aws:v}-b, bob, a-bob-b, T",
    "StringEquals, ${aws:v}${aws:v}, bob, bobbob, T",
    "StringLike, ${aws:v}/*, bob, bob/x, T",
    "StringLike, ${aws:v}/*, bob, eve/x, F",
    "StringNotEquals, ${aws:v}, bob, bob, F",
    "StringNotEquals, ${aws:v}, bob, eve, T",
    // without a value it matches nothing, and negated operators hold
    "StringEquals, ${aws:v}, -, bob, F",
    "StringEquals, ${aws:v}, -, '', F",
    "StringEquals, ${aws:v}, -, ${aws:v}, F",
    "StringLike, ${aws:v}*, -, bob, F",
    "StringNotEquals, ${aws:v}, -, bob, T",
    "StringNotLike, *${aws:v}, -, bob, T",
    "StringEquals, ${aws:v}, <none>, bob, U",
    // defaults
    "StringEquals, '${aws:v, ''eve''}', -, eve, T",
    "StringEquals, '${aws:v, ''eve''}', -, bob, F",
    "StringEquals, '${aws:v, ''eve''}', bob, bob, T",
    "StringEquals, '${aws:v, ''eve''}', bob, eve, F",
    "StringEquals, '${aws:v,   ''e, v''}', -, 'e, v', T",
    "StringEquals, 'x${aws:v, ''''}', -, x, T",
    "StringEquals, '${aws:v, ''eve''}', ?, eve, U",
    // unknown
    "StringEquals, ${aws:v}, ?, bob, U",
    "StringNotEquals, ${aws:v}, ?, bob, U",
    // several values, or an empty one
    "StringEquals, ${aws:v}, bob;eve, bob, U",
    "StringEquals, ${aws:v}, <empty>, '', U",
    // wildcards in the value of a request are literal
    "StringLike, ${aws:v}, *, anything, F",
    "StringLike, ${aws:v}, *, *, T",
    "StringLike, ${aws:v}, a?, ab, F",
    "StringLike, ${aws:v}*, a*, a*b, T",
    "StringLike, ${aws:v}*, a*, ab, F",
    // but in a default it is not documented what they are
    "StringLike, '${aws:v, ''*''}', -, x, U",
    "StringLike, '${aws:v, ''*''}', bob, bob, T",
    "StringEquals, '${aws:v, ''*''}', -, *, T",
    // the characters that mean something
    "StringLike, a${*}, -, a*, T",
    "StringLike, a${*}, -, ab, F",
    "StringLike, a${?}*, -, a?b, T",
    "StringLike, a${?}*, -, axb, F",
    "StringEquals, ${$}{aws:v}, bob, ${aws:v}, T",
    "StringEquals, $, bob, $, T",
    "StringEquals, $x{}, bob, $x{}, T",
    "StringEqualsIgnoreCase, ${aws:v}, bob, BOB, T",
    // the value of a request is not filled again
    "StringEquals, ${aws:v}, ${aws:v}, ${aws:v}, T",
  })
  void aVariableStandsForTheValueOfItsKey(
      String operator, String wanted, String variable, String actual, String expected) {
    Truth truth = test(operator, wanted, actual, context("aws:v", state("aws:v", variable)));
    assertThat(letter(truth)).isEqualTo(expected);
    if (truth.isUnknown()) {
      assertThat(facts(truth))
          .containsExactly(
              switch (variable) {
                case "?" -> "aws:v";
                case "-" -> WILD_DEFAULT;
                default -> NO_SINGLE_VALUE;
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${",
        "${}",
        "x${aws:v",
        "${ aws:v}",
        "${aws:v }",
        "${aws:v,'x'}",
        "${aws:v, x}",
        "${aws:v, 'x}",
        "${aws:v, x'}",
        "${aws:v, \"x\"}",
        "${aws:v, 'x', 'y'}",
        "${aws:v, 'it's'}",
        "${, 'x'}",
        "${v}",
        "${:v}",
        "${aws:Principal Tag/x}",
        "${aws:PrincipalTag/${aws:v}}",
        "${**}",
        "${aws:v,}"
      })
  void aVariableThatIsMiswrittenIsUnknown(String wanted) {
    RequestContext context = context("aws:v", present("bob"));
    assertThat(facts(test("StringEquals", wanted, "bob", context))).containsExactly(MISWRITTEN);
    assertThat(facts(test("StringNotLike", wanted, "bob", context))).containsExactly(MISWRITTEN);
  }

  @Test
  void whatMatchesNothingMatchesNothingWhateverElseIsUnknown() {
    RequestContext context = context("aws:w", unknown("aws:w"));
    assertThat(test("StringEquals", "${aws:w}${aws:v}", "x", context)).isEqualTo(Truth.FALSE);
    assertThat(test("StringEquals", "${aws:v}${aws:w}", "x", context)).isEqualTo(Truth.FALSE);
    assertThat(test("StringEquals", "${}${aws:v}", "x", context)).isEqualTo(Truth.FALSE);
  }

  @Test
  void anUnknownNamesEveryVariableThatIsOpen() {
    RequestContext context = context(Map.of("aws:v", unknown("aws:v"), "aws:w", unknown("aws:w")));
    assertThat(facts(test("StringEquals", "${aws:v}/${aws:w}/${aws:v}", "x", context)))
        .containsExactly("aws:v", "aws:w");
  }

  @Test
  void aVariableNobodyKnowsIsAnsweredByTheContext() {
    RequestContext context = RequestContext.builder(Samples::unknown).build();
    assertThat(facts(test("StringEquals", "${no:such-key}", "x", context)))
        .containsExactly("no:such-key");
  }

  @ParameterizedTest
  @CsvSource({
    "'''Version'': ''2012-10-17'',', T, F",
    "'''Version'': ''2008-10-17'',', F, T",
    "'', F, T",
  })
  void beforeTheCurrentVersionVariablesArePlainText(String version, String filled, String literal) {
    Policy policy =
        policy(
            "{"
                + version
                + "'Statement': {'Effect': 'Allow', 'Action': '*',"
                + " 'Condition': {'StringEquals': {'k': '${aws:v}'}}}}");
    Condition condition = policy.statements().getFirst().conditions().getFirst();
    Truth asVariable =
        condition.evaluate(context(Map.of("aws:v", present("bob"), "k", present("bob"))));
    Truth asText =
        condition.evaluate(context(Map.of("aws:v", present("bob"), "k", present("${aws:v}"))));
    assertThat(letter(asVariable)).isEqualTo(filled);
    assertThat(letter(asText)).isEqualTo(literal);
  }

  @Test
  void theVersionCountsAlsoWhenItStandsLast() {
    Policy policy =
        policy(
            "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Condition':"
                + " {'StringEquals': {'k': '${aws:v}'}}}, 'Version': '2012-10-17'}");
    assertThat(policy.variables()).isTrue();
    assertThat(
            policy
                .statements()
                .getFirst()
                .conditions()
                .getFirst()
                .evaluate(context(Map.of("aws:v", present("bob"), "k", present("bob")))))
        .isEqualTo(Truth.TRUE);
  }

  @Test
  void escapesBeforeTheCurrentVersionArePlainTextToo() {
    Condition condition =
        new Condition(
            ConditionOperator.parse("StringLike").orElseThrow(), "k", List.of("${*}"), false);
    assertThat(condition.evaluate(context("k", present("${anything}")))).isEqualTo(Truth.TRUE);
    assertThat(condition.evaluate(context("k", present("*")))).isEqualTo(Truth.FALSE);
  }

  @Test
  void aValueWithTheCharactersThatStandForWildcardsHereIsUnknown() {
    RequestContext context = context("aws:v", present("\uE000"));
    assertThat(facts(test("StringLike", "${aws:v}", "anything", context)))
        .containsExactly("how AWS evaluates a Unicode private-use character in a policy variable");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::1:role/${aws:v}, false",
    "arn:aws:iam::1:${aws:v}, false",
    "arn:aws:iam::${aws:v}:role/x, true",
    "${aws:v}, true",
    "arn:${*}:iam::1:role/x, false",
    "arn:aws:iam::1:role/x, false",
    "*, false",
    "arn:aws:${, true",
  })
  void aVariableBeforeTheLastPartOfAnArnIsSeen(String text, boolean early) {
    assertThat(PolicyText.read(text, true, true).hasVariableBeforeColon(5)).isEqualTo(early);
  }

  @Test
  void hostileTextsAreReadSoon() {
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          PolicyText.read("${".repeat(1_000_000), true, true);
          PolicyText.read("${a:b}".repeat(500_000), true, true);
          PolicyText.read("${" + "a:".repeat(1_000_000) + "!" + "}", true, true);
          PolicyText.read("${a:b," + " ".repeat(1_000_000) + "}", true, true);
          PolicyText.read("${a:b, '" + "'".repeat(1_000_000) + "}", true, true);
        });
  }
}
