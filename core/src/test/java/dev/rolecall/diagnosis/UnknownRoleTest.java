package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Decision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A record that does not name the role: the roles that the call may have been for are those of the
/// account that trust the caller's provider.
class UnknownRoleTest {

  private static final String HOST = "token.actions.githubusercontent.com";
  private static final String PROVIDER = "arn:aws:iam::111122223333:oidc-provider/" + HOST;
  private static final String SUBJECT = "repo:acme/app:ref:refs/heads/x";
  private static final Caller WORKFLOW =
      new Caller.WebIdentity(Optional.of(PROVIDER), Optional.of("sts.amazonaws.com"), SUBJECT);
  private static final String OTHER_PROVIDER =
      trust("arn:aws:iam::111122223333:oidc-provider/x", "s");
  private static final String OTHER_REPOSITORY = trust(PROVIDER, "repo:acme/other:*");
  private static final String THIS_REPOSITORY = trust(PROVIDER, "repo:acme/app:*");
  private static final String ANOTHER_CALL =
      THIS_REPOSITORY.replace("sts:AssumeRoleWithWebIdentity", "sts:AssumeRole");

  private static String trust(String provider, String subject) {
    return World.policy(
        "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\""
            + provider
            + "\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{\"StringLike\":{\""
            + HOST
            + ":sub\":\""
            + subject
            + "\"}}}");
  }

  private static World world(String trust) {
    return new World()
        .caller(WORKFLOW)
        .key(HOST + ":sub", KeyState.present(SUBJECT))
        .trust(trust)
        .target(new TargetRole.NotRecorded());
  }

  private static void is(Diagnosis diagnosis, CauseCode code, Confidence confidence) {
    assertThat(diagnosis.cause().code()).isEqualTo(code);
    assertThat(diagnosis.confidence()).isEqualTo(confidence);
  }

  private static void asksForTheRole(Diagnosis diagnosis) {
    assertThat(diagnosis.gaps())
        .singleElement()
        .satisfies(
            gap -> assertThat(GapSentence.fact(gap)).isEqualTo("the role that the call asked for"));
    assertThat(diagnosis.allowed().isUnknown()).isTrue();
  }

  @Test
  void onlyRolesThatTrustTheProviderMayHaveBeenMeant() {
    World world =
        world(OTHER_REPOSITORY)
            .otherRole("a", OTHER_PROVIDER)
            .otherRole("b", THIS_REPOSITORY)
            .otherRole("c", THIS_REPOSITORY.replace("Allow", "Deny"))
            .otherRole("d", World.allow("\"AWS\":\"*\"", ""))
            .otherRole("e", "{");
    List<CandidateRole> candidates = world.explain().candidates();
    assertThat(candidates)
        .extracting(candidateRole -> candidateRole.role().name())
        .containsExactly("deploy", "b");
    assertThat(candidates.getFirst().causes())
        .extracting(Cause::code)
        .containsExactly(CauseCode.OIDC_CLAIM_MISMATCH);
    assertThat(candidates.getLast().causes()).isEmpty();
  }

  @Test
  void theOnlyRoleThatRefusesIsLikelyTheOne() {
    Diagnosis diagnosis =
        world(OTHER_REPOSITORY).otherRole("b", THIS_REPOSITORY).explain().diagnosis();
    is(diagnosis, CauseCode.OIDC_CLAIM_MISMATCH, Confidence.LIKELY);
    assertThat(diagnosis.cause().condition().orElseThrow().wanted())
        .containsExactly("repo:acme/other:*");
    assertThat(diagnosis.possible()).isEmpty();
    asksForTheRole(diagnosis);
  }

