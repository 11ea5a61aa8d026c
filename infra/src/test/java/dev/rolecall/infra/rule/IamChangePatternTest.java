package dev.rolecall.infra.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.infra.DeployedRule;
import dev.rolecall.infra.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pattern is taken out of the synthesized template and judged by EventBridge's own matcher.
class IamChangePatternTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EVENTS = Path.of("..", "events");

  static final List<String> CHANGES = IamChangePattern.CHANGES;

  @Test
  void everyChangeThatTheFunctionsUnderstandIsInThePattern() {
    assertThat(ChangeEvent.Source.IAM.events())
        .hasSizeGreaterThan(40)
        .extracting(Enum::name)
        .containsExactlyInAnyOrderElementsOf(CHANGES);
  }

  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
  @Test
  void thePatternIsNoLongerThanEventBridgeTakes() {
    assertThat(
            Variant.STANDARD
                .resource("AWS::Events::Rule", "SweepTriggersChanges")
                .get("EventPattern")
                .toString())
        .hasSizeLessThanOrEqualTo(2048);
  }

  @ParameterizedTest
  @FieldSource("CHANGES")
  void aChangeIsTaken(String change) throws Exception {
    ObjectNode event = change();
    detail(event).put("eventName", change);

    assertThat(DeployedRule.IAM_CHANGES.takes(Variant.STANDARD, event)).isTrue();
    assertThat(DeployedRule.DENIALS.takes(Variant.STANDARD, event)).isFalse();
  }

  @Test
  void ofTheRecordedChangesOfTheCorpusThoseOfIamAreTaken() throws Exception {
    List<JsonNode> changes = recordedChanges();

    assertThat(changes).hasSizeGreaterThan(5);
    for (JsonNode entry : changes) {
      assertThat(DeployedRule.IAM_CHANGES.takes(Variant.EVERYTHING, DeployedRule.delivered(entry)))
          .as(entry.toString())
          .isEqualTo(entry.get("eventSource").asText().equals("iam.amazonaws.com"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "NoSuchEntityException", "EntityAlreadyExistsException"})
  void aChangeThatFailedChangedNothing(String errorCode) throws Exception {
    ObjectNode event = change();
    detail(event).put("errorCode", errorCode);

    assertThat(DeployedRule.IAM_CHANGES.takes(Variant.STANDARD, event)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/detail/eventName, GetRole",
    "/detail/eventName, ListRoles",
    "/detail/eventName, GenerateServiceLastAccessedDetails",
    "/detail/eventName, CreateAccessKey",
    "/detail/eventSource, sts.amazonaws.com",
    "/source, aws.sts",
    "/source, dev.rolecall",
    "/detail-type, AWS Service Event via CloudTrail"
  })
  void whatIsNoChangeIsLeftAlone(String place, String value) throws Exception {
    ObjectNode event = change();
    assertThat(DeployedRule.IAM_CHANGES.takes(Variant.STANDARD, event)).isTrue();

    int slash = place.lastIndexOf('/');
    ((ObjectNode) event.at(place.substring(0, slash))).put(place.substring(slash + 1), value);

    assertThat(DeployedRule.IAM_CHANGES.takes(Variant.STANDARD, event)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void aDenialIsLeftToTheExplainFunction(Variant variant) throws Exception {
    Path denial = EVENTS.resolve("external-id-missing/vendor-onboarding/event.json");

    assertThat(DeployedRule.IAM_CHANGES.takes(variant, JSON.readTree(denial.toFile()))).isFalse();
  }

  private static List<JsonNode> recordedChanges() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(EVENTS)) {
      for (Path file : files.filter(path -> path.endsWith("changes.ndjson")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          entries.add(JSON.readTree(line));
        }
      }
    }
    return entries;
  }

  private static ObjectNode change() throws IOException {
    return DeployedRule.delivered(
        recordedChanges().stream()
            .filter(entry -> entry.get("eventName").asText().equals("UpdateAssumeRolePolicy"))
            .findFirst()
            .orElseThrow());
  }

  private static ObjectNode detail(ObjectNode event) {
    return (ObjectNode) event.get("detail");
  }
}
