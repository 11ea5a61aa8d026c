package dev.rolecall.cli.live;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.rolecall.cli.CommandLineRun;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `check --token --live`: the provider in the role's account counts.
class LiveTokenTest {

  private static final String ROLE = "arn:aws:iam::111122223333:role/deploy";
  private static final String PROVIDER =
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "%s"},
        "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {
          "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main"}}}]}
      """
          .formatted(PROVIDER);

  private static final String CLAIMS =
      """
      {"iss": "https://token.actions.githubusercontent.com", "aud": "sts.amazonaws.com",
       "sub": "repo:acme/app:ref:refs/heads/main", "jti": "CanaryQ9"}
      """;

  @TempDir private Path folder;
  private final WireMockServer aws = new WireMockServer(options().dynamicPort());

  @BeforeEach
  void start() {
    aws.start();
    aws.stubFor(
        post(anyUrl())
            .atPriority(9)
            .willReturn(
                aResponse()
                    .withStatus(400)
                    .withBody("{\"__type\": \"AWSOrganizationsNotInUseException\"}")));
    answer(
        "GetCallerIdentity",
        200,
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account>"
            + "<Arn>arn:aws:iam::111122223333:user/ana</Arn><UserId>AIDAEXAMPLE</UserId>"
            + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
    answer(
        "GetRole",
        200,
        "<GetRoleResponse><GetRoleResult><Role><Path>/</Path><RoleName>deploy</RoleName><Arn>"
            + ROLE
            + "</Arn><RoleId>AROAEXAMPLE</RoleId><CreateDate>2025-01-01T00:00:00Z</CreateDate>"
            + "<AssumeRolePolicyDocument>"
            + URLEncoder.encode(TRUST, StandardCharsets.UTF_8)
            + "</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>");
  }

  @AfterEach
  void stop() {
    aws.stop();
  }

  private void answer(String action, int status, String body) {
    aws.stubFor(
        post(anyUrl())
            .withRequestBody(containing("Action=" + action + "&"))
            .willReturn(aResponse().withStatus(status).withBody(body)));
  }

  private void provider(String audience) {
    answer(
        "GetOpenIDConnectProvider",
        200,
        "<GetOpenIDConnectProviderResponse><GetOpenIDConnectProviderResult><ClientIDList><member>"
            + audience
            + "</member></ClientIDList></GetOpenIDConnectProviderResult>"
            + "</GetOpenIDConnectProviderResponse>");
  }

  private void fails(int status, String code) {
    answer(
        "GetOpenIDConnectProvider",
        status,
        "<ErrorResponse><Error><Code>"
            + code
            + "</Code><Message>no</Message></Error></ErrorResponse>");
  }

  private CommandLineRun check() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), CLAIMS);
    return CommandLineRun.with(
        Map.of(
            "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_REGION", "eu-west-1",
            "AWS_CONFIG_FILE", folder.resolve("none").toString(),
            "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString(),
            "AWS_EC2_METADATA_DISABLED", "true",
            "AWS_ENDPOINT_URL", aws.baseUrl()),
        "check",
        "--token",
        token.toString(),
        "--role",
        ROLE,
        "--live");
  }

  @Test
  void aProviderThatListsTheAudienceIsRight() throws IOException {
    provider("sts.amazonaws.com");
    CommandLineRun run = check();
    assertThat(run.out())
        .doesNotStartWith("DENIED")
        .contains("has the OIDC provider, and it lists the token's audience");
    aws.verify(
        1,
        postRequestedFor(anyUrl())
            .withRequestBody(containing("Action=GetOpenIDConnectProvider&"))
            .withRequestBody(containing("oidc-provider%2Ftoken.actions.githubusercontent.com")));
  }

  @Test
  void aProviderThatDoesNotListTheAudienceRejectsTheToken() throws IOException {
    provider("https://github.com/acme");
    CommandLineRun run = check();
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .contains("does not list the token's audience `sts.amazonaws.com`")
        .contains("aws iam add-client-id-to-open-id-connect-provider");
  }

  @Test
  void anAccountWithoutTheProviderRejectsTheToken() throws IOException {
    fails(404, "NoSuchEntity");
    CommandLineRun run = check();
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .contains("Account 111122223333 has no OIDC provider for the token's issuer")
        .contains("--url https://token.actions.githubusercontent.com");
  }

  @Test
  void aProviderThatCannotBeReadIsNotChecked() throws IOException {
    fails(403, "AccessDenied");
    CommandLineRun run = check();
    assertThat(run.out()).doesNotStartWith("DENIED").contains("Not checked", PROVIDER);
  }

  @Test
  void nothingOfTheTokenIsSent() throws IOException {
    provider("sts.amazonaws.com");
    CommandLineRun run = check();
    assertThat(run.out() + run.err()).doesNotContain("CanaryQ9");
    aws.verify(0, postRequestedFor(anyUrl()).withRequestBody(containing("CanaryQ9")));
    aws.verify(0, postRequestedFor(anyUrl()).withRequestBody(containing("acme")));
  }
}
