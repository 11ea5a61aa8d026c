package dev.rolecall.iam.policy;

import static dev.rolecall.iam.condition.Samples.EMPTY;
import static dev.rolecall.iam.condition.Samples.context;
import static dev.rolecall.iam.condition.Samples.facts;
import static dev.rolecall.iam.condition.Samples.letter;
import static dev.rolecall.iam.condition.Samples.present;
import static dev.rolecall.iam.condition.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.PolicyText;
import dev.rolecall.iam.condition.Truth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceElementTest {

  private static final String ROLE = "arn:aws:iam::111111111111:role/app/target";

  private static Truth covers(boolean negated, RequestContext context, String... patterns) {
    List<PolicyText> texts =
        List.of(patterns).stream().map(text -> PolicyText.read(text, true, true)).toList();
    return new ResourceElement(negated, texts).covers(ROLE, context);
  }

  @ParameterizedTest
  @CsvSource({
    "*, T",
    "arn:aws:iam::111111111111:role/app/target, T",
    "arn:aws:iam::111111111111:role/app/*, T",
    "arn:aws:iam::111111111111:role/*, T",
    "arn:aws:iam::111111111111:role/*target, T",
    "arn:aws:iam::111111111111:role/app/targe?, T",
    "arn:aws:iam::*:role/app/target, T",
    "arn:*:iam::*:role/*, T",
    "arn:aws:iam::111111111111:*, T",
    "**, T",
    // names are compared with their case, and paths count
    "arn:aws:iam::111111111111:role/app/Target, F",
    "arn:aws:iam::111111111111:role/target, F",
    "arn:aws:iam::111111111111:role/app, F",
    "arn:aws:iam::222222222222:role/app/target, F",
    "arn:aws-cn:iam::111111111111:role/app/target, F",
    "arn:aws:iam::111111111111:user/app/target, F",
    "arn:aws:sts::111111111111:role/app/target, F",
    "target, F",
    "'', F",
    // incomplete ARNs are completed with wildcards; a text as it stands would not match
    "arn:aws:iam::111111111111, U",
    "arn:aws:iam, U",
    "arn, U",
    "arn:aws:s3, F",
    // stars that reach over colons: by the text they match, by parts they do not
    "arn:aws:iam:*:role/app/target, U",
    "arn:aws:*/target, U",
    "arn:*target, U",
    "a*, T",
    "*target, U",
    "*:role/app/target, U",
    "*:user/app/target, F",
  })
  void aResourceIsCoveredPartByPart(String pattern, String expected) {
    assertThat(letter(covers(false, EMPTY, pattern))).isEqualTo(expected);
    assertThat(covers(true, EMPTY, pattern)).isEqualTo(covers(false, EMPTY, pattern).not());
  }

  @Test
  void anUnsettledPatternIsNamed() {
    assertThat(facts(covers(false, EMPTY, "arn:aws:*/target")))
        .containsExactly("whether the resource pattern `arn:aws:*/target` covers the role");
  }

  @Test
  void onePatternOfSeveralIsEnough() {
    assertThat(covers(false, EMPTY, "x", "*")).isEqualTo(Truth.TRUE);
    assertThat(covers(true, EMPTY, "x", "*")).isEqualTo(Truth.FALSE);
    assertThat(covers(false, EMPTY, "x", "y")).isEqualTo(Truth.FALSE);
    assertThat(covers(true, EMPTY, "x", "y")).isEqualTo(Truth.TRUE);
    assertThat(covers(false, EMPTY, "arn", ROLE)).isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111111111111:role/app/${aws:v}, T",
    "arn:aws:iam::111111111111:role/${aws:v}/*, F",
    "arn:aws:iam::111111111111:role/app/${aws:absent}, F",
    "'arn:aws:iam::111111111111:role/app/${aws:absent, ''target''}', T",
    "arn:aws:iam::111111111111:role/app/${aws:unknown}, U",
    "arn:aws:iam::222222222222:role/app/${aws:unknown}, U",
    "arn:aws:iam::111111111111:role/app${*}, F",
    // before the last part a variable is not documented to work
    "arn:aws:iam::${aws:account}:role/app/target, U",
    "arn:aws:iam::${aws:account}:role/app/other, F",
    "arn:aws:iam::${aws:absent}:role/app/target, F",
  })
  void variablesMayStandInTheLastPart(String pattern, String expected) {
    RequestContext context =
        context(
            Map.of(
                "aws:v", present("target"),
                "aws:unknown", unknown("aws:unknown"),
                "aws:account", present("111111111111")));
    assertThat(letter(covers(false, context, pattern))).isEqualTo(expected);
    assertThat(covers(true, context, pattern)).isEqualTo(covers(false, context, pattern).not());
  }

  @Test
  void anElementTellsWhatThePolicyHas() {
    ResourceElement element =
        new ResourceElement(true, List.of(PolicyText.read("a*${aws:v}", true, true)));
    assertThat(element.negated()).isTrue();
    assertThat(element.patterns()).containsExactly("a*${aws:v}");
  }
}
