package dev.rolecall.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import dev.rolecall.denial.AccountId;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Two accounts of an organization: role `ci` in the one may assume role `deploy` in the other,
/// which wants an external id. CloudTrail answers what a test says.
public final class TwoAccounts implements AutoCloseable {

  /// The account of the caller, which manages the organization.
  public static final AccountId CI = Moto.HOME;

  /// The account of the role, in an organizational unit.
  public final AccountId prod;

  /// The organization's id.
  public final String organization;

  private static final JsonMapper JSON = new JsonMapper();
  private final Moto moto = Moto.empty();
  private final WireMockServer front = new WireMockServer(wireMockConfig().dynamicPort());

  /// Sets everything up.
  public TwoAccounts() {
    front.start();
    answerAsIs();
    String[] made = organization();
    organization = made[0];
    prod = new AccountId(made[1]);
    roles();
  }

  /// Forgets what tests stubbed and asked: all calls are answered, and no events were recorded.
  public void answerAsIs() {
    front.resetAll();
    front.stubFor(
        any(anyUrl())
            .atPriority(10)
            .willReturn(aResponse().proxiedFrom(moto.endpoint().toString())));
    lookUp(Map.of());
  }

  /// The ids of the organization and of its second account.
  private String[] organization() {
    try (OrganizationsClient organizations =
        OrganizationsClient.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(moto.home())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      String id =
          organizations.createOrganization(ask -> ask.featureSet("ALL")).organization().id();
      String root = organizations.listRoots().roots().getFirst().id();
      organizations.enablePolicyType(
          ask -> ask.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
      String unit =
          organizations
              .createOrganizationalUnit(ask -> ask.parentId(root).name("workloads"))
              .organizationalUnit()
              .id();
      String account =
          organizations
              .createAccount(ask -> ask.accountName("prod").email("prod@example.com"))
              .createAccountStatus()
              .accountId();
      organizations.moveAccount(
          ask -> ask.accountId(account).sourceParentId(root).destinationParentId(unit));
      String guard =
          organizations
              .createPolicy(
                  ask ->
                      ask.name("no-deletion")
                          .description("")
                          .type(PolicyType.SERVICE_CONTROL_POLICY)
                          .content(
                              "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
                                  + "\"Action\":\"iam:DeleteRole\",\"Resource\":\"*\"}]}"))
              .policy()
              .policySummary()
              .id();
      organizations.attachPolicy(ask -> ask.policyId(guard).targetId(unit));
      return new String[] {id, account};
    }
  }

  private void roles() {
    try (IamClient iam = iam(CI)) {
      iam.createRole(
          role ->
              role.roleName("ci")
                  .path("/build/")
                  .assumeRolePolicyDocument(trust("Service", "codebuild.amazonaws.com", "")));
      iam.putRolePolicy(
          policy ->
              policy
                  .roleName("ci")
                  .policyName("assume + deploy")
                  .policyDocument(
                      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                          + "\"Action\":\"sts:AssumeRole\",\"Resource\":\"%s\"}]}"
                              .formatted(deploy())));
    }
    try (IamClient iam = iam(prod)) {
      iam.createRole(
          role ->
              role.roleName("deploy")
                  .assumeRolePolicyDocument(
                      trust(
                          "AWS",
                          ci(),
                          ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"acme-12345\"}}")));
    }
  }

  private static String trust(String type, String principal, String condition) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"%s\":\"%s\"},\"Action\":\"sts:AssumeRole\"%s}]}"
        .formatted(type, principal, condition);
  }

  /// The ARN of the caller's role.
  public String ci() {
    return "arn:aws:iam::" + CI + ":role/build/ci";
  }

  /// The ARN of the role to assume.
  public String deploy() {
    return "arn:aws:iam::" + prod + ":role/deploy";
  }

  /// IAM of an account.
  public IamClient iam(AccountId account) {
    return IamClient.builder()
        .endpointOverride(moto.endpoint())
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(credentials(account))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /// Credentials of an account.
  public AwsCredentialsProvider credentials(AccountId account) {
    return moto.of(account);
  }

  /// The address of all services.
  public URI endpoint() {
    return URI.create(front.baseUrl());
  }

  /// What stands before the services, to stub and to count.
  public WireMockServer front() {
    return front;
  }

  /// What CloudTrail answers when it is asked for events of a name.
  public void lookUp(Map<String, List<String>> records) {
    front.stubFor(
        post(anyUrl())
            .atPriority(5)
            .withHeader("X-Amz-Target", containing("LookupEvents"))
            .willReturn(okJson("{\"Events\":[]}")));
    records.forEach(
        (name, events) ->
            front.stubFor(
                post(anyUrl())
                    .atPriority(4)
                    .withHeader("X-Amz-Target", containing("LookupEvents"))
                    .withRequestBody(
                        matchingJsonPath(
                            "$.LookupAttributes[?(@.AttributeValue == '" + name + "')]"))
                    .willReturn(okJson(page(name, events)))));
  }

  private static String page(String name, List<String> records) {
    try {
      String[] events = new String[records.size()];
      for (int i = 0; i < events.length; i++) {
        events[i] =
            "{\"EventId\":\"%s-%d\",\"EventName\":\"%s\",\"CloudTrailEvent\":%s}"
                .formatted(name, i, name, JSON.writeValueAsString(records.get(i)));
      }
      return "{\"Events\":[" + String.join(",", Arrays.asList(events)) + "]}";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    front.stop();
  }
}
