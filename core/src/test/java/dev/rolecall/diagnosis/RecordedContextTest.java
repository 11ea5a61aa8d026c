package dev.rolecall.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.KeyState;
import dev.rolecall.diagnosis.result.Diagnosis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the record says of the caller and the role outranks what can be looked up today.
class RecordedContextTest {

  private static Diagnosis diagnose(String key, String wanted, World world) {
    return world
        .trust(
            World.allow(
                "\"AWS\":\"arn:aws:iam::111122223333:role/ci\"",
                "\"%sStringEquals\":{\"%s\":\"%s\"}"
                    .formatted(key.endsWith("Paths") ? "ForAnyValue:" : "", key, wanted)))
        .caller(World.session(World.ROLE_ACCOUNT, "ci"))
        .check()
        .diagnosis();
  }

  private static final String THEN = "then";

  @ParameterizedTest
  @CsvSource({
    "aws:PrincipalOrgID, o-example",
    "aws:PrincipalOrgPaths, o-example/r-root/",
    "aws:ResourceOrgID, o-example",
    "aws:ResourceAccount, 111122223333",
    "aws:PrincipalArn, arn:aws:iam::111122223333:role/ci",
  })
  void recordedValuesStand(String key, String lookedUp) {
    assertThat(diagnose(key, lookedUp, new World()).allowed().isTrue())
        .as("it is looked up")
        .isTrue();
    World recorded = new World().key(key, KeyState.present(THEN));
    assertThat(diagnose(key, THEN, recorded).allowed().isTrue()).isTrue();
    assertThat(diagnose(key, lookedUp, recorded).allowed().isFalse()).isTrue();
  }

  @Test
  void whatTheRecordLeavesOpenIsLookedUp() {
    World open =
        new World()
            .key("aws:PrincipalOrgID", KeyState.unknown(new Gap("the organization", "x", "y")));
    assertThat(diagnose("aws:PrincipalOrgID", "o-example", open).allowed().isTrue()).isTrue();
  }
}
