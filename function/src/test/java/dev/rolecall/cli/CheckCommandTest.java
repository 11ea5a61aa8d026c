package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {

  private static final String ROLE = "arn:aws:iam::111122223333:role/deploy";
  private static final String GITHUB =
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

  @TempDir private Path snapshot;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        snapshot.resolve("111122223333.json"),
        """
        {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [
          {"Path": "/", "RoleName": "deploy", "RoleId": "AROAEXAMPLEDEPLOY0001", "Arn": "%s",
           "CreateDate": "2025-01-01T00:00:00+00:00", "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": [],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ci"},
              "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "acme-12345"}}},
             {"Effect": "Allow", "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
                            "StringLike": {"token.actions.githubusercontent.com:sub": "repo:acme/app:*"}}}]}},
          {"Path": "/", "RoleName": "pod", "RoleId": "AROAEXAMPLEPOD0000001", "Arn": "arn:aws:iam::111122223333:role/pod",
           "CreateDate": "2025-01-01T00:00:00+00:00", "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": [],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Principal": {"Service": ["pods.eks.amazonaws.com", "rolesanywhere.amazonaws.com", "ecs-tasks.amazonaws.com"]},
              "Action": "sts:AssumeRole"}]}},
          {"Path": "/", "RoleName": "ci", "RoleId": "AROAEXAMPLECI00000001", "Arn": "arn:aws:iam::111122223333:role/ci",
           "CreateDate": "2025-01-01T00:00:00+00:00", "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": [],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}]}
        """
            .formatted(ROLE, GITHUB));
    Files.writeString(
        snapshot.resolve("organization.json"),
        """
        {"organizations": [{"id": "o-example", "managementAccountId": "999999999999", "accounts": [
          {"id": "111122223333", "name": "app", "path": "o-example/r-ab12/",
           "serviceControlPolicies": [], "resourceControlPolicies": []}]}]}
        """);
  }

  private CommandLineRun check(String caller, String... context) {
    String[] args = new String[7 + 2 * context.length];
    args[0] = "check";
    args[1] = "--role";
    args[2] = ROLE;
    args[3] = "--caller";
    args[4] = caller;
    args[5] = "--snapshot";
    args[6] = snapshot.toString();
    for (int i = 0; i < context.length; i++) {
      args[7 + 2 * i] = "--context";
      args[8 + 2 * i] = context[i];
    }
    return CommandLineRun.of(args);
  }

  @Test
  void aCallThatWouldPassIsAllowedAndEndsWithZero() {
    CommandLineRun run = check("arn:aws:iam::111122223333:role/ci", "sts:ExternalId=acme-12345");
    assertThat(run.out()).startsWith("ALLOWED");
    assertThat(run.status()).isZero();
  }

  @Test
  void whatTheCallerDoesNotSendIsMissing() {
    CommandLineRun run = check("arn:aws:iam::111122223333:role/ci");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).startsWith("DENIED").contains("external id");
  }

  @Test
  void aSessionStandsForItsRole() {
    CommandLineRun run =
        check("arn:aws:sts::111122223333:assumed-role/ci/build", "sts:ExternalId=acme-12345");
    assertThat(run.out()).startsWith("ALLOWED");
  }

  @Test
  void aWebIdentityIsCheckedByItsClaims() {
    String aud = "token.actions.githubusercontent.com:aud=sts.amazonaws.com";
    String sub = "token.actions.githubusercontent.com:sub=";
    assertThat(check(GITHUB, aud, sub + "repo:acme/app:ref:refs/heads/main").status()).isZero();
    assertThat(check(GITHUB, aud, sub + "repo:other/app:ref:refs/heads/main").status())
        .isEqualTo(6);
  }

  @Test
  void withoutASnapshotNothingIsDetermined() {
    CommandLineRun run =
        CommandLineRun.of("check", "--role", ROLE, "--caller", "arn:aws:iam::111122223333:role/ci");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).startsWith("UNDETERMINED");
  }

  @Test
  void jsonHoldsTheVerdict() {
    CommandLineRun run =
        CommandLineRun.of(
            "check",
            "--role",
            ROLE,
            "--caller",
            "arn:aws:iam::111122223333:role/nobody",
            "--snapshot",
            snapshot.toString(),
            "--format",
            "json");
    assertThat(run.out())
        .startsWith("{\"schema\":\"rolecall/1\"")
        .contains("\"verdict\":\"DENIED\"");
  }

  private CommandLineRun checkPod(String service) {
    return CommandLineRun.of(
        "check",
        "--role",
        "arn:aws:iam::111122223333:role/pod",
        "--caller",
        service,
        "--snapshot",
        snapshot.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "pods.eks.amazonaws.com, sts:TagSession",
    "rolesanywhere.amazonaws.com, sts:SetSourceIdentity"
  })
  void whatAServiceNeedsBesidesIsMissing(String service, String action) {
    CommandLineRun run = checkPod(service);
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).startsWith("DENIED").contains(action);
  }

  @Test
  void aServiceThatNeedsNoMoreIsAllowed() {
    CommandLineRun run = checkPod("ecs-tasks.amazonaws.com");
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("ALLOWED");
  }
}
