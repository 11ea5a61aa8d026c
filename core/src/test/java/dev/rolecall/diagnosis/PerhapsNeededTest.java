package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Passed;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.explanation.wording.gap.GapSentence;
import org.junit.jupiter.api.Test;

/// Session tags and a source identity need permissions of their own. Where nobody recorded whether
/// they were passed, what they would need is possible, and no more.
class PerhapsNeededTest {

  private static final String CI = "\"AWS\":\"arn:aws:iam::111122223333:user/ci\"";

  private static String trust(String actions) {
    return World.policy(
        "{\"Effect\":\"Allow\",\"Principal\":{" + CI + "},\"Action\":" + actions + "}");
  }

  private static Diagnosis diagnose(World world) {
    Diagnosis diagnosis = world.explain().diagnosis();
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.UNDETERMINED);
    return diagnosis;
  }

  private static void mayLack(Diagnosis diagnosis, CauseCode code, String gap) {
    assertThat(diagnosis.possible())
        .singleElement()
        .satisfies(set -> assertThat(set).extracting(Cause::code).containsExactly(code));
    assertThat(diagnosis.gaps()).extracting(GapSentence::fact).containsExactly(gap);
  }

  @Test
  void sessionTagsThatWerePerhapsPassedMayLackAPermission() {
    mayLack(
        diagnose(new World().trust(trust("\"sts:AssumeRole\"")).tags(Passed.UNKNOWN)),
        CauseCode.TAG_SESSION_NOT_ALLOWED,
        "session tags in the call");
  }

  @Test
  void aSourceIdentityThatWasPerhapsPassedMayLackAPermission() {
    mayLack(
        diagnose(new World().trust(trust("\"sts:AssumeRole\"")).sourceIdentity(Passed.UNKNOWN)),
        CauseCode.SOURCE_IDENTITY_NOT_ALLOWED,
        "a source identity in the call");
  }

  @Test
  void whatIsAllowedIsNotSuspected() {
    Diagnosis diagnosis =
        diagnose(
            new World()
                .trust(trust("[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]"))
                .tags(Passed.UNKNOWN)
                .sourceIdentity(Passed.UNKNOWN));
    assertThat(diagnosis.possible()).isEmpty();
  }

  /// Who is not trusted at all lacks that, and nothing more.
  @Test
  void whomTheRoleDoesNotTrustIsToldOnlyThat() {
    Diagnosis diagnosis =
        new World()
            .caller(World.user(World.ROLE_ACCOUNT, "zoe"))
            .trust(trust("\"sts:AssumeRole\""))
            .tags(Passed.UNKNOWN)
            .sourceIdentity(Passed.YES)
            .explain()
            .diagnosis();
    assertThat(diagnosis.causes())
        .extracting(Cause::code)
        .containsExactly(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(diagnosis.possible()).isEmpty();
  }
}
