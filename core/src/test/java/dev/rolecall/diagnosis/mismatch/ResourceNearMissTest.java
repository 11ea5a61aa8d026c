package dev.rolecall.diagnosis.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which entry of a `Resource` element nearly covers a role, and how it differs.
class ResourceNearMissTest {

  private static final RoleArn ROLE =
      RoleArn.parse("arn:aws:iam::111122223333:role/app/deploy").orElseThrow();

  private static Optional<NearMiss> find(String element) {
    String json =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:*\","
            + element
            + "}}";
    if (!(PolicyReader.read(json) instanceof PolicyReading.Read read)) {
      throw new AssertionError(json);
    }
    return ResourceNearMiss.find(read.policy().statements().getFirst(), ROLE);
  }

  @ParameterizedTest
  @CsvSource({
    // the service is not IAM
    "arn:aws:sts::111122223333:assumed-role/deploy/*, NAMES_SESSION",
    "arn:aws:sts::999999999999:assumed-role/deploy/*, OTHER_ROLE",
    "arn:aws:sts::111122223333:assumed-role/deployer/*, OTHER_ROLE",
    "arn:aws:s3::111122223333:role/app/deploy, NOT_A_ROLE_ARN",
    "arn:aws-cn:s3::111122223333:role/app/deploy, OTHER_PARTITION",
    "arn:aws:s3::999999999999:role/app/deploy, OTHER_ACCOUNT",
    // partition and account
    "arn:aws-cn:iam::111122223333:role/app/deploy, OTHER_PARTITION",
    "arn:aws:iam::999999999999:role/app/deploy, OTHER_ACCOUNT",
    "arn:aws:iam::999999999999:role/*, OTHER_ROLE",
    "arn:aws-cn:iam::999999999999:role/app/deploy, OTHER_ACCOUNT",
    "arn:aws-cn:iam::111122223333:role/other, OTHER_ROLE",
    // no ARN at all
    "role/app/deploy, NOT_A_ROLE_ARN",
    "deployment, OTHER_ROLE",
    "nra:aws:iam::111122223333:role/app/deploy, NOT_A_ROLE_ARN",
    "nra:aws:iam::111122223333:role/app/other, OTHER_ROLE",
    // a variable can be anything
    "arn:aws:iam::111122223333:role/app/${aws:username}deploy, OTHER_ROLE",
    // names and paths
    "arn:aws:iam::111122223333:root, NAMES_ACCOUNT",
    "arn:aws:iam::111122223333:instance-profile/deploy, NOT_A_ROLE_ARN",
    "arn:aws:iam::111122223333:instance-profile/other, OTHER_ROLE",
    "arn:aws:iam::111122223333:role/App/Deploy, LETTER_CASE",
    "arn:aws:iam::111122223333:role/deploy, ARN_WITHOUT_PATH",
    "arn:aws:iam::111122223333:role/ops/deploy, ARN_OTHER_PATH",
    "arn:aws:iam::111122223333:role/ops/*, OTHER_ROLE",
    "arn:aws:iam::111122223333:role/app/deplo, SPELLING",
    "arn:aws:iam::111122223333:role/app/billing, OTHER_ROLE",
    // a pattern that begins or ends like the name
    "arn:aws:iam::111122223333:role/app/dep-*, PATTERN_TOO_NARROW",
    "arn:aws:iam::111122223333:role/app/de-*, OTHER_ROLE",
    "arn:aws:iam::111122223333:role/app/*xloy, PATTERN_TOO_NARROW",
    "arn:aws:iam::111122223333:role/app/*-oy, OTHER_ROLE"
  })
  void anEntryDiffersInOneWay(String pattern, NearMiss.Kind kind) {
    assertThat(find("\"Resource\":\"" + pattern + "\"")).contains(new NearMiss(kind, pattern));
  }

  @Test
  void ofSeveralEntriesTheNearestCounts() {
    assertThat(
            find(
                "\"Resource\":[\"arn:aws:iam::111122223333:role/app/billing\","
                    + "\"arn:aws:iam::111122223333:role/deploy\"]"))
        .map(NearMiss::expected)
        .contains("arn:aws:iam::111122223333:role/deploy");
  }

  @Test
  void ofEntriesThatDifferAlikeTheOneOfTheSameAccountCounts() {
    assertThat(
            find(
                "\"Resource\":[\"arn:aws:iam::*:role/app/billing\","
                    + "\"arn:aws:iam::111122223333:role/app/reports\"]"))
        .map(NearMiss::expected)
        .contains("arn:aws:iam::111122223333:role/app/reports");
  }

  @Test
  void notResourceNamesTheEntryThatLeavesTheRoleOut() {
    assertThat(
            find(
                "\"NotResource\":[\"arn:aws:iam::*:role/other\","
                    + "\"arn:aws:iam::*:role/app/*\"]"))
        .contains(new NearMiss(NearMiss.Kind.NOT_RESOURCE, "arn:aws:iam::*:role/app/*"));
  }

  @Test
  void aNotResourceThatDoesNotNameTheRoleIsNotNear() {
    assertThat(find("\"NotResource\":\"arn:aws:iam::*:role/other\"")).isEmpty();
  }
}
