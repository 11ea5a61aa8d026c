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

/// `rolecall check` for AWS services and for the identity providers that AWS has built in.
class ServiceCheckTest {

  private static final String ACCOUNT = "444455556666";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/";
  private static final String POOL = "us-east-1:11111111-2222-4333-8444-555555555555";
  private static final String OTHER_POOL = "us-east-1:99999999-2222-4333-8444-555555555555";
  private static final String COGNITO = "cognito-identity.amazonaws.com";

  private static final String OF_GROUP =
      """
      {"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole",
       "Condition": {"StringEquals": {"aws:SourceAccount": "444455556666"},
         "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:444455556666:schedule-group/jobs"}}}\
      """;

  private static final String OF_POOL =
      """
      {"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"},
       "Action": "sts:AssumeRoleWithWebIdentity",
       "Condition": {
         "StringEquals": {"cognito-identity.amazonaws.com:aud": "%s"},
         "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "%s"}}}\
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("444455556666.json"),
        """
        {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [%s]}
        """
            .formatted(
                String.join(
                    ",\n",
                    role("function", service("lambda.amazonaws.com")),
                    role("machine", service("states.us-east-1.amazonaws.com")),
                    role("pod", service("pods.eks.amazonaws.com")),
                    role("schedule", OF_GROUP),
                    role(
                        "one-schedule",
                        OF_GROUP.replace("schedule-group/jobs", "schedule/jobs/nightly")),
                    role("signed-in", OF_POOL.formatted(POOL, "authenticated")),
                    role("guest", OF_POOL.formatted(POOL, "unauthenticated")),
                    role("pool-as-service", service(COGNITO)))));
    Files.writeString(
        folder.resolve("organization.json"),
        """
        {"organizations": [{"id": "o-example", "managementAccountId": "999999999999", "accounts": [
          {"id": "444455556666", "name": "app", "path": "o-example/r-ab12/",
           "serviceControlPolicies": [], "resourceControlPolicies": []}]}]}
        """);
  }

  private static String service(String principal) {
    return """
    {"Effect": "Allow", "Principal": {"Service": "%s"}, "Action": "sts:AssumeRole"}\
    """
        .formatted(principal);
  }

  private static String role(String name, String statement) {
    return """
    {"Path": "/", "RoleName": "%1$s", "RoleId": "AROAEXAMPLE", "Arn": "arn:aws:iam::444455556666:role/%1$s",
     "CreateDate": "2025-01-01T00:00:00+00:00", "RolePolicyList": [], "AttachedManagedPolicies": [], "Tags": [],
     "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [%2$s]}}\
    """
        .formatted(name, statement);
  }

  private CommandLineRun check(String caller, String role, String... more) {
    List<String> args =
        new ArrayList<>(List.of("check", "--caller", caller, "--role", ROLE + role, "--snapshot"));
    args.add(folder.toString());
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static String[] context(String... values) {
    List<String> args = new ArrayList<>();
    for (String value : values) {
      args.addAll(List.of("--context", value));
    }
    return args.toArray(String[]::new);
  }

  private Path trust(String statement) throws IOException {
    return Files.writeString(
        folder.resolve("trust.txt"),
        "{\"Version\": \"2012-10-17\", \"Statement\": [" + statement + "]}");
  }

  @ParameterizedTest
  @CsvSource({
    "lambda.amazonaws.com, function, 0",
    "lambda, function, 0",
    "AWS Lambda, function, 0",
    "ec2, function, 6",
    "ec2.amazonaws.com, function, 6",
    "states.us-east-1.amazonaws.com, machine, 0",
    "step-functions.us-east-1, machine, 0",
    "states.eu-west-1.amazonaws.com, machine, 6",
    "states.amazonaws.com, machine, 3",
    "pod-identity, pod, 6"
  })
  void aServiceIsCheckedByAnyOfItsNames(String caller, String role, int status) {
    assertThat(check(caller, role).status()).isEqualTo(status);
  }

  @Test
  void theRegionOfTheCallIsTheRegionOfTheService() {
    assertThat(check("sfn", "machine").out().replaceAll("\\s+", " "))
        .contains("give the Region of the call with `--context aws:RequestedRegion=us-east-1`");
    assertThat(check("sfn", "machine", context("aws:RequestedRegion=us-east-1")).status()).isZero();
    assertThat(check("sfn", "machine", context("aws:RequestedRegion=eu-west-1")).status())
        .isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "444455556666, arn:aws:scheduler:eu-west-1:444455556666:schedule-group/jobs, 0",
    "444455556666, arn:aws:scheduler:eu-west-1:444455556666:schedule-group/other, 6",
    "111122223333, arn:aws:scheduler:eu-west-1:444455556666:schedule-group/jobs, 6"
  })
  void whatAServiceSendsDecidesIt(String account, String arn, int status) {
    CommandLineRun run =
        check(
            "scheduler",
            "schedule",
            context("aws:SourceAccount=" + account, "aws:SourceArn=" + arn));
    assertThat(run.status()).isEqualTo(status);
    if (status != 0) {
      assertThat(run.out()).contains("TRUST_CONDITION_FAILED", "Certain");
    }
  }

