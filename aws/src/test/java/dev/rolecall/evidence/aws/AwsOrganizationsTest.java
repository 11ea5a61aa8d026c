package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static dev.rolecall.evidence.aws.FakeAws.json;
import static dev.rolecall.evidence.aws.FakeAws.jsonAnswer;
import static dev.rolecall.evidence.aws.FakeAws.jsonError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.index.IndexSummary;
import dev.rolecall.evidence.index.MapShelf;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.model.PolicyType;

class AwsOrganizationsTest {

  private static final AccountId MANAGEMENT = new AccountId("999999999999");
  private static final String ORGANIZATION =
      """
      {"id": "o-abc", "managementAccountId": "999999999999", "accounts": [
        {"id": "444455556666", "name": "prod", "path": "o-abc/r-1/ou-1-a/ou-1-b/",
         "serviceControlPolicies": [
           {"target": "r-1", "policies": [{"name": "Full", "document": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}]},
           {"target": "ou-1-a", "policies": [{"name": "Odd", "document": {"Statement": 7}}]},
           {"target": "ou-1-b", "policies": []},
           {"target": "444455556666", "policies": [{"name": "Full", "document": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}]}],
         "resourceControlPolicies": [{"target": "r-1", "policies": []}, {"target": "ou-1-a", "policies": []}, {"target": "ou-1-b", "policies": []}, {"target": "444455556666", "policies": []}]}]}\
      """;

  private final Scene scene = new Scene();

  @BeforeEach
  void anOrganization() throws IOException {
    new OrganizationStubs(scene.aws).load(new ObjectMapper().readTree(ORGANIZATION));
  }

  @AfterEach
  void end() {
    scene.close();
  }

  private Lookup<AccountFacts> account(AccountId id) {
    return scene.about().organizations().account(id);
  }

  private AccountFacts home() {
    return account(Scene.HOME).found().orElseThrow();
  }

  @Test
  void anAccountHasItsPlaceAndALevelForEachTarget() {
    AccountFacts home = home();
    assertThat(home.path()).contains("o-abc/r-1/ou-1-a/ou-1-b/");
    assertThat(home.name()).contains("prod");
    assertThat(home.organization().orElseThrow().managementAccount()).isEqualTo(MANAGEMENT);
    assertThat(levels(home.serviceControlPolicies()).levels())
        .extracting(Layer.Level::name)
        .containsExactly("r-1", "ou-1-a", "ou-1-b", "444455556666");
    assertThat(levels(home.resourceControlPolicies()).missing()).isEmpty();
  }

  @Test
  void whatCannotBeUnderstoodIsAGapOfItsOwn() {
    assertThat(levels(home().serviceControlPolicies()).missing())
        .extracting(GapSentence::fact)
        .containsExactly("SCP Odd of ou-1-a", "the SCPs of ou-1-b");
  }

  private static Layer.Read levels(Layer layer) {
    return layer instanceof Layer.Read read ? read : fail(layer);
  }

  private static Layer.Read fail(Layer layer) {
    throw new AssertionError("not read: " + layer);
  }

  private int asked(PolicyType type) {
    return scene
        .aws
        .server()
        .findAll(
            postRequestedFor(anyUrl())
                .withRequestBody(matchingJsonPath("$.Filter", equalTo(type.toString()))))
        .size();
  }

  @Test
  void scpsOfTheRolesAccountAreReadWhenTheyAreAskedFor() {
    AccountFacts home = home();
    assertThat(asked(PolicyType.RESOURCE_CONTROL_POLICY)).isEqualTo(4);
    assertThat(asked(PolicyType.SERVICE_CONTROL_POLICY)).isZero();
    assertThat(levels(home.serviceControlPolicies()).levels()).hasSize(4);
    assertThat(levels(home.serviceControlPolicies()).levels()).hasSize(4);
    assertThat(asked(PolicyType.SERVICE_CONTROL_POLICY)).isEqualTo(4);
  }

  @Test
  void policiesThatNobodyCanEditNeedNotBeRead() {
    ownSummary("\"AwsManaged\": true");
    assertThat(levels(home().resourceControlPolicies()).policies().map(NamedPolicy::name))
        .hasSize(4)
        .containsOnly("RCPFullAWSAccess");
    assertThat(scene.aws.countJson("DescribePolicy")).isZero();
  }

  @Test
  void aPolicyThatOnlyLooksLikeAwssOwnIsRead() {
    ownSummary("\"AwsManaged\": false");
    assertThat(levels(home().resourceControlPolicies()).missing()).hasSize(4);
    assertThat(scene.aws.countJson("DescribePolicy")).isPositive();
  }

  private void ownSummary(String managed) {
    scene.aws.stub(
        json("ListPoliciesForTarget")
            .withRequestBody(matchingJsonPath("$.Filter", equalTo("RESOURCE_CONTROL_POLICY"))),
        jsonAnswer(
            """
            {"Policies": [{"Id": "p-RCPFullAWSAccess", "Name": "RCPFullAWSAccess", %s}]}\
            """
                .formatted(managed)));
  }

