package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What nobody read is suspected, and how.
class UnreadSuspectsTest {

  private static final Gap GAP = new Gap("a fact", "not recorded", "look");
  private static final String MAY_ASSUME =
      World.policy("{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}");

  private static void is(World world, CauseCode code, Confidence confidence) {
    Diagnosis diagnosis = world.explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(code);
    assertThat(diagnosis.confidence()).isEqualTo(confidence);
  }

  private static List<CauseCode> possible(World world) {
    return world.explain().diagnosis().possible().stream()
        .map(set -> set.getLast().code())
        .toList();
  }

  @Test
  void anOrganizationThatNobodyReadIsNeverMostLikely() {
    World web =
        new World()
            .caller(
                new Caller.Saml(Optional.of("arn:aws:iam::111122223333:saml-provider/x"), "ann"))
            .trust(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":"
                        + "\"arn:aws:iam::111122223333:saml-provider/x\"},"
                        + "\"Action\":\"sts:AssumeRoleWithSAML\"}"))
            .organizationUnread();
    is(web, CauseCode.UNDETERMINED, Confidence.UNDETERMINED);
    assertThat(possible(web)).contains(CauseCode.RCP_DENY);
    assertThat(web.explain().diagnosis().gaps()).isNotEmpty();
  }

  @Test
  void theTrustPolicyThatNobodyReadIsTheFirstSuspect() {
    World world =
        new World()
            .caller(World.user(World.OTHER_ACCOUNT, "ci"))
            .identity(MAY_ASSUME)
            .roleUnread()
            .key("sts:ExternalId", KeyState.unknown(GAP));
    is(world, CauseCode.TRUST_SIDE_UNREAD, Confidence.LIKELY);
    assertThat(possible(world))
        .startsWith(
            CauseCode.PRINCIPAL_NOT_TRUSTED,
            CauseCode.MFA_REQUIRED,
            CauseCode.EXTERNAL_ID_REQUIRED,
            CauseCode.ROLE_NOT_FOUND);
    assertThat(GapSentence.fact(world.explain().diagnosis().gaps().getFirst()))
        .contains("trust policy");
  }

  @Test
  void withinOneAccountTheCallersSideMayNotMatterAtAll() {
    World world = new World().identity(MAY_ASSUME).roleUnread();
    is(world, CauseCode.UNDETERMINED, Confidence.UNDETERMINED);
    assertThat(possible(world)).startsWith(CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  @Test
  void aTrustPolicyThatNobodyReadMayDenyBesideTheCallersSide() {
    World world = new World().caller(World.user(World.OTHER_ACCOUNT, "ci")).roleUnread();
    is(world, CauseCode.IDENTITY_PERMISSION_MISSING, Confidence.CERTAIN);
    assertThat(possible(world)).startsWith(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(GapSentence.fact(world.explain().diagnosis().gaps().getFirst()))
        .contains("trust policy");
  }

  @Test
  void mfaThatIsKnownToBeThereIsNotSuspected() {
    World world =
        new World()
            .caller(World.user(World.OTHER_ACCOUNT, "ci"))
            .identity(MAY_ASSUME)
            .roleUnread()
            .key("aws:MultiFactorAuthPresent", KeyState.present("true"));
    assertThat(possible(world)).doesNotContain(CauseCode.MFA_REQUIRED);
  }

  /// Few sessions have a session policy.
  @Test
  void whatIsRarelySetComesLast() {
    World world =
        new World()
            .caller(World.session(World.OTHER_ACCOUNT, "builder"))
            .identity(MAY_ASSUME)
            .organizationUnread();
    is(world, CauseCode.UNDETERMINED, Confidence.UNDETERMINED);
    assertThat(possible(world))
        .containsExactly(CauseCode.SCP_DENY, CauseCode.RCP_DENY, CauseCode.SESSION_POLICY);
  }

  /// The policies that were read allow: one that was not can only deny.
  @Test
  void aPolicyThatNobodyReadMayDenyWhatTheOthersAllow() {
    World world =
        new World()
            .trust(World.allow("\"AWS\":\"111122223333\"", ""))
            .identity(MAY_ASSUME)
            .identityUnread(GAP);
    is(world, CauseCode.IDENTITY_EXPLICIT_DENY, Confidence.LIKELY);
    assertThat(possible(world)).isEmpty();
    assertThat(world.explain().diagnosis().gaps()).containsExactly(GAP);
  }

  /// Role and provider are configured as a pair.
  @Test
  void theProviderOfAnAssertionIsSuspectedAfterItsClaims() {
    World world =
        new World()
            .caller(new Caller.Saml(Optional.empty(), "ann"))
            .key("saml:aud", KeyState.unknown(GAP))
            .trust(
                World.policy(
                    "{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":"
                        + "\"arn:aws:iam::111122223333:saml-provider/x\"},"
                        + "\"Action\":\"sts:AssumeRoleWithSAML\",\"Condition\":"
                        + "{\"StringEquals\":{\"saml:aud\":\"a\"}}}"));
    is(world, CauseCode.SAML_CLAIM_MISMATCH, Confidence.LIKELY);
    assertThat(possible(world)).containsExactly(CauseCode.SAML_PROVIDER_NOT_TRUSTED);
  }
}
