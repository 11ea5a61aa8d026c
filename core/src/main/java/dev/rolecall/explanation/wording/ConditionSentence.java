package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.iam.condition.Condition;
import dev.rolecall.iam.condition.ConditionOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Phrases about a condition: what it requires, and what the call had.
public record ConditionSentence(Masking masking) {

  /// Values that a sentence can hold before it gets hard to read.
  private static final int MOST = 3;

  /// Values that are listed where a reader needs all that there usually are.
  private static final int MOST_LISTED = 20;

  /// "`sts:RoleSessionName` to be `alice`", with the operator.
  RichSentence requires(Cause.FailedCondition condition, Optional<NearMiss> near) {
    List<String> shown = shown(condition, near);
    return say(
        "{} {}{} ({})",
        condition.key(),
        requirement(condition.operator(), condition.key(), shown),
        others(condition.wanted().size() - shown.size()),
        condition.operator().source());
  }

  /// "`aws:SourceIp` is outside `10.0.0.0/8`", with the operator.
  RichSentence holds(Cause.FailedCondition condition) {
    return say(
        "{} {} ({})",
        condition.key(),
        phrase(condition.operator(), condition.key(), matchingFirst(condition), true),
        condition.operator().source());
  }

  /// Of more values than are listed, those that what the call had matches come first.
  private static List<String> matchingFirst(Cause.FailedCondition condition) {
    if (condition.wanted().size() <= MOST_LISTED || condition.operator().comparison().negated()) {
      return condition.wanted();
    }
    RequestContext call =
        RequestContext.builder(_ -> KeyState.ABSENT).put(condition.key(), condition.got()).build();
    Map<Boolean, List<String>> values =
        condition.wanted().stream()
            .collect(
                Collectors.partitioningBy(
                    value ->
                        new Condition(condition.operator(), condition.key(), List.of(value), false)
                            .evaluate(call)
                            .isTrue()));
    return Stream.of(true, false)
        .flatMap(matching -> values.getOrDefault(matching, List.of()).stream())
        .toList();
  }

  /// "to be `alice`", "not to be `alice`".
  RichSentence requirement(ConditionOperator operator, String key, List<String> values) {
    return phrase(operator, key, values, false);
  }

  /// "`a` or `b`", as they may be shown.
  RichSentence values(Fix.RequestMust must) {
    return listed(must.key(), must.values());
  }

  private RichSentence listed(String key, List<String> values) {
    return values.size() <= MOST_LISTED
        ? RichSentence.values(masking.values(key, values), " or ")
        : say(
            "{}{}",
            RichSentence.values(masking.values(key, values.subList(0, MOST_LISTED)), ", "),
            others(values.size() - MOST_LISTED));
  }

  private static RichSentence others(int number) {
    return words(
        switch (number) {
          case 0 -> "";
          case 1 -> " or 1 other value";
          default -> " or " + number + " other values";
        });
  }

  private RichSentence phrase(
      ConditionOperator operator, String key, List<String> values, boolean finite) {
    RichSentence these = listed(key, values);
    String be = finite ? "is " : "to be ";
    return switch (operator.comparison()) {
      case STRING_NOT_EQUALS, STRING_NOT_EQUALS_IGNORE_CASE, NUMERIC_NOT_EQUALS, DATE_NOT_EQUALS ->
          say(finite ? "is not {}" : "not to be {}", these);
      case STRING_NOT_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE ->
          say(finite ? "does not match {}" : "not to match {}", these);
      case NUMERIC_LESS_THAN -> say(be + "less than {}", these);
      case NUMERIC_LESS_THAN_EQUALS -> say(be + "at most {}", these);
      case NUMERIC_GREATER_THAN -> say(be + "more than {}", these);
      case NUMERIC_GREATER_THAN_EQUALS -> say(be + "at least {}", these);
      case DATE_LESS_THAN -> say(be + "before {}", these);
      case DATE_LESS_THAN_EQUALS -> say(be + "{} or before", these);
      case DATE_GREATER_THAN -> say(be + "after {}", these);
      case DATE_GREATER_THAN_EQUALS -> say(be + "{} or after", these);
      case IP_ADDRESS -> say(be + "in {}", these);
      case NOT_IP_ADDRESS -> say(be + "outside {}", these);
      case NULL ->
          words(values.contains("true") ? (finite ? "is not set" : "not to be set") : be + "set");
      case STRING_LIKE, ARN_LIKE, ARN_EQUALS -> say(finite ? "matches {}" : "to match {}", these);
      case STRING_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          NUMERIC_EQUALS,
          DATE_EQUALS,
          BOOL,
          BINARY_EQUALS ->
          say(be + "{}", these);
    };
  }

  private static List<String> shown(Cause.FailedCondition condition, Optional<NearMiss> near) {
    List<String> values = new ArrayList<>(condition.wanted());
    Optional<String> nearest = near.map(NearMiss::expected).filter(values::remove);
    nearest.ifPresent(values::addFirst);
    int most = nearest.isPresent() ? 1 : MOST;
    return values.size() > most ? values.subList(0, most) : values;
  }

  /// What the call had: "it was `bob`", "it was not set".
  RichSentence got(Cause.FailedCondition condition) {
    return switch (condition.got()) {
      case KeyState.Present(List<String> values) ->
          values.isEmpty()
              ? words("it was empty")
              : say(
                  "it was {}",
                  RichSentence.values(masking.values(condition.key(), values), " and "));
      case KeyState.Absent _ -> words("it was not set");
      case KeyState.Unknown _ -> words("its value is unknown");
    };
  }
}
