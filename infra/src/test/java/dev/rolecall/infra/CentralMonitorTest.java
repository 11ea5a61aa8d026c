package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.context.MembersReader;
import dev.rolecall.infra.context.MembersReaderTest;
import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Code;

/// What the monitor has for members.
class CentralMonitorTest {

  @Test
  void onlyTheOrganizationMayForward() {
    JsonNode policy = policy(Variant.EVERYTHING);

    assertThat(policy.get("Action").asText()).isEqualTo("events:PutEvents");
    assertThat(policy.get("Principal").asText()).isEqualTo("*");
    assertThat(policy.get("Condition").toString())
        .isEqualTo(
            "{\"ForAllValues:StringLike\":{\"events:source\":\"aws.*\"},\"StringEquals\":"
                + "{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\",\"events:detail-type\":"
                + "[\"AWS API Call via CloudTrail\",\"AWS Service Event via CloudTrail\"]}}");
  }

  @Test
  void onlyTheAccountsMayForward() {
    JsonNode policy = policy(Variant.ACCOUNTS);

    assertThat(policy.get("Action").asText()).isEqualTo("events:PutEvents");
    assertThat(Reference.text(policy.at("/Principal/AWS")))
        .isEqualTo(
            "arn:<AWS::Partition>:iam::111122223333:root,"
                + " arn:<AWS::Partition>:iam::444455556666:root");
    assertThat(policy.get("Condition").toString())
        .isEqualTo(
            "{\"ForAllValues:StringLike\":{\"events:source\":\"aws.*\"},\"StringEquals\":"
                + "{\"events:detail-type\":[\"AWS API Call via CloudTrail\"]}}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"ACCOUNTS", "EVERYTHING"})
  void membersForwardToTheBusThatIsThere(Variant variant) {
    Members members = variant.settings().members().orElseThrow();

    assertThat(
            Reference.text(DeployedRule.MEMBER_DENIALS.rule(variant).at("/Targets/0/Arn"))
                .split(":"))
        .containsExactly(
            "arn",
            "<AWS",
            "",
            "Partition>",
            "events",
            members.monitorRegion(),
            members.monitorAccount(),
            "event-bus/" + variant.resource("AWS::Events::EventBus", "").get("Name").asText());
  }

  /// Both hand over to one function, in the same way.
  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"ACCOUNTS", "EVERYTHING"})
  void whatMembersForwardIsTreatedAsWhatIsItsOwn(Variant variant) {
    JsonNode own = DeployedRule.DENIALS.rule(variant);
    JsonNode forwarded = DeployedRule.FORWARDED_DENIALS.rule(variant);

    assertThat(forwarded.get("EventPattern")).isEqualTo(own.get("EventPattern"));
    assertThat(forwarded.get("State")).isEqualTo(own.get("State"));
    for (String part : List.of("Arn", "RetryPolicy")) {
      assertThat(forwarded.at("/Targets/0").get(part)).isEqualTo(own.at("/Targets/0").get(part));
    }
    assertThat(forwarded.at("/EventBusName/Ref").asText()).startsWith("CentralBus");
    assertThat(own.has("EventBusName")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ExplainFunctionExplainRole, RolecallExplain-eu-central-1",
    "SweepFunctionSweepRole, RolecallSweep-eu-central-1",
    "SurveyFunctionSurveyRole, RolecallSurvey-eu-central-1"
  })
  void readerRolesKnowTheFunctionsByTheNamesOfTheirRoles(String role, String name) {
    assertThat(Variant.EVERYTHING.resource("AWS::IAM::Role", role).get("RoleName").asText())
        .isEqualTo(name);
    assertThat(Variant.STANDARD.resource("AWS::IAM::Role", role).has("RoleName")).isFalse();
  }

  @Test
  void theSlackFunctionReadsNoMember() {
    assertThat(
            Variant.EVERYTHING.resource("AWS::IAM::Role", "SlackFunctionSlackRole").has("RoleName"))
        .isFalse();
  }

  @Test
  void theInstallationNamesWhatADoctorLooksAt() throws Exception {
    JsonNode installation = installation(Variant.EVERYTHING);

    assertThat(installation.get("schema").asText()).isEqualTo("rolecall-installation/1");
    assertThat(installation.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "schema",
            "account",
            "region",
            "rule",
            "explainFunction",
            "alertsTopic",
            "operationsTopic",
            "table",
            "slackFunction",
            "slackSecret",
            "slackQueue",
            "interactionUrl",
            "queues",
            "checkQueue",
            "failedChecksQueue",
            "eventsQueue",
            "pagerDutyRule",
            "pagerDutyConnection",
            "readerRole",
            "members");
    assertThat(installation.get("members").toString())
        .isEqualTo(
            """
            {"bus":"<CentralBus.Arn>","busRule":"RolecallMembers","memberRule":"RolecallForward",\
            "organizationId":"o-a1b2c3d4e5","regions":["eu-central-1","eu-west-1","us-east-1"]}\
            """);
  }

  @Test
  void withoutMembersOrSlackItNamesNone() throws Exception {
    assertThat(installation(Variant.STANDARD).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "schema",
            "account",
            "region",
            "rule",
            "explainFunction",
            "alertsTopic",
            "operationsTopic",
            "queues",
            "checkQueue",
            "failedChecksQueue",
            "eventsQueue",
            "table");
    assertThat(installation(Variant.ACCOUNTS).at("/members/accounts"))
        .extracting(JsonNode::asText)
        .containsExactly("111122223333", "444455556666");
  }

  /// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
  @Test
  void theInstallationFitsIntoAParameterWithAsManyAccountsAsThereMayBe() {
    List<String> accounts =
        IntStream.range(0, MembersReader.MOST_ACCOUNTS).mapToObj("1111222%05d"::formatted).toList();
    List<String> regions = IntStream.range(1, 31).mapToObj("ap-southeast-%d"::formatted).toList();
    Settings settings =
        MembersReaderTest.read(
            MembersReaderTest.accounts(
                Map.of("accounts", accounts, "regions", regions), "id-of-ours"));
    MonitorStack stack =
        new MonitorStack(
            TestApp.create(),
            "RolecallMonitor",
            StackProps.builder().build(),
            settings,
            Code.fromAsset("src/main/java"));
    JsonNode template = new ObjectMapper().valueToTree(Template.fromStack(stack).toJSON());
    String value =
        Reference.text(
            new StackTemplate(template)
                .resource("AWS::SSM::Parameter", "Installation")
                .get("Value"));

    assertThat(value).contains(accounts.getLast(), regions.getLast());
    // A name or ARN that CloudFormation gives is no longer than this.
    assertThat(value.replaceAll("<[^>]*>", "x".repeat(150))).hasSizeLessThanOrEqualTo(4096);
  }

  private static JsonNode installation(Variant variant) throws Exception {
    return new ObjectMapper()
        .readTree(
            Reference.text(variant.resource("AWS::SSM::Parameter", "Installation").get("Value")));
  }

  private static JsonNode policy(Variant variant) {
    assertThat(variant.resources("AWS::Events::EventBusPolicy")).hasSize(1);
    return variant.resource("AWS::Events::EventBusPolicy", "CentralBus").get("Statement");
  }
}
