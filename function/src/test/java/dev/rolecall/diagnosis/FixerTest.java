package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
}
