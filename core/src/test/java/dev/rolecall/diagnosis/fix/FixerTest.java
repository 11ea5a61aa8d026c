package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.evaluation.Facts;
import dev.rolecall.diagnosis.evaluation.PolicyLayers;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which changes are offered together: all that the call needs, each once, or none.
class FixerTest {

  private static final String USER = "arn:aws:iam::" + World.OTHER_ACCOUNT + ":user/ci";
  private static final String ALLOW_ALL =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}");
  private static final String ALLOW_NOTHING =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");

  private static World user(String identityPolicy) {
    return new World().caller(World.user(World.OTHER_ACCOUNT, "ci")).identity(identityPolicy);
  }

  private static List<Fix.Place> places(World world) {
    return world.explain().fixes().stream().map(Fix::place).toList();
  }

  @Test
  void whatIsMissingOnBothSidesIsChangedOnBothSides() {
    World world =
        user(ALLOW_NOTHING).trust(World.allow("\"AWS\":\"arn:aws:iam::999999999999:role/x\"", ""));
    assertThat(places(world)).containsExactly(Fix.Place.TRUST_POLICY, Fix.Place.USER_POLICY);
  }

  @Test
  void aGuardrailBesideIsNotWorkedAround() {
    World world =
        user(ALLOW_ALL)
            .trust(World.allow("\"AWS\":\"arn:aws:iam::999999999999:role/x\"", ""))
            .scp(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
                    "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"));
    assertThat(world.explain().diagnosis().causes())
        .extracting(Cause::code)
        .contains(CauseCode.PRINCIPAL_NOT_TRUSTED, CauseCode.SCP_DENY);
    assertThat(places(world)).isEmpty();
  }

  @Test
  void aDemandThatCannotBeMetLeavesNothingToOfferOnTheOtherSide() {
    World world =
        user(ALLOW_NOTHING)
            .trust(
                World.allow(
                    "\"AWS\":\"" + USER + "\"",
                    "\"StringEquals\":{\"sts:RoleSessionName\":\"job-*\"}"))
            .key("sts:RoleSessionName", KeyState.present("job"));
    assertThat(world.explain().diagnosis().causes())
        .extracting(Cause::code)
        .contains(CauseCode.TRUST_CONDITION_FAILED, CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(places(world)).isEmpty();
  }

  @Test
  void whatTagsNeedIsPartOfTheOneChangeOfEachSide() {
    World world =
        user(ALLOW_NOTHING)
            .trust(
                World.allow(
                    "\"AWS\":\"" + USER + "\"",
                    "\"StringEquals\":{\"aws:RequestTag/team\":\"data\"}"))
            .key("aws:RequestTag/team", KeyState.ABSENT);
    List<Fix> fixes = world.explain().fixes();
    assertThat(fixes)
        .extracting(Fix::place)
        .containsExactly(Fix.Place.TRUST_POLICY, Fix.Place.USER_POLICY, Fix.Place.REQUEST);
    assertThat(fixes.get(1).after())
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("sts:AssumeRole", "sts:TagSession"));
  }

  private static World gitHub(String subject, String conditions, String action) {
    String provider =
        "arn:aws:iam::" + World.ROLE_ACCOUNT + ":oidc-provider/token.actions.githubusercontent.com";
    return new World()
        .caller(
            new Caller.WebIdentity(
                Optional.of(provider), Optional.of("sts.amazonaws.com"), subject))
        .key("token.actions.githubusercontent.com:sub", KeyState.present(subject))
        .key("token.actions.githubusercontent.com:aud", KeyState.present("sts.amazonaws.com"))
        .trust(
            World.allow("\"Federated\":\"" + provider + "\"", conditions)
                .replace("\"sts:AssumeRoleWithWebIdentity\"", "\"" + action + "\"")
                .replace("\"sts:AssumeRole\"", "\"" + action + "\""));
  }

  @Test
  void aPatternThatAdmitsOtherOwnersIsNotGivenAnotherAction() {
    World world =
        gitHub(
            "repo:acme/shop:ref:refs/heads/main",
            "\"StringLike\":{\"token.actions.githubusercontent.com:sub\":"
                + "[\"repo:acme/*\",\"repo:*\"]}",
            "sts:TagSession");
    assertThat(world.explain().fixes())
        .hasSize(1)
        .allSatisfy(
            fix -> assertThat(fix.admits()).containsExactly("repo:acme/shop:ref:refs/heads/main"));
  }

  private static final String NOT_TRUSTED =
      World.allow("\"AWS\":\"arn:aws:iam::999999999999:role/x\"", "");
  private static final String TRUSTED = World.allow("\"AWS\":\"" + USER + "\"", "");

  private static List<Fix> fixes(World world, boolean mayTrust, Cause... causes) {
    Facts facts = Facts.gather(world.denial(), World.ROLE, world.evidence(), true);
    return Fixer.fix(facts, PolicyLayers.of(facts, true), List.of(causes), mayTrust);
  }

  private static Cause cause(CauseCode code, PolicyType type) {
    return Cause.in(code, "sts:AssumeRole", type);
  }

  private static Cause notTrusted() {
    return cause(CauseCode.PRINCIPAL_NOT_TRUSTED, PolicyType.TRUST_POLICY);
  }

  private static Cause notPermitted() {
    return cause(CauseCode.IDENTITY_PERMISSION_MISSING, PolicyType.IDENTITY_POLICY);
  }

  @Test
  void aPermissionIsNotOfferedBesideAGuardrailThatNobodyRead() {
    World world = user(ALLOW_NOTHING).trust(TRUSTED).organizationUnread();
    assertThat(fixes(world, true, notPermitted()))
        .extracting(Fix::place)
        .containsExactly(Fix.Place.USER_POLICY);
    assertThat(fixes(world, true, cause(CauseCode.SCP_DENY, PolicyType.SCP), notPermitted()))
        .isEmpty();
  }

  @Test
  void whoMayNotBeTrustedIsOfferedNothingThatNeedsTrust() {
    World world = user(ALLOW_NOTHING).trust(NOT_TRUSTED);
    assertThat(fixes(world, true, notTrusted(), notPermitted())).hasSize(2);
    assertThat(fixes(world, false, notTrusted(), notPermitted())).isEmpty();
    World trusted = user(ALLOW_NOTHING).trust(TRUSTED);
    assertThat(fixes(trusted, false, notPermitted())).hasSize(1);
  }

  @Test
  void aTrustPolicyThatWasNotReadIsNotChanged() {
    World world = user(ALLOW_NOTHING).roleUnread();
    assertThat(fixes(world, true, notPermitted())).hasSize(1);
    assertThat(fixes(world, true, notTrusted(), notPermitted())).isEmpty();
  }

  @Test
  void aCallIsSaidToPassWhereNothingIsLeftOpen() {
    World world = user(ALLOW_NOTHING).trust(TRUSTED);
    assertThat(fixes(world, true, notPermitted()))
        .extracting(Fix::result)
        .containsExactly(Fix.Result.ALLOWED);
    assertThat(fixes(world.organizationUnread(), true, notPermitted()))
        .extracting(Fix::result)
        .containsExactly(Fix.Result.ALLOWED_IF);
  }

  @Test
  void aPermissionThatIsThereIsNotGivenOnceMore() {
    assertThat(fixes(user(ALLOW_ALL).trust(TRUSTED), true, notPermitted())).isEmpty();
  }

  @Test
  void aTrustPolicyThatNobodyMayEditIsNotChanged() {
    RoleArn kept =
        RoleArn.parse(
                "arn:aws:iam::%s:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef"
                    .formatted(World.ROLE_ACCOUNT))
            .orElseThrow();
    World world = user(ALLOW_ALL).trust(NOT_TRUSTED).target(new TargetRole.Known(kept));
    assertThat(world.explain().diagnosis().cause().code())
        .isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(world.explain().fixes()).isEmpty();
  }

  @Test
  void trustIsNotOfferedAloneWhereThePermissionCannotBe() {
    World world = user(ALLOW_ALL).callerUnread().trust(NOT_TRUSTED);
    assertThat(fixes(world, true, notTrusted())).hasSize(1);
    assertThat(fixes(world, true, notTrusted(), notPermitted())).isEmpty();
  }

  @Test
  void trustIsNotOfferedAloneWhereNobodyKnowsWhatTheCallHasToSend() {
    World world = user(ALLOW_ALL).callerUnread().trust(NOT_TRUSTED);
    Cause mfa = cause(CauseCode.MFA_REQUIRED, PolicyType.IDENTITY_POLICY);
    assertThat(fixes(world, true, notTrusted(), mfa)).isEmpty();
  }

  @Test
  void theTrustPolicyIsChangedOnceForTheCallerAndForItsTags() {
    World world =
        new World()
            .caller(World.user(World.OTHER_ACCOUNT, "ci"))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\",\"Condition\":"
                        + "{\"StringEquals\":{\"aws:RequestTag/team\":\"data\"}}}"))
            .trust(NOT_TRUSTED)
            .key("aws:RequestTag/team", KeyState.ABSENT);
    List<Fix> fixes = world.explain().fixes();
    assertThat(fixes)
        .extracting(Fix::place)
        .containsExactly(Fix.Place.TRUST_POLICY, Fix.Place.REQUEST);
    Fix trust = fixes.getFirst();
    assertThat(trust.before()).contains(NOT_TRUSTED);
    assertThat(trust.after().orElseThrow()).contains(USER, "sts:AssumeRole", "sts:TagSession");
    assertThat(trust.admits()).containsExactly(USER);
  }

  @Test
  void aCallThroughAnotherVpcEndpointMeetsThatEndpointsPolicy() {
    World world =
        user(ALLOW_ALL)
            .trust(
                World.allow(
                    "\"AWS\":\"" + USER + "\"",
                    "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}"));
    assertThat(world.explain().fixes())
        .singleElement()
        .satisfies(
            fix -> {
              assertThat(fix.place()).isEqualTo(Fix.Place.REQUEST);
              assertThat(fix.result()).isEqualTo(Fix.Result.ALLOWED_IF);
              assertThat(fix.conditions())
                  .extracting(GapSentence::fact)
                  .containsExactly("the policy of the VPC endpoint vpce-1");
            });
  }

  private static final String DEAD = "actions.githubusercontent.com:sub";

  /// A statement whose subjects no token can have, as their key names no issuer.
  private static World deadKey(String subjects) {
    return gitHub(
            "repo:acme/shop:ref:refs/heads/main",
            "\"StringLike\":{\"%s\":[%s]}".formatted(DEAD, subjects),
            "sts:AssumeRoleWithWebIdentity")
        .key(DEAD, KeyState.ABSENT);
  }

  @Test
  void aKeyIsCorrectedInPlaceWhereItsPatternsAreOfTheOwnerAlone() {
    assertThat(deadKey("\"repo:acme/*\"").explain().fixes())
        .singleElement()
        .satisfies(fix -> assertThat(fix.admits()).containsExactly("repo:acme/*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // of every owner
        "repo:*",
        // everything: it cannot even be said whom this lets in
        "*",
        // of every owner with such a repository
        "*/shop:ref:refs/heads/main",
        // of owners with similar names
        "repo:acm?/shop:ref:refs/heads/main",
      })
  void aKeyIsNotCorrectedInPlaceWhereAPatternAdmitsOtherOwners(String pattern) {
    assertThat(deadKey("\"repo:acme/*\",\"" + pattern + "\"").explain().fixes())
        .singleElement()
        .satisfies(
            fix -> assertThat(fix.admits()).containsExactly("repo:acme/shop:ref:refs/heads/main"));
  }
}
