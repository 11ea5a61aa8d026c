package dev.rolecall.lambda;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.denial.AccountId;
import dev.rolecall.incident.dynamo.LocalTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Denials of a whole organization, explained in one place: the callers are in account `apps`, the
/// roles in `data` and in `vendor`, which nobody may read, and an SCP lies between.
@Slow
class OrganizationIT {

  private static final String READER = "RolecallReader";
  private static final Map<String, String> INDEXED = Map.of("ROLECALL_ORGANIZATION_INDEX", "on");
  private static final Map<String, String> SURVEYED =
      Map.of(
          "ROLECALL_ORGANIZATION_INDEX", "on",
          "ROLECALL_INSTALLATION", "/rolecall/installation",
          "ROLECALL_OPERATIONS_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:operations");

  @TempDir Path folder;

  private final WireMockServer front = new WireMockServer(wireMockConfig().dynamicPort());
  private final Moto moto = Moto.empty();
  private final AlertQueue queue = AlertQueue.of(moto);
  private AccountId apps = Moto.HOME;
  private AccountId data = Moto.HOME;
  private AccountId vendor = Moto.HOME;

  @BeforeEach
  void world() {
    queue.table();
    organization();
    queue.role(apps, "ci", trust("ec2"));
    queue.policy(
        apps,
        "ci",
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
         "Resource": "*"}}\
        """);
    queue.role(data, "deploy", trust("release"));
    queue.role(data, "guarded", trust("ci"));
    front.start();
    front.stubFor(
        any(anyUrl())
            .atPriority(10)
            .willReturn(aResponse().proxiedFrom(moto.endpoint().toString())));
    front.stubFor(
        post(anyUrl())
            .withHeader("X-Amz-Target", containing("LookupEvents"))
            .willReturn(okJson("{\"Events\": []}")));
    // The server itself lets everybody assume everything.
    front.stubFor(
        post(anyUrl())
            .withRequestBody(containing("Action=AssumeRole"))
            .withRequestBody(containing(vendor + "%3Arole%2F" + READER))
            .willReturn(
                aResponse()
                    .withStatus(403)
                    .withHeader("Content-Type", "text/xml")
                    .withBody(
                        "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>"
                            + "<Message>no</Message></Error></ErrorResponse>")));
  }

  @AfterEach
  void stop() {
    front.stop();
  }

  private void organization() {
    try (OrganizationsClient organizations =
        OrganizationsClient.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(moto.home())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      organizations.createOrganization(ask -> ask.featureSet("ALL"));
      String root = organizations.listRoots().roots().getFirst().id();
      organizations.enablePolicyType(
          ask -> ask.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
      apps = account(organizations, "apps");
      data = account(organizations, "data");
      vendor = account(organizations, "vendor");
      String guard =
          organizations
              .createPolicy(
                  ask ->
                      ask.name("guard")
                          .description("")
                          .type(PolicyType.SERVICE_CONTROL_POLICY)
                          .content(
                              """
                              {"Version": "2012-10-17", "Statement": [{"Sid": "Guarded",
                               "Effect": "Deny", "Action": "sts:AssumeRole",
                               "Resource": "arn:aws:iam::*:role/guarded"}]}\
                              """))
              .policy()
              .policySummary()
              .id();
      organizations.attachPolicy(ask -> ask.policyId(guard).targetId(apps.value()));
    }
  }

  private static AccountId account(OrganizationsClient organizations, String name) {
    return new AccountId(
        organizations
            .createAccount(ask -> ask.accountName(name).email(name + "@example.com"))
            .createAccountStatus()
            .accountId());
  }

  private String trust(String role) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
     "Principal": {"AWS": "arn:aws:iam::%s:role/%s"}}]}\
    """
        .formatted(apps, role);
  }

  /// As the member stack of `apps` forwards it from a region of its own.
  private String denied(AccountId account, String role) {
    return """
    {"version": "0", "id": "e-%2$s", "source": "aws.sts", "account": "%1$s", "region": "eu-west-3",
     "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventVersion": "1.11", "eventID": "e-%2$s", "eventTime": "%4$s",
      "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "eu-west-3",
      "errorCode": "AccessDenied",
      "errorMessage": "User: arn:aws:sts::%1$s:assumed-role/ci/build is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::%3$s:role/%2$s",
      "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLEEXAMPLE001:build",
       "arn": "arn:aws:sts::%1$s:assumed-role/ci/build", "accountId": "%1$s",
       "accessKeyId": "ASIAEXAMPLEEXAMPLE01", "sessionContext": {
        "sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLEEXAMPLE001",
         "arn": "arn:aws:iam::%1$s:role/ci", "accountId": "%1$s", "userName": "ci"},
        "attributes": {"creationDate": "%4$s", "mfaAuthenticated": "false"}}},
      "sourceIPAddress": "192.0.2.7", "userAgent": "aws-cli/2.31.0",
      "requestParameters": null, "responseElements": null, "recipientAccountId": "%1$s"}}\
    """
        .formatted(
            apps,
            role,
            account,
            Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
  }

  private LambdaProcess start(Class<?> handler, Map<String, String> more) throws IOException {
    Map<String, String> variables = new TreeMap<>(more);
    variables.put("AWS_ENDPOINT_URL", front.baseUrl());
    variables.put("ROLECALL_TOPIC_ARN", queue.topicArn());
    variables.put("ROLECALL_TABLE", LocalTable.NAME);
    variables.put("ROLECALL_READER_ROLE_NAME", READER);
    variables.put("ROLECALL_READER_EXTERNAL_ID", "o-example");
    // First alerts do not wait for others that the same policy blocks.
    variables.put("ROLECALL_GATHER_SECONDS", "0");
    return LambdaProcess.start(handler, LambdaProcess.Start.ON_DEMAND, variables, folder);
  }

  private static String moved(Instant time) {
    return """
    {"version": "0", "source": "aws.organizations", "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventSource": "organizations.amazonaws.com", "eventName": "MoveAccount",
      "eventTime": "%s"}}\
    """
        .formatted(time.truncatedTo(ChronoUnit.SECONDS));
  }

  private JsonNode explained(LambdaProcess function, AccountId account, String role)
      throws Exception {
    assertThat(function.invoke(denied(account, role)))
        .isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
    List<JsonNode> alerts = queue.alerts();
    assertThat(alerts).hasSize(1);
    return alerts.getFirst();
  }

  @Test
  void denialsAreExplainedAcrossAccounts() throws Exception {
    try (LambdaProcess function = start(ExplainHandler.class, Map.of())) {
      JsonNode untrusted = explained(function, data, "deploy");
      assertThat(untrusted.at("/diagnosis/cause").asText()).isEqualTo("PRINCIPAL_NOT_TRUSTED");
      assertThat(untrusted.at("/diagnosis/confidence").asText()).isEqualTo("CERTAIN");
      assertThat(untrusted.at("/diagnosis/evaluation/SCP").asText()).isEqualTo("ALLOW");
      assertThat(untrusted.at("/denial/region").asText()).isEqualTo("eu-west-3");
      assertThat(untrusted.at("/denial/recordedIn").asText()).isEqualTo(apps.value());
      assertThat(untrusted.at("/denial/caller/accountName").asText()).isEqualTo("apps");
      assertThat(untrusted.at("/denial/role/accountName").asText()).isEqualTo("data");

      JsonNode guarded = explained(function, data, "guarded");
      assertThat(guarded.at("/diagnosis/cause").asText()).isEqualTo("SCP_DENY");
      assertThat(guarded.at("/diagnosis/confidence").asText()).isEqualTo("CERTAIN");
      assertThat(guarded.at("/diagnosis/causes/0/statement/sid").asText()).isEqualTo("Guarded");
      assertThat(guarded.at("/diagnosis/evaluation/TRUST_POLICY").asText()).isEqualTo("ALLOW");

      JsonNode unread = explained(function, vendor, "import");
      assertThat(unread.at("/diagnosis/cause").asText()).isEqualTo("TRUST_SIDE_UNREAD");
      assertThat(unread.at("/diagnosis/gaps").toString())
          .contains(
              "the reader role RolecallReader of account "
                  + vendor
                  + " does not exist or does not trust this reader");
      assertThat(unread.at("/denial/role/accountName").asText()).isEqualTo("vendor");
    }
  }

  @Test
  void withAnIndexNobodyWalksThroughTheOrganization() throws Exception {
    try (LambdaProcess survey = start(SurveyHandler.class, SURVEYED)) {
      assertThat(survey.invoke("{\"rolecall\": \"index\"}"))
          .isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
      assertThat(survey.log())
          .contains("organization index updated")
          .contains("\"accounts\":4,\"written\":4");
      assertThat(survey.invoke(moved(Instant.now().minusSeconds(600))))
          .isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
      assertThat(survey.log()).contains("organization index is newer than the change");
      assertThat(survey.invoke(moved(Instant.now().plusSeconds(600))))
          .isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
      assertThat(survey.log()).contains("\"accounts\":4,\"written\":0");
    }
    front.resetRequests();
    try (LambdaProcess function = start(ExplainHandler.class, INDEXED)) {
      JsonNode untrusted = explained(function, data, "deploy");
      assertThat(untrusted.at("/diagnosis/evaluation/SCP").asText()).isEqualTo("ALLOW");
      assertThat(untrusted.at("/denial/role/accountName").asText()).isEqualTo("data");
      front.verify(
          0, postRequestedFor(anyUrl()).withHeader("X-Amz-Target", containing("ListParents")));
    }
    // The denial above is an incident already.
    try (LambdaProcess function = start(ExplainHandler.class, INDEXED)) {
      JsonNode guarded = explained(function, data, "guarded");
      assertThat(guarded.at("/diagnosis/cause").asText()).isEqualTo("SCP_DENY");
      assertThat(guarded.at("/diagnosis/confidence").asText()).isEqualTo("CERTAIN");
    }
  }
}
