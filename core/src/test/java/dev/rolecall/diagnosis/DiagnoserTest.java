package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnoserTest {

  private static final Gap GAP = new Gap("the external ID that was sent", "not recorded", "look");
  private static final String CI = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";
  private static final String SOMEBODY = "\"AWS\":\"arn:aws:iam::111122223333:user/zoe\"";
  private static final String ACCOUNT = "\"AWS\":\"111122223333\"";
  private static final String EXTERNAL_ID = "\"StringEquals\":{\"sts:ExternalId\":\"acme-1\"}";
  private static final String MAY_ASSUME =
      World.policy(
          "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\""
              + World.ROLE
              + "\"}");

  private static Diagnosis diagnose(World world) {
    return world.explain().diagnosis();
  }

  private static void isCertain(World world, CauseCode... codes) {
    Diagnosis diagnosis = diagnose(world);
    assertThat(diagnosis.causes()).extracting(Cause::code).containsExactly(codes);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
  }

  private static void isLikely(World world, CauseCode code) {
    Diagnosis diagnosis = diagnose(world);
    assertThat(diagnosis.cause().code()).isEqualTo(code);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
  }

  private static void isUndetermined(World world) {
    Diagnosis diagnosis = diagnose(world);
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.UNDETERMINED);
  }

  private static Change change(Change.Kind kind, long secondsAfterDenial) {
    return new Change(
        World.DENIED_AT.plusSeconds(secondsAfterDenial),
        ChangeEvent.UpdateAssumeRolePolicy,
        "arn:aws:iam::111122223333:user/ops",
        Optional.empty(),
        Map.of(ChangeEvent.Name.ROLE, "deploy"),
        kind);
  }

  @Test
  void aCallerWhomNoStatementNamesIsNotTrusted() {
    isCertain(new World().trust(World.allow(SOMEBODY, "")), CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  @Test
  void directTrustInTheSameAccountNeedsNoPermissionOfItsOwn() {
    isUndetermined(new World().trust(World.allow(CI, "")));
  }

  @Test
  void delegationInTheSameAccountNeedsAPermission() {
    isCertain(new World().trust(World.allow(ACCOUNT, "")), CauseCode.IDENTITY_PERMISSION_MISSING);
    isUndetermined(new World().trust(World.allow(ACCOUNT, "")).identity(MAY_ASSUME));
  }

  @Test
  void acrossAccountsBothSidesMustAllowAndBothAreNamed() {
    World world = new World().caller(World.user(World.OTHER_ACCOUNT, "ci"));
    isCertain(
        world.trust(World.allow(SOMEBODY, "")),
        CauseCode.PRINCIPAL_NOT_TRUSTED,
        CauseCode.IDENTITY_PERMISSION_MISSING);
  }

  @Test
  void anExternalIdThatIsKnownToBeMissingIsMissing() {
    World world =
        new World().trust(World.allow(CI, EXTERNAL_ID)).key("sts:ExternalId", KeyState.ABSENT);
    isCertain(world, CauseCode.EXTERNAL_ID_MISSING);
    assertThat(diagnose(world).cause().condition().orElseThrow().wanted())
        .containsExactly("acme-1");
  }

  @Test
  void anotherExternalIdIsAMismatch() {
    isCertain(
        new World()
            .trust(World.allow(CI, EXTERNAL_ID))
            .key("sts:ExternalId", KeyState.present("acme-2")),
        CauseCode.EXTERNAL_ID_MISMATCH);
  }

  @Test
  void anExternalIdThatNobodyRecordedIsTheCauseByEliminationOnly() {
    World world =
        new World()
            .trust(World.allow(CI, EXTERNAL_ID))
            .key("sts:ExternalId", KeyState.unknown(GAP));
    isLikely(world, CauseCode.EXTERNAL_ID_REQUIRED);
    assertThat(diagnose(world).gaps()).contains(GAP);
  }

  @Test
  void whatIsUnknownIsPossibleBesideWhatIsCertain() {
    Diagnosis diagnosis =
        diagnose(
            new World()
                .caller(World.user(World.OTHER_ACCOUNT, "ci"))
                .trust(World.allow("\"AWS\":\"444455556666\"", EXTERNAL_ID))
                .key("sts:ExternalId", KeyState.unknown(GAP)));
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(diagnosis.possible())
        .anySatisfy(
            set ->
                assertThat(set)
                    .extracting(Cause::code)
                    .containsExactly(
                        CauseCode.IDENTITY_PERMISSION_MISSING, CauseCode.EXTERNAL_ID_REQUIRED));
  }

  @Test
  void mfaThatIsUsuallyAbsentIsSuspectedBeforeWhatMayBeEitherWay() {
    World world =
        new World()
            .trust(
                World.allow(
                    CI, "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}," + EXTERNAL_ID))
            .key("sts:ExternalId", KeyState.unknown(GAP))
            .key("aws:MultiFactorAuthPresent", KeyState.unknown(GAP, KeyState.ABSENT));
    isLikely(world, CauseCode.MFA_REQUIRED);
    assertThat(diagnose(world).possible().getFirst().getFirst().code())
        .isEqualTo(CauseCode.EXTERNAL_ID_REQUIRED);
  }

  @Test
  void whatIsUsuallyMetIsNotBlamed() {
    isUndetermined(
        new World()
            .trust(World.allow(CI, "\"Bool\":{\"aws:SecureTransport\":\"true\"}"))
            .key("aws:SecureTransport", KeyState.unknown(GAP, KeyState.present("true"))));
  }

  @Test
  void aDenyThatEnforcesMfaAsksForMfa() {
    World world =
        new World()
            .trust(World.allow(CI, ""))
            .identity(
                World.policy(
                    "{\"Effect\":\"Deny\",\"NotAction\":\"iam:*\",\"Resource\":\"*\",\"Condition\":"
                        + "{\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}"))
            .key("aws:MultiFactorAuthPresent", KeyState.ABSENT);
    isCertain(world, CauseCode.MFA_REQUIRED);
    assertThat(diagnose(world).cause().policyType()).contains(PolicyType.IDENTITY_POLICY);
  }

  @Test
  void explicitDeniesAreNamedByTheirPolicy() {
    String deny = "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Resource\":\"*\"}";
    isCertain(
        new World().trust(World.allow(CI, "")).identity(World.policy(deny)),
        CauseCode.IDENTITY_EXPLICIT_DENY);
    isCertain(
        new World().trust(World.allow(CI, "")).boundary(World.policy(deny)),
        CauseCode.PERMISSIONS_BOUNDARY);
    isCertain(
        new World()
            .trust(World.allow(CI, ""))
            .scp(World.policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}", deny)),
        CauseCode.SCP_DENY);
    isCertain(
        new World()
            .trust(World.allow(CI, ""))
            .rcp(
                World.policy(
                    "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:*\",\"Resource\":\"*\"}")),
        CauseCode.RCP_DENY);
  }

  @Test
  void anScpLevelThatDoesNotAllowDenies() {
    isCertain(
        new World()
            .trust(World.allow(CI, ""))
            .scp(World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}")),
        CauseCode.SCP_DENY);
  }

  @Test
  void aBoundaryThatDoesNotAllowLimitsDelegationButNotDirectTrustInAUser() {
    String boundary = World.policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}");
    isUndetermined(new World().trust(World.allow(CI, "")).boundary(boundary));
    isCertain(
        new World().trust(World.allow(ACCOUNT, "")).identity(MAY_ASSUME).boundary(boundary),
        CauseCode.PERMISSIONS_BOUNDARY);
  }

  @Test
  void aRoleThatAssumesItselfMustTrustItself() {
    World world =
        new World()
            .caller(World.session(World.ROLE_ACCOUNT, "app/deploy"))
            .identity(MAY_ASSUME)
            .trust(World.allow(SOMEBODY, ""));
    isCertain(world, CauseCode.SELF_ASSUME_NOT_TRUSTED);
  }

  @Test
  void trustForAnotherActionIsTheWrongAction() {
    isCertain(
        new World()
            .trust(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Principal\":{"
                        + CI
                        + "},\"Action\":\"sts:AssumeRoleWithSAML\"}")),
        CauseCode.WRONG_ACTION);
  }

  @Test
  void sessionTagsNeedAPermissionOfTheirOwn() {
    World world = new World().trust(World.allow(CI, "")).tags(Passed.YES);
    isCertain(world, CauseCode.TAG_SESSION_NOT_ALLOWED);
    isUndetermined(new World().trust(World.allow(CI, "")).tags(Passed.UNKNOWN));
  }

  @Test
  void aSourceIdentityNeedsAPermissionOfItsOwn() {
    isCertain(
        new World().trust(World.allow(CI, "")).sourceIdentity(Passed.YES),
        CauseCode.SOURCE_IDENTITY_NOT_ALLOWED);
  }

  @Test
  void aDeletedPrincipalIsAGuessAndSaidToBeOne() {
    World world = new World().trust(World.allow("\"AWS\":\"AIDADELETEDDELETED001\"", ""));
    isLikely(world, CauseCode.DELETED_PRINCIPAL);
    assertThat(diagnose(world).possible().getFirst().getFirst().code())
        .isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  @Test
  void aRoleThatIsNotInItsAccountDoesNotExist() {
    isCertain(new World().noRole(), CauseCode.ROLE_NOT_FOUND);
  }

  @Test
  void rootCannotAssumeAnything() {
    isCertain(
        new World()
            .caller(new Caller.Root("aws", new dev.rolecall.denial.AccountId(World.ROLE_ACCOUNT))),
        CauseCode.ROOT_CANNOT_ASSUME);
  }

  @Test
  void anUnreadRoleAccountLeavesTheCallersSideToBeJudged() {
    World across =
        new World().caller(World.user(World.OTHER_ACCOUNT, "ci")).identity(MAY_ASSUME).roleUnread();
    isLikely(across, CauseCode.TRUST_SIDE_UNREAD);
    isCertain(
        new World().caller(World.user(World.OTHER_ACCOUNT, "ci")).roleUnread(),
        CauseCode.IDENTITY_PERMISSION_MISSING);
    isUndetermined(new World().roleUnread().callerUnread());
  }

  @Test
  void aChangeSecondsBeforeIsPropagation() {
    isLikely(
        new World().trust(World.allow(CI, "")).change(change(Change.Kind.ROLE, -5)),
        CauseCode.PROPAGATION);
    isUndetermined(new World().trust(World.allow(CI, "")).change(change(Change.Kind.ROLE, -3_600)));
  }

  @Test
  void aChangeAfterwardsExplainsWhyItIsAllowedNow() {
    isLikely(
        new World().trust(World.allow(CI, "")).change(change(Change.Kind.ROLE, 600)),
        CauseCode.CHANGED_SINCE);
  }

  @Test
  void whatAPolicySaysNowIsNotCertainOfThenWhenItWasChangedSince() {
    isLikely(
        new World().trust(World.allow(SOMEBODY, "")).change(change(Change.Kind.ROLE, 600)),
        CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  @Test
  void awsSentenceNamesWhatNobodyCanRead() {
    isCertain(
        new World()
            .caller(World.session(World.ROLE_ACCOUNT, "builder"))
            .trust(World.allow("\"AWS\":\"arn:aws:iam::111122223333:role/builder\"", ""))
            .reason(new AwsReason.PolicyDenies(PolicyType.SESSION_POLICY, false, Optional.empty())),
        CauseCode.SESSION_POLICY);
  }

  @Test
  void awsSentenceComesFirstAndClearsNothingElse() {
    isCertain(
        new World()
            .caller(World.user(World.OTHER_ACCOUNT, "ci"))
            .trust(World.allow(SOMEBODY, ""))
            .reason(
                new AwsReason.PolicyDenies(PolicyType.IDENTITY_POLICY, false, Optional.empty())),
        CauseCode.IDENTITY_PERMISSION_MISSING,
        CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  @Test
  void awsSentenceMakesTheOnlyUnknownCertain() {
    isCertain(
        new World()
            .trust(World.allow(CI, EXTERNAL_ID))
            .key("sts:ExternalId", KeyState.unknown(GAP))
            .reason(new AwsReason.PolicyDenies(PolicyType.TRUST_POLICY, false, Optional.empty())),
        CauseCode.EXTERNAL_ID_REQUIRED);
  }

  @Test
  void whereAwsAndThePoliciesDisagreeNothingIsCertain() {
    Diagnosis diagnosis =
        diagnose(
            new World()
                .trust(World.allow(CI, ""))
                .reason(new AwsReason.PolicyDenies(PolicyType.SCP, true, Optional.empty())));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.SCP_DENY);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.awsDisagrees()).isTrue();
  }

  private static AwsReason said(PolicyType type, boolean explicit) {
    return new AwsReason.PolicyDenies(type, explicit, Optional.empty());
  }

  private static void disagrees(World world, CauseCode code) {
    Diagnosis diagnosis = diagnose(world);
    assertThat(diagnosis.cause().code()).isEqualTo(code);
    assertThat(diagnosis.confidence()).isNotEqualTo(Confidence.CERTAIN);
    assertThat(diagnosis.awsDisagrees()).isTrue();
  }

  @Test
  void anExplicitDenyThatNoStatementCanBeIsNotCertain() {
    disagrees(
        new World()
            .trust(World.allow(CI, EXTERNAL_ID))
            .key("sts:ExternalId", KeyState.unknown(GAP))
            .reason(said(PolicyType.TRUST_POLICY, true)),
        CauseCode.TRUST_EXPLICIT_DENY);
    disagrees(
        new World()
            .trust(World.allow(ACCOUNT, ""))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x\"}}}"))
            .key("sts:ExternalId", KeyState.unknown(GAP))
            .reason(said(PolicyType.IDENTITY_POLICY, true)),
        CauseCode.IDENTITY_EXPLICIT_DENY);
  }

  @Test
  void anOpenDenyIsNotWhatAwsMeansByNotAllowing() {
    disagrees(
        new World()
            .trust(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Principal\":{"
                        + CI
                        + "},\"Action\":\"sts:AssumeRole\"}",
                    "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\",\"Condition\":"
                        + "{\"StringEquals\":{\"sts:RoleSessionName\":\"x\"}}}"))
            .key("sts:RoleSessionName", KeyState.unknown(GAP))
            .reason(said(PolicyType.TRUST_POLICY, false)),
        CauseCode.UNDETERMINED);
  }

  @Test
  void aPermissionThatIsThereIsNotOfferedAsAFix() {
    World world =
        new World()
            .trust(World.allow(ACCOUNT, ""))
            .identity(MAY_ASSUME)
            .reason(said(PolicyType.IDENTITY_POLICY, false));
    disagrees(world, CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(world.explain().fixes()).isEmpty();
  }

  @Test
  void aPermissionThatAsksForMfaAgreesWithAwsSayingThatNoneAllows() {
    World world =
        new World()
            .trust(World.allow(ACCOUNT, ""))
            .identity(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\","
                        + "\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}}"))
            .key("aws:MultiFactorAuthPresent", KeyState.ABSENT)
            .reason(said(PolicyType.IDENTITY_POLICY, false));
    isCertain(world, CauseCode.MFA_REQUIRED);
    assertThat(diagnose(world).awsDisagrees()).isFalse();
  }

  @Test
  void whatBlocksOnTheCallersSideIsNotHiddenByAwsNamingATrustPolicyThatNobodyRead() {
    isCertain(
        new World()
            .caller(World.user(World.OTHER_ACCOUNT, "ci"))
            .roleUnread()
            .reason(said(PolicyType.TRUST_POLICY, false)),
        CauseCode.IDENTITY_PERMISSION_MISSING);
  }

  @Test
  void theOnlyUnknownIsNotCertainOnceThePolicyWasChanged() {
    isLikely(
        new World()
            .trust(World.allow(CI, EXTERNAL_ID))
            .key("sts:ExternalId", KeyState.unknown(GAP))
            .change(change(Change.Kind.ROLE, 600))
            .reason(said(PolicyType.TRUST_POLICY, false)),
        CauseCode.EXTERNAL_ID_REQUIRED);
  }

  @Test
  void aStrangersDenialAsksNobodyToAct() {
    World world =
        new World()
            .caller(World.user(World.OTHER_ACCOUNT, "ci"))
            .callerUnread()
            .organizationUnread()
            .trust(World.allow(SOMEBODY, ""));
    Explanation explanation = world.explain();
    assertThat(explanation.diagnosis().caller()).isEqualTo(Diagnosis.Familiarity.STRANGER);
    assertThat(explanation.diagnosis().actor()).isEqualTo(Actor.NOBODY);
    assertThat(explanation.fixes()).isEmpty();
  }

  @Test
  void unreadScpsAloneAreTheCauseByEliminationAndMoreThanOneUnreadIsNot() {
    World world = new World().trust(World.allow(CI, "")).organizationUnread();
    isUndetermined(world);
    assertThat(diagnose(world).possible())
        .extracting(set -> set.getFirst().code())
        .contains(CauseCode.SCP_DENY, CauseCode.RCP_DENY);
  }

  @Test
  void anAccountWithoutAnOrganizationHasNoOrganizationId() {
    Diagnosis diagnosis =
        diagnose(
            new World()
                .noOrganization()
                .trust(World.allow(CI, "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-example\"}")));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.TRUST_CONDITION_FAILED);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(diagnosis.gaps())
        .extracting(GapSentence::fact)
        .noneMatch(fact -> fact.contains("SCP"));
  }

  @Test
  void aPolicyThatCannotBeParsedIsAGapAndNotTheEnd() {
    Diagnosis diagnosis = diagnose(new World().trust("{\"Version\":\"2012-10-17\",\"Stmt\":[]}"));
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.UNDETERMINED);
    assertThat(diagnosis.gaps())
        .anySatisfy(gap -> assertThat(GapSentence.why(gap)).contains("Stmt: unknown element"));
  }

  @Test
  void checkAnswersAllowedWhenEverythingAllows() {
    assertThat(new World().trust(World.allow(CI, "")).check().diagnosis().allowed().isTrue())
        .isTrue();
    assertThat(new World().trust(World.allow(SOMEBODY, "")).check().diagnosis().allowed().isFalse())
        .isTrue();
    assertThat(
            new World()
                .trust(World.allow(CI, "")).explain().checklist().stream()
                    .map(ChecklistStep::status)
                    .toList())
        .isEqualTo(
            List.of(
                ChecklistStep.Status.PASS,
                ChecklistStep.Status.PASS,
                ChecklistStep.Status.PASS,
                ChecklistStep.Status.PASS,
                ChecklistStep.Status.PASS,
                ChecklistStep.Status.PASS,
                ChecklistStep.Status.UNKNOWN));
  }
}