  @Test
  void whatAServiceSendsIsUnknownUntilItIsGiven() {
    CommandLineRun run = check("scheduler", "schedule");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out())
        .contains("`--context aws:SourceArn=VALUE`", "`--context aws:SourceAccount=VALUE`");
  }

  @Test
  void anArnThatTheServiceNeverSendsIsDeniedWithTheCorrectedPolicy() {
    CommandLineRun run = check("scheduler", "one-schedule");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .contains(
            "Likely",
            "schedule-group/GROUP",
            "\"aws:SourceArn\": \"arn:aws:scheduler:eu-west-1:444455556666:schedule-group/jobs\"");
  }

  @Test
  void theFixForAServiceIsLimitedToTheRolesAccount() {
    CommandLineRun run = check("scheduler", "function", "--format", "json");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .contains(
            "\"verdict\":\"DENIED\"",
            "\"cause\":\"PRINCIPAL_NOT_TRUSTED\"",
            "\"confidence\":\"CERTAIN\"",
            "\"admits\":[\"scheduler.amazonaws.com\"]",
            "\"aws:SourceAccount\":\"444455556666\"",
            "\"aws:SourceArn\":\"arn:aws:scheduler:*:444455556666:schedule-group/*\"");
  }

  @Test
  void noChangeIsOfferedForAnAccountThatWasNotRead() {
    CommandLineRun run = check("scheduler", "function", context("aws:SourceAccount=111122223333"));
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .contains("account 111122223333 is not among the accounts that were read")
        .doesNotContain("update-assume-role-policy");
  }

  @Test
  void aServiceThatIsNotKnownIsNamedWithSimilarOnes() {
    CommandLineRun run = check("lamda.amazonaws.com", "function");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.err()).contains("lamda.amazonaws.com", "Did you mean lambda.amazonaws.com?");
    assertThat(run.out()).contains("Likely").doesNotContain("update-assume-role-policy");
  }

  @ParameterizedTest
  @CsvSource({
    "lamda, Did you mean `lambda.amazonaws.com`?",
    "cognito, Did you mean `cognito-identity.amazonaws.com`",
    "widgets, is not the ARN of a user"
  })
  void whatNamesNoCallerIsAUsageError(String caller, String problem) {
    CommandLineRun run = check(caller, "function");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "signed-in, authenticated, 0",
    "signed-in, unauthenticated, 6",
    "guest, unauthenticated, 0",
    "guest, authenticated, 6"
  })
  void anIdentityOfAPoolIsSignedInOrAGuest(String role, String amr, int status) {
    CommandLineRun run =
        check(COGNITO, role, context(COGNITO + ":aud=" + POOL, COGNITO + ":amr=" + amr));
    assertThat(run.status()).isEqualTo(status);
    if (status != 0) {
      assertThat(run.out())
          .contains("OIDC_CLAIM_MISMATCH", "Certain", "identity")
          .doesNotContain("``", "update-assume-role-policy");
    }
  }

  @Test
  void anotherIdentityPoolIsDenied() {
    CommandLineRun run = check(COGNITO, "signed-in", context(COGNITO + ":aud=" + OTHER_POOL));
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).contains("OIDC_CLAIM_MISMATCH", "a different identity pool");
  }

  @ParameterizedTest
  @CsvSource({"cognito-identity", COGNITO})
  void whatAPoolSendsIsUnknownUntilItIsGiven(String caller) {
    CommandLineRun run = check(caller, "signed-in");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out())
        .startsWith("UNDETERMINED: " + COGNITO)
        .contains(COGNITO + ":aud=VALUE", COGNITO + ":amr=VALUE");
  }

  @Test
  void aPoolThatIsTrustedAsAServiceIsExplainedAndCorrected() {
    CommandLineRun run =
        check(
            COGNITO,
            "pool-as-service",
            context(COGNITO + ":aud=" + POOL, COGNITO + ":amr=authenticated"));
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .contains(
            "OIDC_PROVIDER_NOT_TRUSTED",
            "under `Service` instead of `Federated`",
            "\"Principal\": {\"Federated\": \"cognito-identity.amazonaws.com\"}",
            "\"cognito-identity.amazonaws.com:aud\": \"" + POOL + "\"",
            "\"ForAnyValue:StringLike\": {\"cognito-identity.amazonaws.com:amr\":"
                + " \"authenticated\"}")
        .doesNotContain("trust its provider, with");
  }

  @ParameterizedTest
  @CsvSource({
    "token.actions.githubusercontent.com,"
        + " arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com",
    "accounts.google.com, accounts.google.com"
  })
  void anIssuerStandsForItsProviderInTheRolesAccount(String issuer, String provider) {
    CommandLineRun run = check(issuer, "function");
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).startsWith("DENIED: " + provider).contains("OIDC_PROVIDER_NOT_TRUSTED");
  }

  @Test
  void aTrustPolicyIsCheckedInPlaceOfTheOneThatWasRead() throws IOException {
    String file = ROLE + "function=" + trust(service("ec2.amazonaws.com"));
    assertThat(check("lambda", "function", "--trust-policy", file).status()).isEqualTo(6);
    assertThat(check("ec2", "function", "--trust-policy", file).status()).isZero();
  }

  @Test
  void aTrustPolicyIsCheckedForARoleThatDoesNotExistYet() throws IOException {
    assertThat(
            check(
                    "lambda",
                    "new",
                    "--trust-policy",
                    ROLE + "new=" + trust(service("lambda.amazonaws.com")))
                .status())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ec2, 6, no statement in the trust policy names",
    "lambda, 3, the trust policy allows the call",
    "arn:aws:iam::444455556666:role/ci, 6, no statement in the trust policy names"
  })
  void withoutASnapshotTheTrustPolicyAloneIsChecked(String caller, int status, String says)
      throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "check",
            "--caller",
            caller,
            "--role",
            ROLE + "function",
            "--trust-policy",
            ROLE + "function=" + trust(service("lambda.amazonaws.com")));
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.out().replace('\n', ' ')).contains(says);
    if (status == 3) {
      assertThat(run.out()).contains("the RCPs of the role's account");
    }
  }

  @Test
  void aTrustPolicyOfAnotherRoleIsAUsageError() throws IOException {
    CommandLineRun run =
        check(
            "lambda",
            "function",
            "--trust-policy",
            ROLE + "other=" + trust(service("lambda.amazonaws.com")));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--trust-policy: none is for the role of --role");
  }

  @ParameterizedTest
  @CsvSource({"'{\"Statement\": []}', Statement: empty", "nonsense, invalid JSON"})
  void aTrustPolicyThatCannotBeReadIsNamed(String text, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.txt"), text);
    CommandLineRun run = check("lambda", "function", "--trust-policy", ROLE + "function=" + file);
    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err()).contains("bad.txt: " + problem);
  }

  /// AWS's example of an RCP against the confused deputy.
  @ParameterizedTest
  @CsvSource({
    "aws:SourceAccount=444455556666, 0, ",
    "aws:SourceAccount=111122223333, 3, aws:SourceOrgID",
    "aws:SourceAccount, 0, ",
    "aws:SourceOrgID=o-other, 3, aws:SourceAccount"
  })
  void theOrganizationOfTheRolesAccountIsKnown(String given, int status, String open)
      throws IOException {
    Path organization = folder.resolve("organization.json");
    Files.writeString(
        organization,
        Files.readString(organization)
            .replace(
                "\"resourceControlPolicies\": []",
                """
                "resourceControlPolicies": [{"target": "r-ab12", "policies": [
                  {"name": "RCPFullAWSAccess", "document": {"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}},
                  {"name": "deputy", "document": {"Version": "2012-10-17", "Statement": [
                    {"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Resource": "*", "Condition": {
                      "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-example"},
                      "Null": {"aws:SourceAccount": "false"},
                      "Bool": {"aws:PrincipalIsAWSService": "true"}}}]}}]}]\
                """));
    CommandLineRun run = check("lambda", "function", context(given));
    assertThat(run.status()).isEqualTo(status);
    if (open != null) {
      assertThat(run.out()).contains(open);
    }
  }
}
