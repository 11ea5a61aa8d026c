package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A role that is not in its account, which was read.
class RoleNotFoundTest {

  private static Diagnosis diagnose(World world) {
    return world.noRole().explain().diagnosis();
  }

  private static World said(PolicyType type) {
    return new World().reason(new AwsReason.PolicyDenies(type, false, Optional.empty()));
  }

  @Test
  void itDoesNotExist() {
    Diagnosis diagnosis = diagnose(new World());
    assertThat(diagnosis.causes())
        .extracting(Cause::code)
        .containsExactly(CauseCode.ROLE_NOT_FOUND);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.CERTAIN);
  }

  @Test
  void itMayHaveBeenThereWhereItWasDeletedSince() {
    Diagnosis diagnosis =
        diagnose(
            new World()
                .change(
                    new Change(
                        World.DENIED_AT.plusSeconds(60),
                        ChangeEvent.DeleteRole,
                        "arn:aws:iam::111122223333:user/ops",
                        Optional.empty(),
                        Map.of(ChangeEvent.Name.ROLE, "deploy"),
                        Change.Kind.ROLE)));
    assertThat(diagnosis.cause().code()).isEqualTo(CauseCode.ROLE_NOT_FOUND);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
  }

  /// The caller's side is judged before the role is looked for.
  @Test
  void whatAwsNamesOnTheCallersSideComesFirst() {
    Diagnosis diagnosis = diagnose(said(PolicyType.IDENTITY_POLICY));
    assertThat(diagnosis.causes())
        .extracting(Cause::code)
        .containsExactly(CauseCode.IDENTITY_PERMISSION_MISSING, CauseCode.ROLE_NOT_FOUND);
    assertThat(diagnosis.awsDisagrees()).isFalse();
  }

  @Test
  void aTrustPolicyThatAwsJudgedMustHaveBeenThere() {
    Diagnosis diagnosis = diagnose(said(PolicyType.TRUST_POLICY));
    assertThat(diagnosis.causes())
        .extracting(Cause::code)
        .containsExactly(CauseCode.ROLE_NOT_FOUND);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LIKELY);
    assertThat(diagnosis.awsDisagrees()).isTrue();
  }
}