  @Test
  void whereAllRefuseForOneReasonItIsTheReasonAndNoneIsNamed() {
    Diagnosis diagnosis =
        world(OTHER_REPOSITORY)
            .otherRole("b", trust(PROVIDER, "repo:acme/third:*"))
            .explain()
            .diagnosis();
    is(diagnosis, CauseCode.OIDC_CLAIM_MISMATCH, Confidence.LIKELY);
    assertThat(diagnosis.cause().condition()).isEmpty();
    assertThat(diagnosis.possible()).hasSize(2);
    asksForTheRole(diagnosis);
  }

  @Test
  void whereTheyRefuseForDifferentReasonsNothingIsDecided() {
    Diagnosis diagnosis =
        world(OTHER_REPOSITORY).otherRole("b", ANOTHER_CALL).explain().diagnosis();
    is(diagnosis, CauseCode.UNDETERMINED, Confidence.UNDETERMINED);
    assertThat(diagnosis.possible())
        .extracting(set -> set.getFirst().code())
        .containsExactly(CauseCode.OIDC_CLAIM_MISMATCH, CauseCode.WRONG_ACTION);
    asksForTheRole(diagnosis);
  }

  @Test
  void whereNoRoleTrustsTheProviderThatIsLikelyTheReason() {
    is(
        world(OTHER_PROVIDER).explain().diagnosis(),
        CauseCode.OIDC_PROVIDER_NOT_TRUSTED,
        Confidence.LIKELY);
    Caller saml =
        new Caller.Saml(Optional.of("arn:aws:iam::111122223333:saml-provider/okta"), "ann");
    Diagnosis diagnosis = world(OTHER_PROVIDER).caller(saml).explain().diagnosis();
    is(diagnosis, CauseCode.SAML_PROVIDER_NOT_TRUSTED, Confidence.LIKELY);
    asksForTheRole(diagnosis);
  }

  @Test
  void rolesThatNobodyReadDecideNothing() {
    Explanation explanation = world(OTHER_REPOSITORY).roleUnread().explain();
    is(explanation.diagnosis(), CauseCode.UNDETERMINED, Confidence.UNDETERMINED);
    assertThat(explanation.candidates()).isEmpty();
    asksForTheRole(explanation.diagnosis());
  }

  @Test
  void aRoleThatWouldHaveAcceptedTheCallerIsNoReason() {
    Diagnosis diagnosis = world(THIS_REPOSITORY).explain().diagnosis();
    is(diagnosis, CauseCode.UNDETERMINED, Confidence.UNDETERMINED);
    assertThat(diagnosis.possible()).isEmpty();
  }

  /// A user's call is recorded in its own account, wherever the role is.
  @Test
  void theRolesOfAUsersAccountAreNotThoseThatItAskedFor() {
    World world = new World().target(new TargetRole.NotRecorded()).trust(OTHER_REPOSITORY);
    assertThat(world.explain().candidates()).isEmpty();
    is(world.explain().diagnosis(), CauseCode.UNDETERMINED, Confidence.UNDETERMINED);
  }

  private static Diagnosis said(AwsReason reason) {
    return world(OTHER_REPOSITORY).reason(reason).explain().diagnosis();
  }

  @Test
  void whatAwsSaysNeedsNoRole() {
    Diagnosis rcp = said(new AwsReason.PolicyDenies(PolicyType.RCP, true, Optional.empty(), true));
    is(rcp, CauseCode.RCP_DENY, Confidence.CERTAIN);
    assertThat(rcp.allowed().isFalse()).isTrue();
    is(said(new AwsReason.MfaCodeInvalid()), CauseCode.MFA_CODE_INVALID, Confidence.CERTAIN);
    is(said(new AwsReason.RootMayNotAssume()), CauseCode.ROOT_CANNOT_ASSUME, Confidence.CERTAIN);
    is(
        said(new AwsReason.OtherError(AwsReason.OtherError.Kind.EXPIRED_TOKEN)),
        CauseCode.EXPIRED_TOKEN,
        Confidence.CERTAIN);
  }

