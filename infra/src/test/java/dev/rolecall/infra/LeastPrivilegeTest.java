package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.assertions.Template;

class LeastPrivilegeTest {

  private static final String READS = "(Get|List|Describe|Lookup)[A-Za-z]+";

  static Stream<Template> templates() {
    return Stream.of(Templates.MINIMAL, Templates.EVERYTHING);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyPermissionHasItsReason(Template template) {
    for (JsonNode policy : policies(template)) {
      for (JsonNode statement : policy.at("/Properties/PolicyDocument/Statement")) {
        String sid = statement.get("Sid").asText();
        assertThat(policy.at("/Metadata/reasons/" + sid).asText()).as(sid).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void iamOrganizationsAndCloudTrailAreOnlyRead(Template template) {
    assertThat(actions(template))
        .filteredOn(action -> action.matches("(iam|organizations|cloudtrail):.*"))
        .isNotEmpty()
        .allMatch(action -> action.matches("[a-z]+:" + READS));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void noActionIsAPattern(Template template) {
    assertThat(actions(template)).isNotEmpty().noneMatch(action -> action.contains("*"));
  }

  @Test
  void otherAccountsAreReadOnlyUnderTheNameOfTheReaderRole() {
    assertThat(actions(Templates.MINIMAL)).doesNotContain("sts:AssumeRole");
    assertThat(TemplateFacts.of(Templates.EVERYTHING))
        .contains(
            "Allow sts:AssumeRole on arn:<AWS::Partition>:iam::*:role/RolecallReader, which is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"readOrganization\": false}",
        "{\"organizationAccount\": \"999999999999\", \"readerRole\": {\"name\": \"Reader\"}}"
      })
  void organizationsIsNotReadWhereItIsNotWantedOrNotHere(String settings) {
    assertThat(actions(Templates.MINIMAL)).contains("organizations:DescribePolicy");
    assertThat(actions(Template.fromStack(TestApp.stack(settings))))
        .noneMatch(action -> action.startsWith("organizations:"));
  }

  @Test
  void onlyTheConfiguredSecretIsRead() {
    assertThat(secretResource("secretsmanager:rolecall/slack"))
        .isEqualTo(
            "arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:rolecall/slack-??????");
    String arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack";
    assertThat(secretResource("secretsmanager:" + arn + "-AbC123")).isEqualTo(arn + "-AbC123");
    assertThat(secretResource("secretsmanager:" + arn)).isEqualTo(arn + "-??????");
    assertThat(secretResource("ssm:/rolecall/slack"))
        .isEqualTo(
            "arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/rolecall/slack");
  }

  private static String secretResource(String secret) {
    Template template =
        Template.fromStack(TestApp.stack("{\"slack\": {\"secret\": \"" + secret + "\"}}"));
    return statements(template).stream()
        .filter(statement -> statement.path("Sid").asText().equals("ReadSlackSecret"))
        .map(statement -> Intrinsics.text(statement.get("Resource")))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> actions(Template template) {
    List<String> actions = new ArrayList<>();
    for (JsonNode statement : statements(template)) {
      JsonNode action = statement.get("Action");
      if (action.isTextual()) {
        actions.add(action.asText());
      }
      action.forEach(each -> actions.add(each.asText()));
    }
    return actions;
  }

  private static List<JsonNode> statements(Template template) {
    List<JsonNode> statements = new ArrayList<>();
    for (JsonNode policy : policies(template)) {
      policy.at("/Properties/PolicyDocument/Statement").forEach(statements::add);
    }
    return statements;
  }

  private static JsonNode policies(Template template) {
    return TestApp.tree(template.findResources("AWS::IAM::Policy"));
  }
}
