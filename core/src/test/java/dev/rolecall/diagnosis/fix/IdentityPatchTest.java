package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.diagnosis.World;
import dev.rolecall.diagnosis.result.Fix;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who gets the permission that is missing, and in which of the caller's policies.
class IdentityPatchTest {

  private static final String TARGET = World.ROLE.toString();
  private static final String WITHOUT_PATH = "arn:aws:iam::111122223333:role/deploy";
  private static final String MISSPELLED = "arn:aws:iam::111122223333:role/app/deplay";

  private static String allow(String action, String resource) {
    return "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":%s}".formatted(action, resource);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /// A user whose account the role trusts.
  private static World user() {
    return new World()
        .caller(World.user(World.OTHER_ACCOUNT, "ci"))
        .trust(World.allow("\"AWS\":\"444455556666\"", ""));
  }

  private static Fix fix(World world) {
    return world.explain().fixes().getFirst();
  }

  @Test
  void aUserAndARoleGetAPolicyOfTheirOwn() {
    assertThat(IdentityPatch.target(World.user(World.OTHER_ACCOUNT, "ci")))
        .contains(
            new IdentityPatch.Target(
                new AccountId(World.OTHER_ACCOUNT), Fix.Place.USER_POLICY, "ci"));
    assertThat(IdentityPatch.target(World.session(World.OTHER_ACCOUNT, "app/builder")))
        .contains(
            new IdentityPatch.Target(
                new AccountId(World.OTHER_ACCOUNT), Fix.Place.ROLE_POLICY, "builder"));
  }

  @ParameterizedTest
  @CsvSource({
    "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef, PERMISSION_SET",
    "builder, ROLE_POLICY",
  })
  void thePoliciesOfIdentityCenterAreThoseOfThePermissionSet(String role, Fix.Place place) {
    assertThat(IdentityPatch.target(World.session(World.OTHER_ACCOUNT, role)))
        .hasValueSatisfying(target -> assertThat(target.place()).isEqualTo(place));
  }

  /// Nobody may change a service-linked role, and the others have no policies.
  @Test
  void whoHasNoPoliciesToChangeGetsNone() {
    assertThat(
            IdentityPatch.target(
                World.session(
                    World.OTHER_ACCOUNT,
                    "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")))
        .isEmpty();
    assertThat(IdentityPatch.target(new Caller.Root("aws", new AccountId(World.OTHER_ACCOUNT))))
        .isEmpty();
    assertThat(IdentityPatch.target(new Caller.AwsService("ec2.amazonaws.com"))).isEmpty();
    assertThat(IdentityPatch.target(new Caller.Saml(Optional.empty(), "ann"))).isEmpty();
    assertThat(
            IdentityPatch.target(
                new Caller.WebIdentity(Optional.empty(), Optional.empty(), "job:1")))
        .isEmpty();
    assertThat(IdentityPatch.target(new Caller.Unidentified("IAMUser", "AIDA1", Optional.empty())))
        .isEmpty();
  }

  @Test
  void aSessionWhoseRoleIsNotKnownHasNoPlaceForAPolicy() {
    RoleArn role = RoleArn.parse("arn:aws:iam::444455556666:role/builder").orElseThrow();
    Caller session =
        new Caller.RoleSession(
            new RoleSessionArn("aws", role.account(), role.name(), "s"),
            Optional.empty(),
            Optional.empty());
    assertThat(IdentityPatch.target(session)).isEmpty();
  }

  @Test
  void theStatementWithTheWrongArnIsChangedAndTheOthersAreNot() {
    Fix fix =
        fix(
            user()
                .identity(
                    "assume",
                    "ci",
                    World.policy(
                        allow("s3:GetObject", quoted("*")),
                        allow("sts:AssumeRole", quoted(WITHOUT_PATH)))));
    assertThat(fix.policyName()).contains("assume");
    assertThat(World.read(fix.after().orElseThrow()).statements()).hasSize(2);
    assertThat(fix.after().orElseThrow())
        .contains("\"Resource\":\"" + TARGET + "\"")
        .contains("\"s3:GetObject\",\"Resource\":\"*\"");
    assertThat(fix.result()).isEqualTo(Fix.Result.ALLOWED);
  }

  /// Inline policies of a user and of its groups may have the same name.
  @Test
  void ofTwoPoliciesOfOneNameTheOneWithTheWrongArnIsMeant() {
    Fix fix =
        fix(
            user()
                .identity("assume", "group ops", World.policy(allow("s3:GetObject", quoted("*"))))
                .identity(
                    "assume", "ci", World.policy(allow("sts:AssumeRole", quoted(WITHOUT_PATH)))));
    assertThat(fix.policyName()).contains("assume");
    assertThat(fix.before().orElseThrow()).contains(WITHOUT_PATH);
    assertThat(fix.after().orElseThrow()).contains(TARGET).doesNotContain("s3:");
  }

  @Test
  void aNameThatMayBeAnotherRolesStaysBesideTheRightOne() {
    Fix fix =
        fix(
            user()
                .identity(
                    "assume", "ci", World.policy(allow("sts:AssumeRole", quoted(MISSPELLED)))));
    assertThat(fix.after().orElseThrow())
        .contains("\"Resource\":[\"" + MISSPELLED + "\",\"" + TARGET + "\"]");
  }

  /// Whoever may do more to that role would be allowed more on this one.
  @Test
  void aStatementThatAllowsMoreThanTheCallNeedsStaysAsItIs() {
    Fix fix =
        fix(
            user()
                .identity(
                    "assume",
                    "ci",
                    World.policy(
                        "{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\",\"iam:GetRole\"],"
                            + "\"Resource\":\""
                            + WITHOUT_PATH
                            + "\"}")));
    assertThat(fix.policyName()).contains("assume-deploy");
    assertThat(fix.before()).isEmpty();
    assertThat(fix.after().orElseThrow()).doesNotContain("iam:GetRole");
  }

  @Test
  void whereNothingWasMeantForTheRoleAPolicyOfItsOwnIsWritten() {
    Fix fix = fix(user().identity("other", "ci", World.policy(allow("s3:*", quoted("*")))));
    assertThat(fix.policyName()).contains("assume-deploy");
    assertThat(fix.after().orElseThrow())
        .contains("\"Action\":\"sts:AssumeRole\"")
        .contains("\"Resource\":\"" + TARGET + "\"")
        .doesNotContain("Condition");
    assertThat(fix.admits()).containsExactly("arn:aws:iam::444455556666:user/ci");
  }

  @Test
  void policiesThatNobodyReadAreNotChanged() {
    assertThat(user().callerUnread().explain().fixes())
        .noneMatch(fix -> fix.place() == Fix.Place.USER_POLICY);
  }
}