  @Test
  void aTypeOfPolicyThatIsNotEnabledBindsNobody() {
    scene.aws.stub(
        json("ListRoots"),
        jsonAnswer(
            """
            {"Roots": [{"Id": "r-1", "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}]}\
            """));
    assertThat(home().resourceControlPolicies()).isInstanceOf(Layer.NotApplicable.class);
    assertThat(home().serviceControlPolicies()).isInstanceOf(Layer.Read.class);
  }

  @Test
  void theManagementAccountIsBoundByNothing() {
    AccountFacts management = account(MANAGEMENT).found().orElseThrow();
    assertThat(management.isManagementAccount()).isTrue();
    assertThat(management.serviceControlPolicies()).isInstanceOf(Layer.NotApplicable.class);
  }

  @Test
  void anAccountOfNobodyIsAbsent() {
    assertThat(account(Scene.CALLER)).isInstanceOf(Lookup.Absent.class);
  }

  @Test
  void organizationsThatMayNotBeAskedAreAGap() {
    scene.aws.stub(
        json("DescribeOrganization"),
        jsonError("AccessDeniedException", "You don't have permissions to access this resource."));
    assertThat(GapSentence.why(Scene.gap(account(Scene.HOME))))
        .isEqualTo(
            "organizations:DescribeOrganization was denied: You don't have permissions to"
                + " access this resource.");
    assertThat(scene.heard).contains("organizations:DescribeOrganization NOT_ALLOWED");
  }

  @Test
  void anAccountThatMayOnlyAskForItselfKnowsItsOrganization() {
    scene.aws.stub(
        json("DescribeAccount"), jsonError("AccessDeniedException", "You don't have permissions"));
    AccountFacts home = home();
    assertThat(home.organization().orElseThrow().id()).isEqualTo("o-abc");
    assertThat(home.path()).isEmpty();
    assertThat(home.serviceControlPolicies()).isInstanceOf(Layer.Unread.class);
    assertThat(account(Scene.CALLER)).isInstanceOf(Lookup.Unreadable.class);
  }

  private static MapShelf shelf(String accounts, Instant readAt) {
    MapShelf shelf = new MapShelf();
    shelf.put(IndexSummary.NAME, new IndexSummary(readAt, Set.of(Scene.HOME)).write(), Instant.MAX);
    shelf.put(
        IndexSummary.entry(Scene.HOME),
        """
        {"organizations": [{"id": "o-kept", "managementAccountId": "%s", "accounts": [%s]}]}\
        """
            .formatted(MANAGEMENT, accounts)
            .getBytes(StandardCharsets.UTF_8),
        Instant.MAX);
    return shelf;
  }

  private static final String KEPT =
      """
      {"id": "444455556666", "name": "kept", "path": "o-kept/r-1/",
       "serviceControlPolicies": [], "resourceControlPolicies": []}\
      """;

  @Test
  void whatIsKeptOfTheOrganizationNeedNotBeAsked() {
    scene.index(shelf(KEPT, scene.now()));
    assertThat(home().path()).contains("o-kept/r-1/");
    assertThat(scene.aws.countJson("ListParents")).isZero();
    assertThat(scene.aws.countJson("ListPoliciesForTarget")).isZero();
  }

  @Test
  void whatIsNotKeptIsAsked() {
    scene.index(shelf("", scene.now()));
    assertThat(home().path()).contains("o-abc/r-1/ou-1-a/ou-1-b/");
  }

  @Test
  void whatWasKeptTooLongAgoIsAsked() {
    scene.index(shelf(KEPT, scene.now().minus(Duration.ofDays(2))));
    assertThat(home().path()).contains("o-abc/r-1/ou-1-a/ou-1-b/");
  }

  @Test
  void anIndexThatDoesNotAnswerIsToldAndTheOrganizationIsAsked() {
    scene.index(
        new OrganizationIndexStore() {
          @Override
          public Optional<byte[]> get(String name) {
            throw new StoreFailure("no answer");
          }

          @Override
          public void put(String name, byte[] entry, Instant expires) {
            throw new StoreFailure("no answer");
          }
        });
    assertThat(home().path()).contains("o-abc/r-1/ou-1-a/ou-1-b/");
    assertThat(scene.heard).contains("dynamodb:BatchGetItem FAILED");
  }

  @Test
  void nothingBindsAnAccountWithoutAnOrganizationAndOthersAreUnread() {
    scene.aws.stub(
        json("DescribeOrganization"),
        jsonError("AWSOrganizationsNotInUseException", "Your account is not a member"));
    assertThat(account(Scene.HOME))
        .isEqualTo(new Lookup.Found<>(AccountFacts.standalone(Scene.HOME)));
    assertThat(account(Scene.CALLER)).isInstanceOf(Lookup.Unreadable.class);
  }

  @Test
  void wrongTypesInTheAnswerAreAGap() {
    scene.aws.stub(json("DescribeOrganization"), jsonAnswer("{\"Organization\": [7]}"));
    assertThat(account(Scene.HOME)).isInstanceOf(Lookup.Unreadable.class);
  }
}
