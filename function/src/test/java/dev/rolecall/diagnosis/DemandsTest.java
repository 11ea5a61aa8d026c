package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller is asked to send: only what a request can have.
class DemandsTest {

  private static final String USER = "\"AWS\":\"arn:aws:iam::" + World.ROLE_ACCOUNT + ":user/ci\"";

  private static World world(String condition, String key, KeyState got) {
    return new World().trust(World.allow(USER, condition)).key(key, got);
  }

  private static List<Fix.RequestMust> musts(World world) {
    return world.explain().fixes().stream().flatMap(fix -> fix.requestMust().stream()).toList();
  }

  @Test
  void aValueOfThePolicyIsAskedFor() {
    assertThat(
            musts(
                world(
                    "\"StringEquals\":{\"sts:RoleSessionName\":\"alice\"}",
                    "sts:RoleSessionName",
                    KeyState.present("bob"))))
        .containsExactly(
            new Fix.RequestMust("sts:RoleSessionName", "StringEquals", List.of("alice")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"StringEquals\":{\"sts:RoleSessionName\":\"job-*\"}",
        "\"StringNotLike\":{\"sts:RoleSessionName\":[\"x\",\"*\"]}",
        "\"StringEquals\":{\"sts:RoleSessionName\":\"a name with blanks\"}",
        "\"Null\":{\"sts:RoleSessionName\":\"true\"}",
        "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:PrincipalTag/none}\"}",
        "\"StringLike\":{\"sts:RoleSessionName\":\"a*\"},\"StringNotLike\":"
            + "{\"sts:RoleSessionName\":\"a*\"}"
      })
  void whatNoCallCanSendIsNotAskedFor(String condition) {
    Explanation explanation =
        world(condition, "sts:RoleSessionName", KeyState.present("job")).explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
    assertThat(explanation.fixes()).isEmpty();
    assertThat(explanation.outOfReach()).contains(explanation.diagnosis().cause());
    assertThat(explanation.diagnosis().actor()).isEqualTo(Actor.TARGET_ACCOUNT);
  }

  @Test
  void allConditionsOnAKeyAreMetTogether() {
    assertThat(
            musts(
                world(
                    "\"StringLike\":{\"sts:RoleSessionName\":\"job-*\"},"
                        + "\"StringNotEquals\":{\"sts:RoleSessionName\":\"job-\"}",
                    "sts:RoleSessionName",
                    KeyState.present("bob"))))
        .extracting(Fix.RequestMust::operator)
        .containsExactlyInAnyOrder("StringLike", "StringNotEquals");
  }

  @Test
  void variablesAreReplacedForTheCaller() {
    World world =
        world(
                "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}",
                "sts:RoleSessionName",
                KeyState.present("bob"))
            .key("aws:username", KeyState.present("ci"));
    assertThat(musts(world)).extracting(Fix.RequestMust::values).containsExactly(List.of("ci"));
  }

  @Test
  void anExternalIdThatMustNotBeSentIsForbidden() {
    List<Fix.RequestMust> musts =
        musts(
            world(
                "\"Null\":{\"sts:ExternalId\":\"true\"}",
                "sts:ExternalId",
                KeyState.present("abc")));
    assertThat(musts).hasSize(1).allMatch(Fix.RequestMust::forbids);
  }

  @ParameterizedTest
  @CsvSource({"Bool, false", "BoolIfExists, false", "Null, true"})
  void aConditionThatWantsNoMfaAsksForACallWithoutMfa(String operator, String value) {
    World world =
        world(
                "\"" + operator + "\":{\"aws:MultiFactorAuthPresent\":\"" + value + "\"}",
                "aws:MultiFactorAuthPresent",
                KeyState.present("true"))
            .key("aws:MultiFactorAuthAge", KeyState.present("60"));
    assertThat(world.explain().diagnosis().cause().code())
        .isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
    assertThat(musts(world)).hasSize(1).allMatch(Fix.RequestMust::isWithoutMfa);
  }

  @Test
  void aConditionThatWantsMfaAsksForMfa() {
    World world =
        world(
                "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},"
                    + "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}",
                "aws:MultiFactorAuthPresent",
                KeyState.present("false"))
            .key("aws:MultiFactorAuthAge", KeyState.ABSENT);
    assertThat(musts(world))
        .containsExactly(
            new Fix.RequestMust("aws:MultiFactorAuthPresent", "Bool", List.of("true")),
            new Fix.RequestMust("aws:MultiFactorAuthAge", "NumericLessThan", List.of("3600")));
  }

  @Test
  void aDenyOfCallsWithoutMfaAsksForMfa() {
    World world =
        new World()
            .trust(World.allow("\"AWS\":\"111122223333\"", ""))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}",
                    "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\",\"Condition\":"
                        + "{\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}"))
            .key("aws:MultiFactorAuthPresent", KeyState.present("false"))
            .key("aws:MultiFactorAuthAge", KeyState.ABSENT);
    assertThat(musts(world))
        .containsExactly(
            new Fix.RequestMust("aws:MultiFactorAuthPresent", "Bool", List.of("true")));
  }

  @ParameterizedTest
  @CsvSource({
    "aws:RequestTag/Project, sts:TagSession",
    "aws:TagKeys, sts:TagSession",
    "sts:TransitiveTagKeys, sts:TagSession",
    "sts:SourceIdentity, sts:SetSourceIdentity"
  })
  void whatIsPassedAlongBringsTheActionThatItNeeds(String key, String action) {
    String quantifier = key.endsWith("Keys") ? "ForAnyValue:" : "";
    World world =
        world(
                "\"" + quantifier + "StringEquals\":{\"" + key + "\":\"Atlas\"}",
                key,
                KeyState.ABSENT)
            .caller(World.user(World.OTHER_ACCOUNT, "ci"))
            .trust(
                World.allow(
                    "\"AWS\":\"arn:aws:iam::" + World.OTHER_ACCOUNT + ":user/ci\"",
                    "\"" + quantifier + "StringEquals\":{\"" + key + "\":\"Atlas\"}"))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}"));
    List<Fix> fixes = world.explain().fixes();
    assertThat(fixes)
        .extracting(Fix::place)
        .containsExactly(Fix.Place.TRUST_POLICY, Fix.Place.USER_POLICY, Fix.Place.REQUEST);
    assertThat(fixes.getFirst().after().orElseThrow()).contains(action);
    assertThat(fixes.getFirst().admits()).isEmpty();
    assertThat(fixes.get(1).after().orElseThrow()).contains(action);
  }

  @Test
  void nobodyIsAskedToSendWhatServicesSend() {
    World world =
        world(
                "\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}",
                "aws:SourceAccount",
                KeyState.ABSENT)
            .caller(new Caller.AwsService("lambda.amazonaws.com"))
            .trust(
                World.allow(
                    "\"Service\":\"lambda.amazonaws.com\"",
                    "\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}"));
    assertThat(world.explain().fixes()).isEmpty();
  }
}
