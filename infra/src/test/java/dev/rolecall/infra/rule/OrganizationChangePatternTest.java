package dev.rolecall.infra.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.DeployedRule;
import dev.rolecall.infra.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/// The patterns are taken out of the synthesized templates and judged by EventBridge's own matcher.
class OrganizationChangePatternTest {

  static final List<String> CHANGES = OrganizationChangePattern.CHANGES;

  private static final List<DeployedRule> ALL_THE_WAY =
      List.of(
          DeployedRule.ORGANIZATION_CHANGES,
          DeployedRule.MEMBER_ORGANIZATION_CHANGES,
          DeployedRule.FORWARDED_ORGANIZATION_CHANGES);

  @ParameterizedTest
  @FieldSource("CHANGES")
  void aChangeIsTakenAllTheWay(String change) throws Exception {
    ObjectNode event = change();
    detail(event).put("eventName", change);

    assertTaken(event, true);
    assertThat(DeployedRule.DENIALS.takes(Variant.EVERYTHING, event)).isFalse();
    assertThat(DeployedRule.FORWARDED_DENIALS.takes(Variant.EVERYTHING, event)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/detail/eventName, DescribePolicy",
    "/detail/eventName, ListRoots",
    "/detail/eventName, TagResource",
    "/detail/eventName, EnableAWSServiceAccess",
    "/detail/eventSource, iam.amazonaws.com",
    "/source, aws.iam",
    "/source, dev.rolecall",
    "/detail-type, AWS Service Event via CloudTrail"
  })
  void whatIsNoChangeIsLeftAlone(String place, String value) throws Exception {
    ObjectNode event = change();
    assertTaken(event, true);

    int slash = place.lastIndexOf('/');
    ((ObjectNode) event.at(place.substring(0, slash))).put(place.substring(slash + 1), value);

    assertTaken(event, false);
  }

  @Test
  void aChangeThatWasRefusedChangedNothing() throws Exception {
    ObjectNode event = change();
    detail(event).put("errorCode", "AccessDeniedException");

    assertTaken(event, false);
  }

  @ParameterizedTest
  @EnumSource(
      value = DeployedRule.class,
      names = {"MEMBER_DENIALS", "FORWARDED_DENIALS"})
  void aDenialIsTakenAllTheWayAndChangesNothing(DeployedRule rule) throws Exception {
    ObjectNode event = change();
    event.put("source", "aws.sts");
    detail(event)
        .put("eventSource", "sts.amazonaws.com")
        .put("eventName", "AssumeRole")
        .put("errorCode", "AccessDenied");

    for (Variant variant : List.of(Variant.ACCOUNTS, Variant.EVERYTHING)) {
      assertThat(rule.takes(variant, event)).isTrue();
    }
    assertTaken(event, false);
  }

  private static void assertTaken(ObjectNode event, boolean taken) throws Exception {
    for (DeployedRule rule : ALL_THE_WAY) {
      assertThat(rule.takes(Variant.EVERYTHING, event)).as(rule.name()).isEqualTo(taken);
    }
  }

  private static ObjectNode change() {
    return DeployedRule.delivered(
        new ObjectMapper()
            .createObjectNode()
            .put("eventID", "9c8b7a60-0000-4000-8000-1234567890ab")
            .put("eventTime", "2026-11-25T10:00:00Z")
            .put("eventSource", "organizations.amazonaws.com")
            .put("eventName", "AttachPolicy")
            .put("awsRegion", "us-east-1")
            .put("recipientAccountId", "111122223333"));
  }

  private static ObjectNode detail(ObjectNode event) {
    return (ObjectNode) event.get("detail");
  }
}
