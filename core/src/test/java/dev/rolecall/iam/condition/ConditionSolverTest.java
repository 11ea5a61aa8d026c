package dev.rolecall.iam.condition;

import static dev.rolecall.iam.condition.Samples.condition;
import static dev.rolecall.iam.condition.Samples.context;
import static dev.rolecall.iam.condition.Samples.present;
import static dev.rolecall.iam.condition.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionSolverTest {

  static Stream<Arguments> forms() {
    return ConditionTest.OPERATORS.stream()
        .flatMap(
            operator ->
                Stream.of("", "ForAllValues:", "ForAnyValue:")
                    .flatMap(
                        prefix ->
                            Stream.of("", "IfExists")
                                .map(
                                    suffix ->
                                        Arguments.of(
                                            prefix + operator.name() + suffix,
                                            operator.wanted()))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyOperatorInEveryFormCanBeSatisfied(String operator, String wanted) {
    Condition condition = condition(operator, "k", List.of(wanted));
    RequestContext context = context("k", unknown("k"));
    Optional<KeyState> state = ConditionSolver.state(condition, context);
    assertThat(state).isPresent();
    assertThat(condition.evaluate(context.with("k", state.orElseThrow()))).isEqualTo(Truth.TRUE);
    if (!operator.contains("Not")) {
      assertThat(state.orElseThrow()).isInstanceOf(KeyState.Present.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, abc, abc",
    "StringLike, a*c?, acx",
    "StringEquals, ${aws:v}-x, bob-x",
    "StringLike, ${aws:v}/*, bob/",
    "NumericLessThan, 5, 4",
    "NumericGreaterThanEquals, 5, 5",
    "DateGreaterThan, 2026-01-01, 2026-01-01T00:00:01Z",
    "IpAddress, 10.1.2.3/8, 10.0.0.0",
    "Bool, TRUE, true",
  })
  void aValueOfThePolicyIsPreferred(String operator, String wanted, String found) {
    RequestContext context = context(Map.of("aws:v", present("bob")));
    assertThat(ConditionSolver.state(condition(operator, "k", List.of(wanted)), context))
        .contains(KeyState.present(found));
  }

  @ParameterizedTest
  @CsvSource({
    "Null, true",
    "StringNotLike, *",
    "StringLikeIfExists, ${aws:absent}",
  })
  void absenceIsTheLastResort(String operator, String wanted) {
    assertThat(ConditionSolver.state(condition(operator, "k", List.of(wanted)), Samples.EMPTY))
        .contains(KeyState.ABSENT);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, ${aws:absent}",
    "NumericEquals, five",
    "ArnLike, *",
    "ForAnyValue:StringNotLike, *",
    "ForAnyValue:Null, true",
  })
  void whatNothingSatisfiesHasNoState(String operator, String wanted) {
    assertThat(ConditionSolver.state(condition(operator, "k", List.of(wanted)), Samples.EMPTY))
        .isEmpty();
  }

  @Test
  void aLongRowOfVariablesIsFilledSoon() {
    Condition condition = condition("StringEquals", "k", List.of("${aws:v}".repeat(200_000)));
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () ->
            assertThat(ConditionSolver.state(condition, context("aws:v", present("x"))))
                .contains(KeyState.present("x".repeat(200_000))));
  }
}
