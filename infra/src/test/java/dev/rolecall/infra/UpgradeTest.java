package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a stack that is there when the next one is deployed over it. CloudFormation
/// knows a resource by its logical id alone: under another one it is made anew, and empty.
@Tag("slow")
class UpgradeTest {

  /// What keeps something, or what others refer to.
  private static final List<String> KEPT =
      List.of(
          "AWS::DynamoDB::Table",
          "AWS::KMS::Key",
          "AWS::Lambda::Alias",
          "AWS::Lambda::Function",
          "AWS::Logs::LogGroup",
          "AWS::SNS::Topic",
          "AWS::SQS::Queue");

  @ParameterizedTest
  @EnumSource(Variant.class)
  void whatIsDeployedForOneAccountIsKept(Variant variant) {
    assertThat(ids(variant))
        .containsAll(
            List.of(
                "DenialsUndeliveredQueueA9906438",
                "ExplainFunctionExplainFailuresQueue8E2F36C9",
                "ExplainFunctionExplainFunction073F4FA7",
                "ExplainFunctionExplainFunctionAliaslive396BC8EF",
                "ExplainFunctionExplainLogsA0CAC087",
                "IncidentsTable7D5FD327",
                "SweepFunctionSweepFailuresQueueAB535DC9",
                "SweepFunctionSweepFunction90531A5C",
                "SweepFunctionSweepFunctionAliaslive9A33CCF5",
                "SweepFunctionSweepLogs522C94ED",
                "SweepTriggersUndeliveredQueue40751D6A",
                "TopicsAlerts790CC8DD",
                "TopicsKey64CE8550",
                "TopicsOperations73808476"));
  }

  @Test
  void whatIsDeployedForSlackIsKept() {
    assertThat(ids(Variant.EVERYTHING))
        .contains(
            "SlackFunctionSlackFailuresQueue12FA6C39",
            "SlackFunctionSlackFunctionFD406227",
            "SlackFunctionSlackFunctionAliasliveA2E58D1A",
            "SlackFunctionSlackLogsCCF84362",
            "SlackFunctionUndeliveredQueue84EDAE7F",
            "TopicsUpdates2E064BE9");
  }

  /// Teams adds a function with its queues, log and role, and changes nothing that is there but
  /// what the functions that publish are told and the survey function may look at.
  @Test
  void teamsChangesNothingElse() {
    JsonNode before = Variant.STANDARD.json().get("Resources");
    JsonNode after = Variant.TEAMS.json().get("Resources");
    Set<String> changed = new TreeSet<>();
    before
        .properties()
        .forEach(
            resource -> {
              if (!resource.getValue().equals(after.get(resource.getKey()))) {
                changed.add(resource.getKey());
              }
            });

    assertThat(changed)
        .isNotEmpty()
        .allMatch(
            id ->
                id.matches(
                    "(Explain|Sweep|Survey)Function.*(Function|CurrentVersion|Alias)[A-Za-z0-9]+"
                        + "|SurveyFunctionSurveyRole[A-F0-9]+|Installation(Parameter|Queues)[A-F0-9]+"
                        + "|Dashboard[A-F0-9]+"));
    assertThat(ids(Variant.TEAMS)).containsAll(ids(Variant.STANDARD));
  }

  /// Turned on or off: nothing that keeps something is another one than before.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS::DynamoDB::Table",
        "AWS::KMS::Key",
        "AWS::Logs::LogGroup",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue"
      })
  void membersChangeNothingThatIsKept(String type) {
    assertThat(whole(Variant.STANDARD, type)).isNotEmpty();
    assertThat(whole(Variant.ACCOUNTS, type)).containsAllEntriesOf(whole(Variant.STANDARD, type));
  }

  @Test
  void withoutMembersThereIsNoBusAndNobodyMayForward() {
    assertThat(Written.by(Variant.STANDARD)).containsOnlyKeys(Written.MONITOR);
    assertThat(Variant.STANDARD.resources("AWS::Events::EventBus")).isEmpty();
    assertThat(Variant.STANDARD.resources("AWS::Events::EventBusPolicy")).isEmpty();
    assertThat(Variant.STANDARD.resources("AWS::Events::Rule").values())
        .isNotEmpty()
        .noneMatch(rule -> rule.has("EventBusName"));
  }

  /// Of what members add to the monitor nothing stays behind once they are gone.
  @Test
  void whatMembersAddGoesWithThem() {
    Map<String, JsonNode> added = new TreeMap<>();
    Variant.ACCOUNTS
        .json()
        .get("Resources")
        .properties()
        .forEach(resource -> added.put(resource.getKey(), resource.getValue()));
    JsonNode before = Variant.STANDARD.json().get("Resources");
    // A version is named after what it is made of.
    added.keySet().removeIf(id -> before.has(id) || id.contains("FunctionCurrentVersion"));

    assertThat(added.keySet()).anyMatch(id -> id.startsWith("CentralBus"));
    assertThat(added.values())
        .noneMatch(resource -> resource.path("DeletionPolicy").asText().startsWith("Retain"));
  }

  @ParameterizedTest
  @ValueSource(strings = {Written.MEMBER, Written.ORGANIZATION})
  void nothingOfAMemberStaysBehind(String stack) {
    assertThat(Written.template(Variant.EVERYTHING, stack).json().get("Resources"))
        .isNotEmpty()
        .noneMatch(resource -> resource.path("DeletionPolicy").asText().startsWith("Retain"));
  }

  @Test
  void whatIsWrittenDependsOnTheSettings() {
    assertThat(Written.by(Variant.ACCOUNTS)).containsOnlyKeys(Written.MONITOR, Written.MEMBER);
    assertThat(Written.by(Variant.EVERYTHING))
        .containsOnlyKeys(Written.MONITOR, Written.MEMBER, Written.ORGANIZATION);
  }

  private static Set<String> ids(Variant variant) {
    Set<String> ids = new TreeSet<>();
    KEPT.forEach(type -> ids.addAll(variant.resources(type).keySet()));
    return ids;
  }

  private static Map<String, JsonNode> whole(Variant variant, String type) {
    return new StackTemplate(variant.json()).whole(type);
  }
}
