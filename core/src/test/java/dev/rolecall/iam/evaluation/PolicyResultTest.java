package dev.rolecall.iam.evaluation;

import static dev.rolecall.iam.condition.Samples.context;
import static dev.rolecall.iam.condition.Samples.facts;
import static dev.rolecall.iam.condition.Samples.letter;
import static dev.rolecall.iam.condition.Samples.named;
import static dev.rolecall.iam.condition.Samples.request;
import static dev.rolecall.iam.condition.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.Samples;
import dev.rolecall.iam.condition.Truth;
import dev.rolecall.iam.policy.NamedPolicy;
import dev.rolecall.iam.principal.PrincipalMatchKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements and policies: how their elements combine.
class PolicyResultTest {

  private static final RequestContext CONTEXT = context("unknown", unknown("unknown"));

  private static PolicyResult judge(String statements) {
    return PolicyResult.of(
        named("{'Version': '2012-10-17', 'Statement': [" + statements + "]}"),
        request(Samples.USER, CONTEXT));
  }

  /// A condition that holds, does not, or is unknown.
  private static String condition(char truth) {
    return switch (truth) {
      case 'T' -> "'Null': {'absent': 'true'}";
      case 'F' -> "'Bool': {'absent': 'true'}";
      default -> "'StringEquals': {'unknown': 'x'}";
    };
  }

  /// The same with other operators.
  private static String otherCondition(char truth) {
    return switch (truth) {
      case 'T' -> "'BoolIfExists': {'absent': 'true'}";
      case 'F' -> "'ArnLike': {'absent': 'a:b:c:d:e:f'}";
      default -> "'StringLike': {'unknown': 'x'}";
    };
  }

  private static String statement(String effect, char truth) {
    return "{'Effect': '"
        + effect
        + "', 'Principal': '*', 'Action': '*', 'Condition': {"
        + condition(truth)
        + "}}";
  }

  @ParameterizedTest
  @CsvSource({
    // principal, action, resource, two conditions, whether the statement applies
    "*, sts:AssumeRole, *, TT, T",
    "222222222222, sts:AssumeRole, *, TT, F",
    "*, sts:TagSession, *, TT, F",
    "*, sts:AssumeRole, x, TT, F",
    "*, sts:AssumeRole, arn, TT, U",
    "*, sts:AssumeRole, *, TF, F",
    "*, sts:AssumeRole, *, FT, F",
    "*, sts:AssumeRole, *, UT, U",
    "*, sts:AssumeRole, *, UF, F",
    "222222222222, sts:AssumeRole, *, UU, F",
    "*, sts:AssumeRole, x, UU, F",
  })
  void aStatementAppliesWhenAllItsElementsDo(
      String principal, String action, String resource, String conditions, String expected) {
    String one = condition(conditions.charAt(0));
    String two = otherCondition(conditions.charAt(1));
    String statement =
        "{'Effect': 'Allow', 'Principal': {'AWS': '%s'}, 'Action': '%s', 'Resource': '%s', 'Condition': {%s, %s}}"
            .formatted(principal, action, resource, one, two);
    StatementResult result = judge(statement).statements().getFirst();
    assertThat(letter(result.applies())).isEqualTo(expected);
  }

  @Test
  void everyElementIsJudgedAlsoBehindOneThatFails() {
    StatementResult result =
        judge(
                "{'Effect': 'Allow', 'Principal': {'AWS': '222222222222'}, 'Action': 'a:b',"
                    + " 'Resource': 'x', 'Condition': {'Bool': {'absent': 'true'},"
                    + " 'StringEquals': {'unknown': 'x'}, 'Null': {'absent': 'true'}}}")
            .statements()
            .getFirst();
    assertThat(result.principal().matches()).isEmpty();
    assertThat(result.action()).isEqualTo(Truth.FALSE);
    assertThat(result.resource()).isEqualTo(Truth.FALSE);
    assertThat(result.conditions().stream().map(condition -> letter(condition.truth())))
        .containsExactly("F", "U", "T");
    assertThat(result.allConditions()).isEqualTo(Truth.FALSE);
  }

