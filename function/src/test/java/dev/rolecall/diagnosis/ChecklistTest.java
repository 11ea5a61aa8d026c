package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The steps say what is known, and nothing that the diagnosis does not say.
class ChecklistTest {

  private static final Gap GAP = new Gap("the external ID that was sent", "not recorded", "look");
  private static final String CI = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";

  private static World wantsExternalId(KeyState sent) {
    return new World()
        .trust(World.allow(CI, "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}"))
        .key("sts:ExternalId", sent);
  }

  private static Step.Status status(Explanation explanation, Step.Name name) {
    return explanation.checklist().stream()
        .filter(step -> step.name() == name)
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void anExternalIdThatIsKnownToBeMissingFails() {
    Explanation explanation = wantsExternalId(KeyState.ABSENT).explain();
    assertThat(status(explanation, Step.Name.EXTERNAL_ID_SATISFIED)).isEqualTo(Step.Status.FAIL);
    assertThat(status(explanation, Step.Name.TRUST_POLICY_ALLOWS_CALLER))
        .isEqualTo(Step.Status.FAIL);
    assertThat(status(explanation, Step.Name.MFA_SATISFIED)).isEqualTo(Step.Status.PASS);
  }

  /// That an external ID is asked for is certain; whether one was sent, and which, is not.
  @Test
  void anExternalIdThatNobodyRecordedIsUnknownHoweverCertainTheCause() {
    Explanation explanation =
        wantsExternalId(KeyState.unknown(GAP))
            .reason(new AwsReason.PolicyDenies(PolicyType.TRUST_POLICY, false, Optional.empty()))
            .explain();
    assertThat(explanation.diagnosis().cause().code()).isEqualTo(CauseCode.EXTERNAL_ID_REQUIRED);
    assertThat(explanation.diagnosis().confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(status(explanation, Step.Name.EXTERNAL_ID_SATISFIED)).isEqualTo(Step.Status.UNKNOWN);
  }

  @Test
  void anExternalIdThatWasSentPasses() {
    assertThat(
            status(
                wantsExternalId(KeyState.present("acme-1")).explain(),
                Step.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(Step.Status.PASS);
  }

  @Test
  void aRoleThatNobodyReadMayWantAnything() {
    Explanation explanation = new World().roleUnread().explain();
    assertThat(status(explanation, Step.Name.ROLE_EXISTS)).isEqualTo(Step.Status.UNKNOWN);
    assertThat(status(explanation, Step.Name.EXTERNAL_ID_SATISFIED)).isEqualTo(Step.Status.UNKNOWN);
    assertThat(status(explanation, Step.Name.MFA_SATISFIED)).isEqualTo(Step.Status.UNKNOWN);
  }

  private static World delegated() {
    return new World().trust(World.allow("\"AWS\":\"111122223333\"", ""));
  }

  private static final String NOTHING_OF_STS =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");

  @Test
  void aCallerWhomTheRoleNamesNeedsNoPermissionOfItsOwn() {
    Explanation explanation = new World().trust(World.allow(CI, "")).explain();
    assertThat(status(explanation, Step.Name.CALLER_MAY_ASSUME)).isEqualTo(Step.Status.PASS);
  }

  @Test
  void aCallerWhoseAccountTheRoleNamesNeedsOne() {
    assertThat(status(delegated().explain(), Step.Name.CALLER_MAY_ASSUME))
        .isEqualTo(Step.Status.FAIL);
    assertThat(
            status(
                delegated()
                    .identity(
                        World.policy(
                            "{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"))
                    .explain(),
                Step.Name.CALLER_MAY_ASSUME))
        .isEqualTo(Step.Status.PASS);
    assertThat(status(delegated().callerUnread().explain(), Step.Name.CALLER_MAY_ASSUME))
        .isEqualTo(Step.Status.UNKNOWN);
  }

  @Test
  void anExplicitDenyFailsWhateverElseIsTheCause() {
    Explanation explanation =
        new World()
            .trust(World.allow("\"AWS\":\"arn:aws:iam::111122223333:user/zoe\"", ""))
            .scp(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
                    "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"))
            .explain();
    assertThat(status(explanation, Step.Name.ORGANIZATION_ALLOWS)).isEqualTo(Step.Status.FAIL);
    assertThat(status(explanation, Step.Name.TRUST_POLICY_ALLOWS_CALLER))
        .isEqualTo(Step.Status.FAIL);
    assertThat(status(explanation, Step.Name.CALLER_MAY_ASSUME)).isEqualTo(Step.Status.PASS);
  }

  @Test
  void anOrganizationThatNobodyReadIsUnknown() {
    Explanation explanation = new World().trust(World.allow(CI, "")).organizationUnread().explain();
    assertThat(status(explanation, Step.Name.ORGANIZATION_ALLOWS)).isEqualTo(Step.Status.UNKNOWN);
    assertThat(
            status(
                new World().trust(World.allow(CI, "")).noOrganization().explain(),
                Step.Name.ORGANIZATION_ALLOWS))
        .isEqualTo(Step.Status.PASS);
  }

  @Test
  void rootFailsAsACallerAndARoleThatIsNotThereAsARole() {
    Explanation root =
        new World().caller(new Caller.Root("aws", new AccountId(World.ROLE_ACCOUNT))).explain();
    assertThat(status(root, Step.Name.CALLER_MAY_ASSUME)).isEqualTo(Step.Status.FAIL);
    assertThat(status(new World().noRole().explain(), Step.Name.ROLE_EXISTS))
        .isEqualTo(Step.Status.FAIL);
  }

  @Test
  void whatMayBeTheCauseIsUnknown() {
    World world =
        new World()
            .trust(
                World.allow(
                    CI,
                    "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},"
                        + "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}"))
            .key("aws:MultiFactorAuthPresent", KeyState.unknown(GAP, KeyState.ABSENT))
            .key("sts:ExternalId", KeyState.unknown(GAP));
    assertThat(status(world.explain(), Step.Name.MFA_SATISFIED)).isEqualTo(Step.Status.UNKNOWN);
    assertThat(status(world.explain(), Step.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(Step.Status.UNKNOWN);
  }

  @Test
  void mfaThatIsKnownToBeMissingFails() {
    Explanation explanation =
        new World()
            .trust(World.allow(CI, "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}"))
            .key("aws:MultiFactorAuthPresent", KeyState.ABSENT)
            .explain();
    assertThat(status(explanation, Step.Name.MFA_SATISFIED)).isEqualTo(Step.Status.FAIL);
    assertThat(status(explanation, Step.Name.EXTERNAL_ID_SATISFIED)).isEqualTo(Step.Status.PASS);
  }

  @Test
  void awsSentenceIsAFailureOfItsOwnAndItsSilenceIsUnknown() {
    assertThat(status(new World().explain(), Step.Name.AWS_REASON)).isEqualTo(Step.Status.UNKNOWN);
    assertThat(
            status(
                delegated()
                    .identity(NOTHING_OF_STS)
                    .reason(
                        new AwsReason.PolicyDenies(
                            PolicyType.IDENTITY_POLICY, false, Optional.empty()))
                    .explain(),
                Step.Name.AWS_REASON))
        .isEqualTo(Step.Status.FAIL);
  }
}
