package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.context.MembersReaderTest;
import dev.rolecall.infra.permission.ReadingRole;
import dev.rolecall.infra.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;
import software.amazon.awscdk.services.lambda.Code;

/// What has to hold in every account; single facts are in [FactsTest].
class MemberStackTest {

  private static final String EXPLAIN = "ExplainFunctionExplainRole";

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"ACCOUNTS", "EVERYTHING"})
  void anAccountNeedsNothingBeforehand(Variant variant) {
    JsonNode template = member(variant).json();

    assertThat(template.has("Parameters")).isFalse();
    assertThat(template.has("Rules")).isFalse();
    assertThat(template.toString()).doesNotContain("cdk-", "AWS::CDK::", "aws:cdk:", "\"Code\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {Written.MEMBER, Written.ORGANIZATION})
  void theCdkDeploysItWithTheCredentialsAtHand(String name) {
    App app = TestApp.create();
    RolecallApp.add(app, Variant.EVERYTHING.settings(), Code.fromAsset("src/main/java"));
    CloudFormationStackArtifact stack = app.synth().getStackByName(name);

    assertThat(stack.getAssumeRoleArn()).isNull();
    assertThat(stack.getCloudFormationExecutionRoleArn()).isNull();
    assertThat(stack.getRequiresBootstrapStackVersion()).isNull();
    assertThat(stack.getAssets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "in another account and region,     444455556666, eu-west-1,    false, true,  false, false",
    "in the region of IAM,              444455556666, us-east-1,    true,  true,  true,  false",
    "in the monitor's account,          999988887777, us-east-1,    true,  true,  true,  false",
    "in the monitor's region,           444455556666, eu-central-1, false, true,  false, false",
    "where the monitor is,              999988887777, eu-central-1, false, false, false, false",
    "where the organization is managed, 111122223333, us-east-1,    true,  true,  true,  true"
  })
  void whatIsThere(
      String place,
      String account,
      String region,
      boolean reader,
      boolean denials,
      boolean organizationChanges,
      boolean readOrganization) {
    Conditions here = new Conditions(member(Variant.EVERYTHING).json(), account, region);

    assertThat(here.makes("AWS::IAM::Role", "Reader")).as(place).isEqualTo(reader);
    assertThat(here.makes("AWS::IAM::Policy", "Reader")).as(place).isEqualTo(readOrganization);
    for (String type :
        List.of(
            "AWS::Events::Rule", "AWS::IAM::Role", "AWS::SQS::Queue", "AWS::SQS::QueuePolicy")) {
      assertThat(here.makes(type, "Denials")).as(type).isEqualTo(denials);
      assertThat(here.makes(type, "OrganizationChanges")).as(type).isEqualTo(organizationChanges);
    }
    assertThat(here.made()).as("a stack needs a resource").isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"cn-northwest-1, cn-north-1", "us-gov-east-1, us-gov-west-1", "eu-west-1, us-east-1"})
  void everyPartitionHasARegionOfIam(String region, String global) throws Exception {
    Settings settings =
        MembersReaderTest.read(
            MembersReaderTest.members(Map.of("monitorRegion", region, "regions", List.of(region))));
    JsonNode template = member(settings).json();

    assertThat(template.at("/Conditions/GlobalRegion").toString())
        .isEqualTo("{\"Fn::Equals\":[{\"Ref\":\"AWS::Region\"},\"" + global + "\"]}");
    assertThat(template.toString()).doesNotContain("arn:aws");
  }

  /// A reference to what is not made fails the deployment.
  @ParameterizedTest
  @CsvSource({
    "444455556666, eu-west-1",
    "444455556666, us-east-1",
    "999988887777, us-east-1",
    "999988887777, eu-central-1",
    "111122223333, us-east-1"
  })
  void nothingRefersToWhatIsNotThere(String account, String region) {
    JsonNode template = member(Variant.EVERYTHING).json();
    Set<String> made = new Conditions(template, account, region).made();

    for (String id : made) {
      assertThat(references(template.get("Resources").get(id)))
          .as(id)
          .filteredOn(reference -> template.get("Resources").has(reference))
          .isSubsetOf(made);
    }
  }

  @Test
  void everyRuleTriesAgainKeepsWhatItCannotForwardAndHasAnAlarm() {
    StackTemplate member = member(Variant.EVERYTHING);
    Map<String, JsonNode> rules = member.resources("AWS::Events::Rule");

    assertThat(rules.values())
        .hasSize(2)
        .allMatch(rule -> rule.at("/Targets/0/RetryPolicy/MaximumEventAgeInSeconds").asInt() > 0)
        .allMatch(rule -> rule.at("/Targets/0/DeadLetterConfig/Arn").has("Fn::GetAtt"))
        .allMatch(rule -> rule.at("/Targets/0/RoleArn").has("Fn::GetAtt"));
    assertThat(
            member.resources("AWS::CloudWatch::Alarm").values().stream()
                .map(alarm -> alarm.at("/Dimensions/0/Value"))
                .map(by -> by.path("Ref").asText(by.at("/Fn::GetAtt/0").asText())))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    rules.keySet().stream(), member.resources("AWS::SQS::Queue").keySet().stream())
                .toList());
  }

  @Test
  void thereAreNoAlarmsWhereNobodyWantsToPayForThem() {
    assertThat(member(Variant.ACCOUNTS).resources("AWS::SQS::Queue")).hasSize(2);
    assertThat(member(Variant.ACCOUNTS).resources("AWS::CloudWatch::Alarm")).isEmpty();
  }

  @Test
  void itForwardsTheDenialsThatTheMonitorTakes() {
    for (Variant variant : List.of(Variant.ACCOUNTS, Variant.EVERYTHING)) {
      JsonNode member = DeployedRule.MEMBER_DENIALS.rule(variant);

      assertThat(member.get("Name").asText()).isEqualTo("RolecallForward");
      assertThat(member.get("State").asText())
          .isEqualTo("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
      assertThat(member.get("EventPattern"))
          .isEqualTo(DeployedRule.FORWARDED_DENIALS.rule(variant).get("EventPattern"));
      assertThat(member.at("/Targets/0").has("Input")).isFalse();
    }
  }

  @Test
  void eventBridgeMayForwardAndNothingElse() {
    StackTemplate member = member(Variant.EVERYTHING);

    for (String role : List.of("DenialsRole", "OrganizationChangesRole")) {
      assertThat(statements(member.resource("AWS::IAM::Role", role)))
          .singleElement()
          .satisfies(
              statement -> {
                assertThat(statement.get("Action").asText()).isEqualTo("events:PutEvents");
                assertThat(Reference.text(statement.get("Resource")))
                    .isEqualTo(
                        "arn:<AWS::Partition>:events:eu-central-1:999988887777:event-bus/rolecall");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EVERYTHING, 999988887777, eu-central-1, rolecall-7f3a",
    "ACCOUNTS, 111122223333, us-east-1, rolecall-7f3a"
  })
  void theReaderRoleLetsInTheMonitorsFunctionsAlone(
      Variant variant, String account, String region, String externalId) {
    JsonNode trust =
        member(variant).resource("AWS::IAM::Role", "Reader").get("AssumeRolePolicyDocument");
    String prefix = "arn:<AWS::Partition>:iam::" + account + ":";

    assertThat(trust.get("Statement")).hasSize(1);
    JsonNode statement = trust.at("/Statement/0");
    assertThat(statement.get("Action").asText()).isEqualTo("sts:AssumeRole");
    assertThat(Reference.text(statement.at("/Principal/AWS"))).isEqualTo(prefix + "root");
    assertThat(statement.at("/Condition/StringEquals/sts:ExternalId").asText())
        .isEqualTo(externalId);
    assertThat(
            StreamSupport.stream(
                    statement.at("/Condition/ArnEquals/aws:PrincipalArn").spliterator(), false)
                .map(Reference::text))
        .containsExactlyInAnyOrderElementsOf(
            ReadingRole.of(variant.settings()).stream()
                .map(
                    role ->
                        prefix + "role/" + role.name(variant.settings().members().orElseThrow()))
                .toList())
        .contains(prefix + "role/RolecallExplain-" + region)
        .hasSize(variant == Variant.EVERYTHING ? 4 : 3);
  }

  /// What is read of an account is said once.
  @Test
  void theReaderRoleMayReadWhatTheExplainFunctionReadsAtHome() {
    List<JsonNode> explain =
        statements(Variant.EVERYTHING.resource("AWS::IAM::Role", EXPLAIN))
            .filter(statement -> statement.toString().matches(".*(iam:|cloudtrail:).*"))
            .filter(statement -> !statement.toString().contains("sts:AssumeRole"))
            .toList();

    assertThat(explain).hasSize(7);
    assertThat(statements(member(Variant.EVERYTHING).resource("AWS::IAM::Role", "Reader")))
        .containsAll(explain);
  }

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"ACCOUNTS", "EVERYTHING"})
  void theReaderRoleMayChangeNothingAndSaysWhatItReadsFor(Variant variant) {
    for (String type : List.of("AWS::IAM::Role", "AWS::IAM::Policy")) {
      member(variant)
          .whole(type)
          .forEach(
              (id, role) ->
                  statements(role.get("Properties"))
                      .forEach(statement -> assertReads(id, statement, role)));
    }
  }

  private static void assertReads(String id, JsonNode statement, JsonNode role) {
    assertThat(role.at("/Metadata/Reasons").path(statement.get("Sid").asText()).asText())
        .isNotBlank();
    if (id.startsWith("Reader")) {
      assertThat(texts(statement.get("Action")))
          .isNotEmpty()
          .allMatch(
              action ->
                  action.matches("(iam|organizations|cloudtrail|events):[A-Z][A-Za-z]+")
                      && action.matches("[a-z]+:(Get|List|Describe|LookupEvents).*"));
    }
  }

  @Test
  void everyRoleHasTheBoundaryThatIsAskedFor() {
    assertThat(member(Variant.EVERYTHING).resources("AWS::IAM::Role").values())
        .hasSize(3)
        .allMatch(
            role ->
                Reference.text(role.path("PermissionsBoundary"))
                    .equals("arn:<AWS::Partition>:iam::<AWS::AccountId>:policy/team/Boundary"));
    assertThat(member(Variant.ACCOUNTS).resources("AWS::IAM::Role").values())
        .isNotEmpty()
        .noneMatch(role -> role.has("PermissionsBoundary"));
  }

  @Test
  void whoDoesNotReadTheOrganizationForwardsNoChangesOfIt() throws Exception {
    Map<String, Object> settings = MembersReaderTest.members(Map.of());
    settings.put("readOrganization", false);
    StackTemplate member = member(MembersReaderTest.read(settings));

    assertThat(member.resources("AWS::Events::Rule").keySet())
        .singleElement()
        .asString()
        .startsWith("Denials");
    assertThat(member.json().toString()).doesNotContain("organizations:");
  }

  private static StackTemplate member(Settings settings) throws Exception {
    return new StackTemplate(
        new ObjectMapper()
            .readTree(
                MemberTemplate.of(TestApp.context(), settings, settings.members().orElseThrow())));
  }

  private static StackTemplate member(Variant variant) {
    return Written.template(variant, Written.MEMBER);
  }

  private static Set<String> references(JsonNode resource) {
    ObjectNode copy = resource.deepCopy();
    copy.remove("Metadata");
    Set<String> references = new TreeSet<>();
    copy.findValues("Ref").forEach(reference -> references.add(reference.asText()));
    copy.findValues("Fn::GetAtt").forEach(reference -> references.add(reference.get(0).asText()));
    return references;
  }

  private static Stream<JsonNode> statements(JsonNode holder) {
    return Stream.concat(
            StreamSupport.stream(holder.path("Policies").spliterator(), false), Stream.of(holder))
        .map(policy -> policy.at("/PolicyDocument/Statement"))
        .flatMap(list -> StreamSupport.stream(list.spliterator(), false));
  }

  private static List<String> texts(JsonNode value) {
    return value.isTextual()
        ? List.of(value.asText())
        : StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toList());
  }
}
