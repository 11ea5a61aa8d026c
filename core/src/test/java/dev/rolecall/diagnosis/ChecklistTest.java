package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
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

  private static ChecklistStep.Status status(Explanation explanation, ChecklistStep.Name name) {
    return explanation.checklist().stream()
        .filter(checklistStep -> checklistStep.name() == name)
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void anExternalIdThatIsKnownToBeMissingFails() {
    Explanation explanation = wantsExternalId(KeyState.ABSENT).explain();
    assertThat(status(explanation, ChecklistStep.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(ChecklistStep.Status.FAIL);
    assertThat(status(explanation, ChecklistStep.Name.TRUST_POLICY_ALLOWS_CALLER))
        .isEqualTo(ChecklistStep.Status.FAIL);
    assertThat(status(explanation, ChecklistStep.Name.MFA_SATISFIED))
        .isEqualTo(ChecklistStep.Status.PASS);
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
    assertThat(status(explanation, ChecklistStep.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
  }

  @Test
  void anExternalIdThatWasSentPasses() {
    assertThat(
            status(
                wantsExternalId(KeyState.present("acme-1")).explain(),
                ChecklistStep.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(ChecklistStep.Status.PASS);
  }

  @Test
  void aRoleThatNobodyReadMayWantAnything() {
    Explanation explanation = new World().roleUnread().explain();
    assertThat(status(explanation, ChecklistStep.Name.ROLE_EXISTS))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
    assertThat(status(explanation, ChecklistStep.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
    assertThat(status(explanation, ChecklistStep.Name.MFA_SATISFIED))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
  }

  private static World delegated() {
    return new World().trust(World.allow("\"AWS\":\"111122223333\"", ""));
  }

  private static final String NOTHING_OF_STS =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");

  @Test
  void aCallerWhomTheRoleNamesNeedsNoPermissionOfItsOwn() {
    Explanation explanation = new World().trust(World.allow(CI, "")).explain();
    assertThat(status(explanation, ChecklistStep.Name.CALLER_MAY_ASSUME))
        .isEqualTo(ChecklistStep.Status.PASS);
  }

  @Test
  void aCallerWhoseAccountTheRoleNamesNeedsOne() {
    assertThat(status(delegated().explain(), ChecklistStep.Name.CALLER_MAY_ASSUME))
        .isEqualTo(ChecklistStep.Status.FAIL);
    assertThat(
            status(
                delegated()
                    .identity(
                        World.policy(
                            "{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}"))
                    .explain(),
                ChecklistStep.Name.CALLER_MAY_ASSUME))
        .isEqualTo(ChecklistStep.Status.PASS);
    assertThat(status(delegated().callerUnread().explain(), ChecklistStep.Name.CALLER_MAY_ASSUME))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
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
    assertThat(status(explanation, ChecklistStep.Name.ORGANIZATION_ALLOWS))
        .isEqualTo(ChecklistStep.Status.FAIL);
    assertThat(status(explanation, ChecklistStep.Name.TRUST_POLICY_ALLOWS_CALLER))
        .isEqualTo(ChecklistStep.Status.FAIL);
    assertThat(status(explanation, ChecklistStep.Name.CALLER_MAY_ASSUME))
        .isEqualTo(ChecklistStep.Status.PASS);
  }

  @Test
  void anOrganizationThatNobodyReadIsUnknown() {
    Explanation explanation = new World().trust(World.allow(CI, "")).organizationUnread().explain();
    assertThat(status(explanation, ChecklistStep.Name.ORGANIZATION_ALLOWS))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
    assertThat(
            status(
                new World().trust(World.allow(CI, "")).noOrganization().explain(),
                ChecklistStep.Name.ORGANIZATION_ALLOWS))
        .isEqualTo(ChecklistStep.Status.PASS);
  }

  @Test
  void rootFailsAsACallerAndARoleThatIsNotThereAsARole() {
    Explanation root =
        new World().caller(new Caller.Root("aws", new AccountId(World.ROLE_ACCOUNT))).explain();
    assertThat(status(root, ChecklistStep.Name.CALLER_MAY_ASSUME))
        .isEqualTo(ChecklistStep.Status.FAIL);
    assertThat(status(new World().noRole().explain(), ChecklistStep.Name.ROLE_EXISTS))
        .isEqualTo(ChecklistStep.Status.FAIL);
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
    assertThat(status(world.explain(), ChecklistStep.Name.MFA_SATISFIED))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
    assertThat(status(world.explain(), ChecklistStep.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
  }

  @Test
  void mfaThatIsKnownToBeMissingFails() {
    Explanation explanation =
        new World()
            .trust(World.allow(CI, "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}"))
            .key("aws:MultiFactorAuthPresent", KeyState.ABSENT)
            .explain();
    assertThat(status(explanation, ChecklistStep.Name.MFA_SATISFIED))
        .isEqualTo(ChecklistStep.Status.FAIL);
    assertThat(status(explanation, ChecklistStep.Name.EXTERNAL_ID_SATISFIED))
        .isEqualTo(ChecklistStep.Status.PASS);
  }

  @Test
  void awsSentenceIsAFailureOfItsOwnAndItsSilenceIsUnknown() {
    assertThat(status(new World().explain(), ChecklistStep.Name.AWS_REASON))
        .isEqualTo(ChecklistStep.Status.UNKNOWN);
    assertThat(
            status(
                delegated()
                    .identity(NOTHING_OF_STS)
                    .reason(
                        new AwsReason.PolicyDenies(
                            PolicyType.IDENTITY_POLICY, false, Optional.empty()))
                    .explain(),
                ChecklistStep.Name.AWS_REASON))
        .isEqualTo(ChecklistStep.Status.FAIL);
  }
}
