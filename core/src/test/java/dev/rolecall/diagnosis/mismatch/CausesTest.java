package dev.rolecall.diagnosis.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.evaluation.Evaluation;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.iam.evaluation.LayerResult.Located;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a failing condition is called, and which condition of a Deny is shown.
class CausesTest {

  private static final Gap GAP = new Gap("the external ID that was sent", "not recorded", "look");
  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final Caller WORKFLOW =
      new Caller.WebIdentity(
          Optional.of("arn:aws:iam::111122223333:oidc-provider/" + GITHUB),
          Optional.of("sts.amazonaws.com"),
          "repo:acme/app:ref:refs/heads/x");
  private static final Caller SAML =
      new Caller.Saml(Optional.of("arn:aws:iam::111122223333:saml-provider/okta"), "ann");

  private static Facts facts(World world) {
    return Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
  }

  private static Located only(Facts facts, PolicyType type) {
    return Evaluation.of(facts, PolicyLayers.of(facts, true), facts.context())
        .main()
        .layer(type)
        .statements()
        .findFirst()
        .orElseThrow();
  }

  private static Cause condition(World world, String conditions) {
    Facts facts = facts(world.trust(World.allow("\"AWS\":\"*\"", conditions)));
    return Causes.condition(
        facts,
        "sts:AssumeRole",
        only(facts, PolicyType.TRUST_POLICY).result().conditions().getFirst());
  }

  private static String one(String operator, String key, String value) {
    return "\"%s\":{\"%s\":\"%s\"}".formatted(operator, key, value);
  }

  @Test
  void anExternalIdIsMissingOrWrongOrOneOfBoth() {
    String wanted = one("StringEquals", "sts:ExternalId", "a");
    assertThat(condition(new World().key("sts:ExternalId", KeyState.ABSENT), wanted).code())
        .isEqualTo(CauseCode.EXTERNAL_ID_MISSING);
    assertThat(condition(new World().key("sts:ExternalId", KeyState.present("b")), wanted).code())
        .isEqualTo(CauseCode.EXTERNAL_ID_MISMATCH);
    assertThat(condition(new World().key("sts:ExternalId", KeyState.unknown(GAP)), wanted).code())
        .isEqualTo(CauseCode.EXTERNAL_ID_REQUIRED);
  }

  /// A condition that holds without an ID fails because one was sent; one that any ID satisfies
  /// fails because none was.
  @ParameterizedTest
  @CsvSource({
    "StringEqualsIfExists, a, EXTERNAL_ID_MISMATCH",
    "StringNotEquals, a, EXTERNAL_ID_MISMATCH",
    "Null, true, EXTERNAL_ID_MISMATCH",
    "Null, false, EXTERNAL_ID_MISSING",
    "StringLike, *, EXTERNAL_ID_MISSING",
    "StringLike, a*, EXTERNAL_ID_REQUIRED",
  })
  void whatFailsInAnExternalIdThatNobodyRecordedMayStillBeKnown(
      String operator, String value, CauseCode code) {
    World world = new World().key("sts:ExternalId", KeyState.unknown(GAP));
    assertThat(condition(world, one(operator, "sts:ExternalId", value)).code()).isEqualTo(code);
  }

  @Test
  void theConditionIsShownWithWhatItWantsAndWhatTheCallHad() {
    Cause cause =
        condition(
            new World().key("aws:SourceIp", KeyState.present("198.51.100.7")),
            "\"IpAddress\":{\"AWS:SourceIp\":[\"192.0.2.1\",\"192.0.2.2\"]}");
    assertThat(cause.code()).isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
    assertThat(cause.condition())
        .contains(
            new Cause.FailedCondition(
                ConditionOperator.of(Comparison.IP_ADDRESS),
                "AWS:SourceIp",
                List.of("192.0.2.1", "192.0.2.2"),
                KeyState.present("198.51.100.7")));
    assertThat(cause.policy()).contains("trust policy");
    assertThat(cause.policyType()).contains(PolicyType.TRUST_POLICY);
  }

