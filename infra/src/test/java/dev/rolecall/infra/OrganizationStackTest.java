package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OrganizationStackTest {

  @Test
  void theStackSetIsTheMemberStackByteForByte() {
    assertThat(stackSet().get("TemplateBody").asText())
        .isEqualTo(Written.text(Variant.EVERYTHING, Written.MEMBER));
  }

  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  @Test
  void bothTemplatesFitIntoARequest() {
    for (String stack : new String[] {Written.MEMBER, Written.ORGANIZATION}) {
      String template = Written.text(Variant.EVERYTHING, stack);

      assertThat(template.getBytes(StandardCharsets.UTF_8))
          .as(stack)
          .hasSizeLessThanOrEqualTo(51_200);
    }
  }

  @Test
  void accountsToComeGetItAndAccountsThatLeaveLoseIt() {
    JsonNode stackSet = stackSet();

    assertThat(stackSet.get("PermissionModel").asText()).isEqualTo("SERVICE_MANAGED");
    assertThat(stackSet.at("/AutoDeployment/Enabled").asBoolean()).isTrue();
    assertThat(stackSet.at("/AutoDeployment/RetainStacksOnAccountRemoval").asBoolean(true))
        .isFalse();
  }

  @Test
  void itGoesToTheUnitsAndRegionsAndAlwaysToTheRegionOfIam() {
    JsonNode group = stackSet().get("StackInstancesGroup");

    assertThat(group).hasSize(1);
    assertThat(group.at("/0/DeploymentTargets/OrganizationalUnitIds"))
        .extracting(JsonNode::asText)
        .containsExactly("ou-ab12-cdef3456", "ou-ab12-cdef7890");
    assertThat(group.at("/0/Regions"))
        .extracting(JsonNode::asText)
        .containsExactly("eu-central-1", "eu-west-1", "us-east-1");
  }

  @Test
  void itMayNameRolesAndIsManagedByWhoItIsTold() {
    assertThat(stackSet().get("Capabilities"))
        .extracting(JsonNode::asText)
        .containsExactly("CAPABILITY_NAMED_IAM");
    assertThat(stackSet().get("CallAs").asText()).isEqualTo("DELEGATED_ADMIN");
  }

  private static JsonNode stackSet() {
    return Written.template(Variant.EVERYTHING, Written.ORGANIZATION)
        .resource("AWS::CloudFormation::StackSet", "Members");
  }
}
