package dev.rolecall.cli.live;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.console.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of credentials that does not work: one sentence, with the command that fixes it.
class SignInTest {

  private static final String CONFIG =
      """
      [default]
      region = eu-west-1
      [profile dev]
      sso_session = acme
      sso_account_id = 111122223333
      sso_role_name = Developer
      [sso-session acme]
      sso_start_url = https://acme.awsapps.com/start
      sso_region = eu-west-1
      [profile lost]
      sso_session = nowhere
      sso_account_id = 111122223333
      [profile old-style]
      sso_start_url = https://acme.awsapps.com/start
      [profile on-dev]
      role_arn = arn:aws:iam::111122223333:role/reader
      source_profile = dev
      [profile console]
      login_session = arn:aws:iam::111122223333:user/ann
      [profile mfa]
      role_arn = arn:aws:iam::111122223333:role/reader
      source_profile = keys
      mfa_serial = arn:aws:iam::111122223333:mfa/ann
      [profile keys]
      aws_access_key_id = AKIAEXAMPLE
      aws_secret_access_key = secret
      [profile saml]
      aws_access_key_id = ASIAEXAMPLE
      aws_secret_access_key = secret
      aws_session_token = token
      [profile half]
      aws_access_key_id = AKIAEXAMPLE
      [profile role]
      role_arn = arn:aws:iam::111122223333:role/reader
      source_profile = keys
      [profile orphan]
      role_arn = arn:aws:iam::111122223333:role/reader
      source_profile = gone
      [profile round]
      role_arn = arn:aws:iam::111122223333:role/reader
      source_profile = about
      [profile about]
      role_arn = arn:aws:iam::111122223333:role/reader
      source_profile = round
      [profile vault]
      credential_process = sh -c 'echo warming up >&2; echo "vault is sealed" >&2; exit 3'
      [profile odd]
      role_arn = arn:aws:iam::111122223333:role/reader
      credential_source = Elsewhere
      [profile instance]
      role_arn = arn:aws:iam::111122223333:role/reader
      credential_source = Ec2InstanceMetadata
      [profile surroundings]
      role_arn = arn:aws:iam::111122223333:role/reader
      credential_source = Environment
      [profile pod]
      role_arn = arn:aws:iam::111122223333:role/reader
      web_identity_token_file = /nowhere/token
      """;

  private static final String PROFILES =
      "Profiles: about, console, default, dev, half, instance, keys, lost, mfa, odd, old-style,"
          + " on-dev, orphan, pod, role, round, saml, surroundings, vault.";

  private static final String EXPIRED_SESSION =
      "Error when retrieving token from sso: Token has expired and refresh failed";

  @TempDir private Path folder;
  private static final WireMockServer AWS =
      new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void start() {
    AWS.start();
  }

  @AfterAll
  static void stop() {
    AWS.stop();
  }

