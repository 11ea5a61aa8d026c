package dev.rolecall.diagnosis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statement ids are letters and digits of ASCII, as IAM takes them.
class StatementIdsTest {

  @ParameterizedTest
  @CsvSource({
    "ci, AllowCi",
    "deploy-prod_2, AllowDeployProd2",
    "a.b@example.com, AllowABExampleCom",
    "2fast, Allow2fast",
    "BuildServer, AllowBuildServer",
    "überall, AllowBerall",
    "--, Allow",
  })
  void eachWordHasACapitalAndNothingElseIsLeft(String name, String sid) {
    assertThat(StatementIds.of("Allow", name)).isEqualTo(sid);
  }
}
