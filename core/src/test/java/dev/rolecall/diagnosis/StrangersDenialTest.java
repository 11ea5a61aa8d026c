package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Diagnosis;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A stranger is not let in, so nobody has to change the role's account. What is wrong on the
/// stranger's own side is the stranger's to change.
class StrangersDenialTest {

  private static final String SOMEBODY = "\"AWS\":\"arn:aws:iam::111122223333:user/zoe\"";
  private static final String THEIR_ROLE = "\"AWS\":\"arn:aws:iam::444455556666:role/release\"";

  private static World stranger() {
    return new World()
        .caller(World.user(World.OTHER_ACCOUNT, "ci"))
        .callerUnread()
        .organizationUnread();
  }

  private static Diagnosis is(Diagnosis.Familiarity familiarity, World world) {
    Diagnosis diagnosis = world.explain().diagnosis();
    assertThat(diagnosis.caller()).isEqualTo(familiarity);
    return diagnosis;
  }

  @Test
  void theDenialOfAStrangerWhomTheRoleDoesNotTrustAsksNobody() {
    Diagnosis diagnosis =
        is(Diagnosis.Familiarity.STRANGER, stranger().trust(World.allow(SOMEBODY, "")));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(diagnosis.actor()).isEqualTo(Actor.NOBODY);
  }

  @Test
  void whatAStrangersOwnPoliciesDenyIsTheirOwnersToChange() {
    Diagnosis diagnosis =
        is(
            Diagnosis.Familiarity.STRANGER,
            stranger()
                .trust(World.allow(SOMEBODY, ""))
                .reason(
                    new AwsReason.PolicyDenies(
                        PolicyType.IDENTITY_POLICY, false, Optional.empty())));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.IDENTITY_PERMISSION_MISSING);
    assertThat(diagnosis.actor()).isEqualTo(Actor.CALLER_ACCOUNT);
  }

  @Test
  void whoComesFromAnAccountThatTheRoleTrustsIsNoStranger() {
    Diagnosis diagnosis =
        is(Diagnosis.Familiarity.KNOWN, stranger().trust(World.allow(THEIR_ROLE, "")));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(diagnosis.actor()).isEqualTo(Actor.TARGET_ACCOUNT);
  }
}