  @Test
  void whatTheCallerMayHaveWrittenIsLikelyAtMost() {
    Diagnosis diagnosis =
        said(new AwsReason.PolicyDenies(PolicyType.RCP, true, Optional.empty(), false));
    is(diagnosis, CauseCode.RCP_DENY, Confidence.LIKELY);
    asksForTheRole(diagnosis);
  }

  @Test
  void thatNoTrustPolicyAllowsDoesNotSayWhichStatementShouldHave() {
    Diagnosis diagnosis =
        said(new AwsReason.PolicyDenies(PolicyType.TRUST_POLICY, false, Optional.empty(), true));
    is(diagnosis, CauseCode.OIDC_CLAIM_MISMATCH, Confidence.LIKELY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "arn:aws:s3:::bucket"})
  void whatIsTheArnOfNoRoleNamesNoRole(String text) {
    Diagnosis asked = unreadable(text, TargetRole.Unreadable.Source.REQUEST);
    is(asked, CauseCode.ROLE_NOT_FOUND, Confidence.CERTAIN);
    assertThat(asked.gaps()).isEmpty();
    Diagnosis quoted = unreadable(text, TargetRole.Unreadable.Source.SENTENCE);
    is(quoted, CauseCode.ROLE_NOT_FOUND, Confidence.LIKELY);
    asksForTheRole(quoted);
    assertThat(GapSentence.why(quoted.gaps().getFirst())).contains("`" + text + "`");
    Diagnosis cut = unreadable(text, TargetRole.Unreadable.Source.CUT_SENTENCE);
    is(cut, CauseCode.OIDC_CLAIM_MISMATCH, Confidence.LIKELY);
  }

  private static Diagnosis unreadable(String text, TargetRole.Unreadable.Source source) {
    return world(OTHER_REPOSITORY)
        .target(new TargetRole.Unreadable(text, source))
        .explain()
        .diagnosis();
  }

  @Test
  void rootAssumesNoRoleWhicheverItIs() {
    Caller root = new Caller.Root("aws", new AccountId(World.OTHER_ACCOUNT));
    Diagnosis diagnosis =
        new World()
            .caller(root)
            .target(new TargetRole.NotRecorded())
            .trust(OTHER_REPOSITORY)
            .explain()
            .diagnosis();
    is(diagnosis, CauseCode.ROOT_CANNOT_ASSUME, Confidence.CERTAIN);
  }

  @Test
  void noPolicyOfARoleThatNobodyKnowsWasRead() {
    assertThat(world(OTHER_REPOSITORY).explain().diagnosis().evaluation().values())
        .hasSize(PolicyType.values().length)
        .containsOnly(Decision.UNREAD);
  }

  @Test
  void aTokenWhoseProviderIsNotRecordedMayBeForEveryRoleThatTrustsOne() {
    Caller unknown = new Caller.WebIdentity(Optional.empty(), Optional.empty(), SUBJECT);
    assertThat(
            world(OTHER_REPOSITORY)
                .otherRole("b", OTHER_PROVIDER)
                .otherRole("c", World.allow("\"AWS\":\"*\"", ""))
                .caller(unknown)
                .explain()
                .candidates())
        .extracting(candidateRole -> candidateRole.role().name())
        .containsExactly("deploy", "b");
  }

  @Test
  void aRecordWithoutAnyRoleSaysThatItNamesNone() {
    assertThat(GapSentence.why(world(OTHER_REPOSITORY).explain().diagnosis().gaps().getFirst()))
        .isEqualTo("the record does not name the role");
  }

  @Test
  void anAssertionMayBeForTheRolesThatTrustItsProvider() {
    String okta = "arn:aws:iam::111122223333:saml-provider/okta";
    assertThat(
            world(OTHER_REPOSITORY)
                .otherRole("b", trust(okta, "*"))
                .otherRole("c", trust(okta + "-2", "*"))
                .caller(new Caller.Saml(Optional.of(okta), "ann"))
                .explain()
                .candidates())
        .extracting(candidateRole -> candidateRole.role().name())
        .containsExactly("b");
  }
}
