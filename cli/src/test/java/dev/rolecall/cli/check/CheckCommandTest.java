package dev.rolecall.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {

  private static final String ROLE = "arn:aws:iam::111122223333:role/deploy";
  private static final String GITHUB =
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

  private static final String CI = "arn:aws:iam::111122223333:role/ci";

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
          %s
          {"Path": "/", "RoleName": "ci", "RoleId": "AROAEXAMPLECI00000001", "Arn": "arn:aws:iam::111122223333:role/ci",
           "CreateDate": "2025-01-01T00:00:00+00:00", "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": [],
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}]}
        """
            .formatted(
                ROLE,
                GITHUB,
                trusting("mfa", CI, "Bool", "aws:MultiFactorAuthPresent", "true")
                    + trusting("mfa-age", CI, "NumericLessThan", "aws:MultiFactorAuthAge", "3600")
                    + trusting("tag", CI, "StringEquals", "aws:RequestTag/team", "red")
                    + trusting("tag-keys", CI, "ForAnyValue:StringEquals", "aws:TagKeys", "team")
                    + trusting("identity", CI, "StringEquals", "sts:SourceIdentity", "alice")
                    + trusting(
                        "transitive",
                        CI,
                        "ForAnyValue:StringEquals",
                        "sts:TransitiveTagKeys",
                        "team")
                    + trusting("name", CI, "StringEquals", "sts:RoleSessionName", "alice")
                    + trusting("address", CI, "IpAddress", "aws:SourceIp", "203.0.113.0/24")
                    + trusting("endpoint", CI, "StringEquals", "aws:SourceVpce", "vpce-1")
                    + trusting(
                        "session",
                        "arn:aws:sts::111122223333:assumed-role/ci/build",
                        "StringEquals",
                        "aws:PrincipalAccount",
                        "111122223333")));
    Files.writeString(
        snapshot.resolve("organization.json"),
        """
        {"organizations": [{"id": "o-example", "managementAccountId": "999999999999", "accounts": [
          {"id": "111122223333", "name": "app", "path": "o-example/r-ab12/",
           "serviceControlPolicies": [], "resourceControlPolicies": []}]}]}
        """);
  }

  private static String trusting(
      String role, String principal, String operator, String key, String value) {
    return """
    {"Path": "/", "RoleName": "%1$s", "RoleId": "AROAEXAMPLE%1$s", "Arn": "arn:aws:iam::111122223333:role/%1$s",
     "CreateDate": "2025-01-01T00:00:00+00:00", "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": [],
     "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Principal": {"AWS": "%2$s"}, "Action": "sts:AssumeRole",
        "Condition": {"%3$s": {"%4$s": "%5$s"}}}]}},
    """
        .formatted(role, principal, operator, key, value);
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
  void whatNobodySaidIsUnknownAndTheAnswerNamesTheOption() {
    CommandLineRun run = check(CI);
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out())
        .startsWith("UNDETERMINED")
        .contains("it depends", "`--context sts:ExternalId=VALUE`")
        .doesNotContain("the call sent none", "Certain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sts:ExternalId", "sts:ExternalId=", "STS:externalid"})
  void aKeyAloneIsOneThatTheCallDoesNotSend(String context) {
    CommandLineRun run = check(CI, context);
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .startsWith("DENIED")
        .contains("EXTERNAL_ID_MISSING", "the call sent none");
  }

  @Test
  void whatIsGivenDoesNotMatch() {
    CommandLineRun run = check(CI, "sts:ExternalId=another");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).contains("EXTERNAL_ID_MISMATCH");
  }

  @ParameterizedTest
  @CsvSource({
    "mfa, aws:MultiFactorAuthPresent, false",
    "mfa-age, aws:MultiFactorAuthAge, 7200",
    "tag, aws:RequestTag/team, blue",
    "tag-keys, aws:TagKeys, cost",
    "identity, sts:SourceIdentity, bob",
    "transitive, sts:TransitiveTagKeys, cost",
    "name, sts:RoleSessionName, bob",
    "address, aws:SourceIp, 192.0.2.1",
    "endpoint, aws:SourceVpce, vpce-2"
  })
  void everyKeyThatTheCallerDecidesIsUnknownUntilItIsGiven(String role, String key, String wrong) {
    CommandLineRun open = checkRole(role);
    assertThat(open.status()).isEqualTo(3);
    assertThat(open.out()).startsWith("UNDETERMINED").contains("--context");
    assertThat(gaps(role)).contains("--context " + key + "=VALUE");
    CommandLineRun denied = checkRole(role, "--context", key + "=" + wrong);
    assertThat(denied.status()).isEqualTo(6);
    assertThat(denied.out()).startsWith("DENIED").contains("Certain");
  }

  @ParameterizedTest
  @CsvSource({
    "tag, aws:TagKeys",
    "address, aws:SourceVpce=vpce-1",
    "mfa-age, aws:MultiFactorAuthPresent"
  })
  void whatIsGivenTellsOfOtherKeys(String role, String context) {
    assertThat(checkRole(role, "--context", context).status()).isEqualTo(6);
  }

  @Test
  void anEmptyTagIsATag() {
    CommandLineRun run = checkRole("tag", "--context", "aws:RequestTag/team=");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).contains("it was ``");
  }

  @Test
  void tagsThatAreGivenNeedTheirPermission() {
    CommandLineRun run = checkRole("tag", "--context", "aws:RequestTag/team=red");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).contains("sts:TagSession");
  }

  @Test
  void theSessionOfARoleIsUnknown() {
    CommandLineRun run = checkRole("session");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out())
        .contains("the name of the caller's session")
        .contains("arn:aws:sts::111122223333:assumed-role/ci/build")
        .doesNotContain("ci/*");
  }

  @Test
  void anotherSessionOfTheRoleIsDenied() {
    assertThat(
            CommandLineRun.of(
                    "check",
                    "--role",
                    "arn:aws:iam::111122223333:role/session",
                    "--caller",
                    "arn:aws:sts::111122223333:assumed-role/ci/other",
                    "--snapshot",
                    snapshot.toString())
                .status())
        .isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:role/ci",
        "arn:aws:iam::999900001111:role/stranger",
        "arn:aws:iam::111122223333:role/nobody"
      })
  void anAnswerTellsOfNoDenial(String caller) {
    assertThat(check(caller, "sts:ExternalId=").out().replaceFirst("^DENIED", ""))
        .doesNotContainIgnoringCase("denial")
        .doesNotContainIgnoringCase("denied")
        .doesNotContainIgnoringCase("refused");
  }

  private CommandLineRun checkRole(String role, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "check",
                "--role",
                "arn:aws:iam::111122223333:role/" + role,
                "--caller",
                CI,
                "--snapshot",
                snapshot.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private String gaps(String role) {
    return checkRole(role, "--format", "json").out();
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

  @Test
  void aTrustPolicyThatIsNotAppliedYetIsTheOneThatCounts() throws IOException {
    Path trust = snapshot.resolveSibling("trust-" + snapshot.getFileName());
    Files.writeString(
        trust,
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}]}
        """
            .formatted(CI));
    CommandLineRun run =
        checkRole("name", "--trust-policy", "arn:aws:iam::111122223333:role/name=" + trust);
    assertThat(run.status()).isZero();
    assertThat(checkRole("name").status()).isEqualTo(3);
    CommandLineRun plan = checkRole("name", "--plan", trust.toString());
    assertThat(plan.status()).isEqualTo(5);
  }

  @Test
  void aPlanThatIsNotAppliedYetIsTheOneThatCounts() {
    String example = "src/test/resources/gate/example/";
    String[] words = {
      "check",
      "--caller",
      "arn:aws:iam::111111111111:role/ci/deployer",
      "--role",
      "arn:aws:iam::222222222222:role/app-deploy",
      "--context",
      "sts:ExternalId=acme-deploy-7",
      "--context",
      "aws:MultiFactorAuthPresent",
      "--snapshot",
      example + "snapshot",
      "--plan"
    };
    CommandLineRun holds = CommandLineRun.of(with(words, example + "plan-holds.json"));
    CommandLineRun breaks = CommandLineRun.of(with(words, example + "plan-breaks.json"));
    assertThat(holds.out()).startsWith("ALLOWED");
    assertThat(breaks.out()).startsWith("DENIED");
    assertThat(breaks.status()).isEqualTo(6);
  }

  private static String[] with(String[] words, String last) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(last);
    return all.toArray(String[]::new);
  }
}