  @Test
  void aStatementWithoutPrincipalOrResourceIsNotHeldBackByThem() {
    StatementResult result = judge("{'Effect': 'Allow', 'Action': '*'}").statements().getFirst();
    assertThat(result.principal(EnumSet.noneOf(PrincipalMatchKind.class))).isEqualTo(Truth.TRUE);
    assertThat(result.resource()).isEqualTo(Truth.TRUE);
    assertThat(result.applies()).isEqualTo(Truth.TRUE);
  }

  @Test
  void anAllowCountsOnlyForTheGradesAskedFor() {
    PolicyResult result =
        judge("{'Effect': 'Allow', 'Principal': {'AWS': '111111111111'}, 'Action': '*'}");
    assertThat(result.allow(EnumSet.of(PrincipalMatchKind.ACCOUNT))).isEqualTo(Truth.TRUE);
    assertThat(result.allow(EnumSet.complementOf(EnumSet.of(PrincipalMatchKind.ACCOUNT))))
        .isEqualTo(Truth.FALSE);
    assertThat(result.allow(PrincipalMatchKind.ANY)).isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @CsvSource({
    // two Allow and two Deny statements: allow, deny
    "TT, FF, T, F",
    "TF, FF, T, F",
    "FF, FF, F, F",
    "UF, FF, U, F",
    "UT, FF, T, F",
    "TT, FT, T, T",
    "TT, UF, T, U",
    "TT, UT, T, T",
    "FF, UT, F, T",
  })
  void oneAllowAndOneDenyAreEnough(String allows, String denies, String allow, String deny) {
    PolicyResult result =
        judge(
            String.join(
                ",",
                statement("Allow", allows.charAt(0)),
                statement("Deny", denies.charAt(0)),
                statement("Allow", allows.charAt(1)),
                statement("Deny", denies.charAt(1))));
    assertThat(letter(result.allow(PrincipalMatchKind.ANY))).isEqualTo(allow);
    assertThat(letter(result.deny())).isEqualTo(deny);
    assertThat(result.statements()).hasSize(4);
  }

  @Test
  void aPolicyWithoutStatementsDoesNothing() {
    PolicyResult result = judge("");
    assertThat(result.allow(PrincipalMatchKind.ANY)).isEqualTo(Truth.FALSE);
    assertThat(result.deny()).isEqualTo(Truth.FALSE);
  }

  @Test
  void anUnknownStatementNamesItsKey() {
    assertThat(facts(judge(statement("Allow", 'U')).allow(PrincipalMatchKind.ANY)))
        .containsExactly("unknown");
  }

  @Test
  void forAnotherActionOnlyActionsAreComparedAgain() {
    List<String> asked = new ArrayList<>();
    RequestContext counting =
        RequestContext.builder(
                key -> {
                  asked.add(key);
                  return KeyState.ABSENT;
                })
            .build();
    NamedPolicy policy =
        named(
            "{'Version': '2012-10-17', 'Statement': ["
                + "{'Effect': 'Allow', 'Principal': '*', 'Action': 'sts:AssumeRole',"
                + " 'Condition': {'Null': {'a': 'true'}}},"
                + "{'Effect': 'Deny', 'Principal': '*', 'Action': 'sts:TagSession',"
                + " 'Condition': {'Null': {'b': 'true'}}}]}");
    PolicyResult result = PolicyResult.of(policy, request(Samples.USER, counting));
    assertThat(asked).containsExactly("a", "b");
    PolicyResult other = result.map(one -> one.withAction("sts:TagSession"));
    assertThat(asked).hasSize(2);
    assertThat(letter(result.allow(PrincipalMatchKind.ANY)) + letter(result.deny()))
        .isEqualTo("TF");
    assertThat(letter(other.allow(PrincipalMatchKind.ANY)) + letter(other.deny())).isEqualTo("FT");
  }
}