  @BeforeEach
  void home() throws IOException {
    AWS.resetAll();
    Path config = folder.resolve("config");
    Files.writeString(config, CONFIG);
    environment.put("AWS_CONFIG_FILE", config.toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    environment.put("AWS_ENDPOINT_URL", AWS.baseUrl());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("PATH", folder.toString());
  }

  private void cli(String stderr) throws IOException {
    Path cli =
        Files.createFile(
            folder.resolve("aws"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(cli, "#!/bin/sh\necho '%s' >&2\nexit 255\n".formatted(stderr));
  }

  private static void refuses(int status, String code, String message) {
    AWS.stubFor(
        post(anyUrl())
            .willReturn(
                okXml(
                        "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                            .formatted(code, message))
                    .withStatus(status)));
  }

  private CommandLineRun explain(String... profile) {
    String[] args =
        Stream.concat(
                Stream.of("explain", "--message", "User: x is not authorized", "--live"),
                Stream.of(profile))
            .toArray(String[]::new);
    return CommandLineRun.with(environment, args);
  }

  private void says(int status, String sentence, String... args) {
    CommandLineRun run = explain(args);
    assertThat(run.err()).isEqualTo("rolecall: " + sentence + System.lineSeparator());
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.out()).isEmpty();
  }

  private void says(String sentence, String... args) {
    says(ExitStatus.FAILED, sentence, args);
  }

  static Stream<Arguments> whatTheCliSays() {
    return Stream.of(
        arguments(
            "dev",
            EXPIRED_SESSION,
            "profile \"dev\" is not signed in to IAM Identity Center, or the session has expired:"
                + " run 'aws sso login --profile dev'"),
        arguments(
            "on-dev",
            "Error loading SSO Token: Token for acme does not exist",
            "profile \"on-dev\" is not signed in to IAM Identity Center, or the session has"
                + " expired: run 'aws sso login --profile on-dev'"),
        arguments(
            "old-style",
            EXPIRED_SESSION,
            "profile \"old-style\" is not signed in to IAM Identity Center, or the session has"
                + " expired: run 'aws sso login --profile old-style'"),
        arguments(
            "lost",
            "The specified sso-session does not exist",
            "profile \"lost\" uses sso_session \"nowhere\", and no [sso-session nowhere] is"
                + " configured: run 'aws configure sso-session'"),
        arguments(
            "dev",
            "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation:"
                + " No access",
            "IAM Identity Center does not give you permission set Developer in account"
                + " 111122223333: check sso_role_name and sso_account_id of profile \"dev\", or run"
                + " 'aws configure sso --profile dev' to choose from what you have"),
        arguments(
            "dev",
            "Could not connect to the endpoint URL: \"https://portal.sso\"",
            "the AWS CLI cannot sign in with profile \"dev\" (Could not connect to the endpoint"
                + " URL: \"https://portal.sso\"): check the network connection"),
        arguments(
            "dev",
            "aws: error: argument subcommand: Invalid choice, valid choices are:",
            "profile \"dev\" signs in with AWS CLI version 2, and the 'aws' on the PATH is an"
                + " older one: install version 2, then run 'aws sso login --profile dev'"),
        arguments(
            "dev",
            "disk full",
            "the AWS CLI returned no credentials for profile \"dev\" (\"disk full\"): run 'aws sso"
                + " login --profile dev'"),
        arguments(
            "console",
            "Your session has expired. Please reauthenticate using aws login.",
            "profile \"console\" is not signed in to AWS, or the session has expired: run 'aws"
                + " login --profile console'"),
        arguments(
            "mfa",
            "EOF when reading a line",
            "profile \"mfa\" requires an MFA code (\"EOF when reading a line\"): run 'aws sts"
                + " get-caller-identity --profile mfa', which asks for the code and keeps the"
                + " session, and then rolecall again"));
  }

  @ParameterizedTest
  @MethodSource("whatTheCliSays")
  void aSignInThatTheCliDoesNotHaveIsNamedWithTheCommand(
      String profile, String stderr, String sentence) throws IOException {
    cli(stderr);
    says(sentence, "--profile", profile);
  }

  @Test
  void withoutTheAwsCliTheSentenceSaysToInstallIt() {
    says(
        "profile \"dev\" signs in with the AWS CLI, and there is no 'aws' on the PATH: install AWS"
            + " CLI version 2, then run 'aws sso login --profile dev'",
        "--profile",
        "dev");
  }

  static Stream<Arguments> profilesWithoutCredentials() {
    return Stream.of(
        arguments(
            "half",
            "profile \"half\" has no aws_secret_access_key: run 'aws configure set"
                + " aws_secret_access_key VALUE --profile half'"),
        arguments(
            "default",
            "profile \"default\" contains no credentials: run 'aws configure --profile default', or"
                + " 'aws configure sso --profile default' for IAM Identity Center, or name another"
                + " profile. "
                + PROFILES),
        arguments(
            "orphan",
            "source_profile of profile \"orphan\": no AWS profile named \"gone\". " + PROFILES),
        arguments(
            "round",
            "source_profile of profile \"round\" leads back to the profile itself: name a profile"
                + " with credentials there"),
        arguments(
            "odd",
            "credential_source of profile \"odd\" is \"Elsewhere\": use Environment,"
                + " Ec2InstanceMetadata or EcsContainer"),
        arguments(
            "instance",
            "the profile takes its credentials from the EC2 instance, and"
                + " AWS_EC2_METADATA_DISABLED is true: run 'unset AWS_EC2_METADATA_DISABLED'"),
        arguments(
            "surroundings",
            "profile \"surroundings\" takes its credentials from the environment: set"
                + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
        arguments(
            "pod",
            "cannot read the web identity token file /nowhere/token (profile \"pod\"): write the"
                + " token there, or name a profile with --profile"));
  }

  @ParameterizedTest
  @MethodSource("profilesWithoutCredentials")
  void aProfileThatCannotWorkSaysWhatIsMissing(String profile, String sentence) {
    says(sentence, "--profile", profile);
  }

  @Test
  void aCredentialProcessThatFailsIsQuoted() {
    environment.put("PATH", System.getenv("PATH"));
    says(
        "the credential_process of profile \"vault\" returned no credentials (\"vault is"
            + " sealed\"): run 'aws configure get credential_process --profile vault' to see the"
            + " command, and run that by itself",
        "--profile",
        "vault");
  }

  @Test
  void aProfileOfTheEnvironmentThatDoesNotExistIsAUsageError() {
    environment.put("AWS_PROFILE", "gone");
    says(ExitStatus.USAGE, "AWS_PROFILE: no AWS profile named \"gone\". " + PROFILES);
  }

  @Test
  void withoutAnyCredentialsTheProfilesAreListed() {
    says("no AWS credentials found: name a profile with --profile. " + PROFILES);
  }

  @Test
  void withoutAnyProfileTheSentenceSaysHowToMakeOne() {
    environment.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    says("no AWS credentials found: run 'aws configure sso' or 'aws configure'");
  }

  @Test
  void aFileThatIsNoConfigurationIsNamedWithTheLine() throws IOException {
    Path config = folder.resolve("config");
    Files.writeString(config, "[profile dev]\nregion: eu-west-1\n");
    says(
        config
            + ", line 2: this is not an AWS configuration file ([profile NAME] and lines such as"
            + " region = eu-west-1)");
  }

  @Test
  void aRegionIsNamedWithWhereItIsFrom() {
    environment.put("AWS_REGION", "Frankfurt");
    says(
        ExitStatus.USAGE,
        "AWS_REGION: `Frankfurt` is not an AWS region, such as eu-west-1",
        "--profile",
        "keys");
  }

  @Test
  void halfOfTheVariablesAreNotEnough() {
    environment.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    says(
        "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not: set both, or unset it and name"
            + " a profile with --profile");
  }

  private void variables(String id, String... more) {
    environment.put("AWS_ACCESS_KEY_ID", id);
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
  }

  private static final String UNSET =
      "'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'";

  static Stream<Arguments> expiredVariables() {
    return Stream.of(
        arguments(
            "NONE", "", "set new ones, or run " + UNSET + " and name a profile with --profile"),
        arguments("AWS_VAULT", "prod", "leave the aws-vault shell, then run 'aws-vault exec prod'"),
        arguments("AWSUME_PROFILE", "prod", "run 'awsume --refresh prod'"),
        arguments(
            "AWS_PROFILE",
            "keys",
            "get new ones, or run " + UNSET + " to use profile \"keys\" (AWS_PROFILE)"),
        arguments(
            "GITHUB_ACTIONS",
            "true",
            "run the step aws-actions/configure-aws-credentials again before this one"));
  }

  @ParameterizedTest
  @MethodSource("expiredVariables")
  void expiredVariablesAreRenewedWhereTheyCameFrom(String variable, String value, String fix) {
    refuses(403, "ExpiredToken", "The security token included in the request is expired");
    variables("ASIAEXAMPLE", "AWS_SESSION_TOKEN", "token", variable, value);
    says("the credentials have expired (AWS_ACCESS_KEY_ID, ExpiredToken): " + fix);
  }

  static Stream<Arguments> whatAwsRefuses() {
    String unknown =
        "AWS does not know the access key (profile \"keys\", InvalidClientTokenId): it was deleted"
            + " or deactivated, or belongs to another partition than region us-east-1; run 'aws"
            + " configure --profile keys'";
    return Stream.of(
        arguments("keys", 403, "InvalidClientTokenId", "no", unknown),
        arguments("role", 403, "InvalidClientTokenId", "no", unknown),
        arguments(
            "saml",
            403,
            "ExpiredToken",
            "expired",
            "the credentials have expired (profile \"saml\", ExpiredToken): get new ones with the"
                + " tool that writes them to profile \"saml\""),
        arguments(
            "keys",
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match",
            "the secret access key does not belong to the access key ID (profile \"keys\","
                + " SignatureDoesNotMatch): run 'aws configure --profile keys'"),
        arguments(
            "keys",
            403,
            "SignatureDoesNotMatch",
            "Signature not yet current: 20261130T000000Z is still later than 20261129T000000Z",
            "this machine's clock differs from AWS's by more than 5 minutes"
                + " (SignatureDoesNotMatch): set it, for example with 'sudo timedatectl set-ntp"
                + " true'"),
        arguments(
            "keys",
            403,
            "RegionDisabledException",
            "STS is not activated",
            "STS is not enabled in region us-east-1 for this account: use --region us-east-1"),
        arguments(
            "keys",
            403,
            "AccessDenied",
            "with an explicit deny in a VPC endpoint policy",
            "AWS denied sts:GetCallerIdentity (profile \"keys\"): with an explicit deny in a VPC"
                + " endpoint policy"),
        arguments(
            "role",
            403,
            "AccessDenied",
            "User: arn:aws:iam::1:user/$(x) is not authorized",
            "profile \"role\" cannot assume its role arn:aws:iam::111122223333:role/reader: run"
                + " 'rolecall explain --live --profile keys --message \"User:"
                + " arn:aws:iam::1:user/\\$(x) is not authorized\"' to see why"));
  }

  @ParameterizedTest
  @MethodSource("whatAwsRefuses")
  void whatAwsRefusesIsNamedWithItsCode(
      String profile, int status, String code, String message, String sentence) {
    refuses(status, code, message);
    says(sentence, "--profile", profile);
  }

  @Test
  void temporaryKeysWithoutTheirTokenAreNamed() {
    refuses(403, "InvalidClientTokenId", "no");
    variables("ASIAEXAMPLE");
    says(
        "AWS_ACCESS_KEY_ID contains temporary credentials (ASIA...) and AWS_SESSION_TOKEN is not"
            + " set (InvalidClientTokenId): set all three variables");
  }

  static Stream<Arguments> refusedTokens() {
    return Stream.of(
        arguments("ExpiredTokenException", "has expired (ExpiredTokenException): get a new token"),
        arguments("InvalidIdentityToken", "(InvalidIdentityToken): run 'rolecall check --token "),
        arguments("AccessDenied", "(AccessDenied): run 'rolecall check --token "));
  }

  @ParameterizedTest
  @MethodSource("refusedTokens")
  void aTokenThatIsRefusedIsNamedByItsFile(String code, String part) throws IOException {
    refuses(400, code, "no");
    Path token = Files.writeString(folder.resolve("token"), "header.secret-payload.signature");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/reader");
    CommandLineRun run = explain();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(token.toString(), part);
    assertThat(run.err()).doesNotContain("secret-payload");
    assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void aTokenNeedsARole() {
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere");
    says(
        "AWS_WEB_IDENTITY_TOKEN_FILE is set and AWS_ROLE_ARN is not: set AWS_ROLE_ARN to the role"
            + " to assume with the token");
  }

  @Test
  void anAddressWhereNothingAnswersIsNamed() {
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    says(
        "cannot reach http://127.0.0.1:1: the connection failed. Check AWS_ENDPOINT_URL",
        "--profile",
        "keys");
  }

  @Test
  void aHostThatDoesNotExistIsNamed() {
    environment.put("AWS_ENDPOINT_URL", "http://sts.invalid");
    environment.put("http_proxy", "http://proxy.invalid:3128");
    says(
        "cannot reach http://sts.invalid: the name cannot be resolved. Check AWS_ENDPOINT_URL and"
            + " the proxy in http_proxy",
        "--profile",
        "keys");
  }

  @Test
  void somethingElseThanAwsIsNamed() {
    AWS.stubFor(
        post(anyUrl())
            .willReturn(aResponse().withBody("<html>Sign in to the guest network</html>")));
    says(
        AWS.baseUrl() + " does not answer as AWS STS does: check AWS_ENDPOINT_URL",
        "--profile",
        "keys");
  }

  @Test
  void aFailureOfAwsIsNotOneOfTheCredentials() {
    refuses(500, "InternalFailure", "oops");
    says(
        AWS.baseUrl() + " answers with an error (HTTP 500, InternalFailure): try again in a minute",
        "--profile",
        "keys");
  }
}