  @ParameterizedTest
  @CsvSource({
    "Bool, aws:MultiFactorAuthPresent, true, MFA_REQUIRED",
    "BoolIfExists, aws:MultiFactorAuthPresent, true, MFA_REQUIRED",
    "NumericLessThan, aws:MultiFactorAuthAge, 3600, MFA_REQUIRED",
    "'Null', aws:MultiFactorAuthAge, false, MFA_REQUIRED",
    // a call without MFA is wanted
    "Bool, aws:MultiFactorAuthPresent, false, TRUST_CONDITION_FAILED",
    "'Null', aws:MultiFactorAuthAge, true, TRUST_CONDITION_FAILED",
  })
  void aConditionAsksForMfaIfMfaMeetsIt(String operator, String key, String value, CauseCode code) {
    assertThat(condition(new World(), one(operator, key, value)).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {GITHUB + ":sub", GITHUB + ":aud"})
  void aClaimIsOneOfTheCallersKind(String key) {
    String wanted = one("StringEquals", key, "x");
    assertThat(condition(new World().caller(WORKFLOW), wanted).code())
        .isEqualTo(CauseCode.OIDC_CLAIM_MISMATCH);
    assertThat(condition(new World(), wanted).code()).isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
  }

  @Test
  void aClaimOfAnAssertionIsASamlClaim() {
    String wanted = one("StringEquals", "SAML:aud", "x");
    assertThat(condition(new World().caller(SAML), wanted).code())
        .isEqualTo(CauseCode.SAML_CLAIM_MISMATCH);
    assertThat(condition(new World().caller(SAML), one("StringEquals", "aws:Foo", "x")).code())
        .isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
    assertThat(condition(new World().caller(WORKFLOW), one("StringEquals", "aws:Foo", "x")).code())
        .isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
  }

  private static Cause deny(World world, String conditions) {
    Facts facts =
        facts(
            world.identity(
                World.policy(
                    "{\"Sid\":\"Guard\",\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\","
                        + "\"Condition\":{"
                        + conditions
                        + "}}")));
    return Causes.deny(facts, PolicyType.IDENTITY_POLICY, only(facts, PolicyType.IDENTITY_POLICY));
  }

  @Test
  void aDenyThatMfaLiftsAsksForMfaAndShowsThatCondition() {
    Cause cause =
        deny(
            new World()
                .key("aws:RequestedRegion", KeyState.present("eu-west-1"))
                .key("aws:MultiFactorAuthPresent", KeyState.ABSENT),
            one("StringEquals", "aws:RequestedRegion", "eu-west-1")
                + ","
                + one("BoolIfExists", "aws:MultiFactorAuthPresent", "false"));
    assertThat(cause.code()).isEqualTo(CauseCode.MFA_REQUIRED);
    assertThat(cause.condition().orElseThrow().key()).isEqualTo("aws:MultiFactorAuthPresent");
    assertThat(cause.statement().orElseThrow().sid()).contains("Guard");
  }

  @Test
  void aDenyOfCallsWithMfaIsADeny() {
    Cause cause =
        deny(
            new World().key("aws:MultiFactorAuthPresent", KeyState.present("true")),
            one("Bool", "aws:MultiFactorAuthPresent", "true"));
    assertThat(cause.code()).isEqualTo(CauseCode.IDENTITY_EXPLICIT_DENY);
    assertThat(cause.condition().orElseThrow().key()).isEqualTo("aws:MultiFactorAuthPresent");
  }

  /// What is open decides whether the Deny matches.
  @Test
  void ofTheConditionsOfADenyTheOneThatIsOpenIsShown() {
    String both =
        one("StringEquals", "aws:RequestedRegion", "eu-west-1")
            + ","
            + one("StringLike", "sts:RoleSessionName", "x*");
    World region = new World().key("aws:RequestedRegion", KeyState.present("eu-west-1"));
    assertThat(deny(region, both).condition().orElseThrow().key()).isEqualTo("sts:RoleSessionName");
    World known =
        new World()
            .key("aws:RequestedRegion", KeyState.present("eu-west-1"))
            .key("sts:RoleSessionName", KeyState.present("x1"));
    assertThat(deny(known, both).condition().orElseThrow().key()).isEqualTo("aws:RequestedRegion");
  }

  @Test
  void aGuardrailThatWantsMfaStaysAGuardrail() {
    Facts facts =
        facts(
            new World()
                .key("aws:MultiFactorAuthPresent", KeyState.ABSENT)
                .scp(
                    World.policy(
                        "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\",\"Condition\":"
                            + "{\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}")));
    Cause cause = Causes.deny(facts, PolicyType.SCP, only(facts, PolicyType.SCP));
    assertThat(cause.code()).isEqualTo(CauseCode.SCP_DENY);
    assertThat(cause.condition().orElseThrow().key()).isEqualTo("aws:MultiFactorAuthPresent");
  }

  @Test
  void whomNoStatementNamesIsCalledByItsKind() {
    Caller itself = World.session(World.ROLE_ACCOUNT, "app/deploy");
    assertThat(Causes.principal(facts(new World().caller(WORKFLOW)), true))
        .isEqualTo(CauseCode.OIDC_PROVIDER_NOT_TRUSTED);
    assertThat(Causes.principal(facts(new World().caller(SAML)), true))
        .isEqualTo(CauseCode.SAML_PROVIDER_NOT_TRUSTED);
    assertThat(Causes.principal(facts(new World()), false))
        .isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(Causes.principal(facts(new World()), true)).isEqualTo(CauseCode.DELETED_PRINCIPAL);
    assertThat(Causes.principal(facts(new World().caller(itself)), true))
        .isEqualTo(CauseCode.SELF_ASSUME_NOT_TRUSTED);
  }
}
