package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionsTest {

  /// Of the roles that take notifications to events, and events to PagerDuty.
  private static final List<String> EVENTS =
      List.of("TakeNotifications", "PutNotifications", "Page");

  @ParameterizedTest
  @EnumSource(Variant.class)
  void nobodyMayChangeAnythingButIncidents(Variant variant) {
    assertThat(
            statements(variant)
                .filter(statement -> !EVENTS.contains(statement.get("Sid").asText()))
                .flatMap(statement -> texts(statement.get("Action"))))
        .isNotEmpty()
        .allMatch(
            action ->
                action.matches(
                    "(iam|organizations):(Get|List|Describe)[A-Za-z]+|cloudtrail:LookupEvents"
                        + "|cloudtrail:(DescribeTrails|GetEventSelectors|GetTrailStatus)"
                        + "|events:(DescribeConnection|DescribeRule|DescribeEventBus|ListTargetsByRule)"
                        + "|secretsmanager:DescribeSecret|ssm:GetParameter"
                        + "|sns:ListSubscriptionsByTopic"
                        + "|secretsmanager:GetSecretValue|kms:(Decrypt|GenerateDataKey)"
                        + "|lambda:GetEventSourceMapping|sqs:(GetQueueAttributes|GetQueueUrl)"
                        + "|sqs:(ChangeMessageVisibility|DeleteMessage|ReceiveMessage)"
                        + "|sns:Publish|sqs:SendMessage|logs:(CreateLogStream|PutLogEvents)"
                        + "|dynamodb:(BatchGetItem|DescribeTable|GetItem|Query)|dynamodb:PutItem"
                        // The due time of an incident, and the messages of its own queue.
                        + "|dynamodb:UpdateItem"
                        + "|sts:AssumeRole"));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyPermissionNamesItsPurposeAndItsReason(Variant variant) {
    for (JsonNode role : variant.json().get("Resources")) {
      statements(role.path("Properties"))
          .map(statement -> statement.path("Sid").asText())
          .forEach(
              sid ->
                  assertThat(role.at("/Metadata/Reasons").path(sid).asText()).as(sid).isNotBlank());
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void onlyActionsThatHaveNoResourceToNameMayTouchAll(Variant variant) {
    assertThat(
            statements(variant)
                .filter(statement -> statement.get("Resource").asText().equals("*"))
                .map(statement -> statement.get("Sid").asText()))
        .isNotEmpty()
        .isSubsetOf(
            "SearchRoles",
            "ReadEvaluations",
            "ReadRecentChanges",
            "ReadOrganization",
            "ListOrganization",
            "FindTrails");
  }

  @ParameterizedTest
  @CsvSource({
    "ExplainFunctionExplainRole, BatchGetItem GetItem PutItem",
    "InteractionsFrontFunctionInteractionRole, PutItem",
    "InteractionsWorkerFunctionInteractionWorkerRole, BatchGetItem GetItem PutItem",
    "SlackFunctionSlackRole, GetItem PutItem",
    "SurveyFunctionSurveyRole, DescribeTable GetItem PutItem /Query",
    "SweepFunctionSweepRole, BatchGetItem BatchGetItem GetItem PutItem Query UpdateItem /Query"
        + " ~Query"
  })
  void whoMayDoWhatWithIncidents(String role, String actions) {
    assertThat(
            statements(Variant.EVERYTHING.resource("AWS::IAM::Role", role))
                .filter(statement -> statement.toString().contains("dynamodb:"))
                .flatMap(
                    statement ->
                        texts(statement.get("Action"))
                            .map(action -> action.replace("dynamodb:", place(statement)))))
        .containsExactlyInAnyOrder(actions.split(" "));
  }

  /// Nothing for the table, `/` and `~` for its indexes, anything else for what it must not be.
  private static String place(JsonNode statement) {
    JsonNode resource = statement.get("Resource");
    return switch (Reference.text(resource)) {
      case "<IncidentsTable.Arn>" -> "";
      case "<IncidentsTable.Arn>/index/byPhase" -> "/";
      case "<IncidentsTable.Arn>/index/byUrgency" -> "~";
      case String other -> other + " ";
    };
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void theSweepFunctionReadsWhatTheExplainFunctionReads(Variant variant) {
    assertThat(shared(variant, "SweepFunctionSweepRole"))
        .hasSizeGreaterThan(5)
        .containsExactlyElementsOf(shared(variant, "ExplainFunctionExplainRole"));
  }

  /// The index is of the organization, and the doctor looks into accounts with their reader roles.
  @ParameterizedTest
  @EnumSource(Variant.class)
  void theSurveyFunctionReadsNoRolesOfItsAccount(Variant variant) {
    assertThat(
            statements(variant.resource("AWS::IAM::Role", "SurveyFunctionSurveyRole"))
                .flatMap(statement -> texts(statement.get("Action"))))
        .contains("dynamodb:PutItem")
        .noneMatch(action -> action.startsWith("iam:") || action.equals("cloudtrail:LookupEvents"));
  }

  /// What a function may do with what is not its own alone.
  private static List<JsonNode> shared(Variant variant, String role) {
    return statements(variant.resource("AWS::IAM::Role", role))
        .filter(
            statement ->
                !List.of(
                        "WriteLogs",
                        "KeepFailures",
                        "FindIncidents",
                        "FindTouched",
                        "ReadMembers",
                        "FindUrgent",
                        "PutOffIncident",
                        "TakeChecks",
                        "KeepFailedChecks",
                        "ReadIncidents")
                    .contains(statement.get("Sid").asText()))
        .toList();
  }

  /// It looks, and says what it sees to who runs Rolecall: no alert comes from it, and no secret
  /// gets to it.
  @ParameterizedTest
  @EnumSource(Variant.class)
  void theSurveyFunctionNeitherAlertsNorReadsSecrets(Variant variant) {
    JsonNode role = variant.resource("AWS::IAM::Role", "SurveyFunctionSurveyRole");

    assertThat(
            statements(role)
                .filter(statement -> statement.toString().contains("sns:Publish"))
                .map(statement -> Reference.text(statement.get("Resource"))))
        .containsExactly("<TopicsOperations>");
    assertThat(statements(role).flatMap(statement -> texts(statement.get("Action"))))
        .doesNotContain("secretsmanager:GetSecretValue");
  }

  /// Anyone can call it.
  @Test
  void theFunctionWithThePublicAddressMayDoNextToNothing() {
    JsonNode role =
        Variant.EVERYTHING.resource("AWS::IAM::Role", "InteractionsFrontFunctionInteractionRole");

    assertThat(
            statements(role)
                .map(
                    statement ->
                        statement.get("Sid").asText()
                            + " "
                            + String.join(",", texts(statement.get("Action")).toList())))
        .containsExactlyInAnyOrder(
            "ReadSlackSecret secretsmanager:GetSecretValue",
            "DecryptSlackSecret kms:Decrypt",
            "RememberRequest dynamodb:PutItem",
            "QueueInteraction sqs:SendMessage",
            "WriteLogs logs:CreateLogStream,logs:PutLogEvents",
            "KeepFailures sqs:SendMessage");
    assertThat(
            statements(role)
                .filter(statement -> statement.get("Sid").asText().equals("RememberRequest"))
                .flatMap(
                    statement ->
                        texts(
                            statement.at(
                                "/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys"))))
        .containsExactly("interaction#*");
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void onlySlacksButtonsHaveAPublicAddress(Variant variant) {
    assertThat(variant.resources("AWS::Lambda::Url"))
        .hasSize(variant == Variant.EVERYTHING ? 1 : 0);
    assertThat(variant.resources("AWS::Lambda::Permission").values())
        .filteredOn(permission -> permission.path("Principal").asText().equals("*"))
        .hasSize(variant == Variant.EVERYTHING ? 2 : 0)
        .allMatch(
            permission ->
                permission.path("FunctionUrlAuthType").asText().equals("NONE")
                    || permission.path("InvokedViaFunctionUrl").asBoolean());
  }

  @Test
  void notificationsBecomeEventsOfOurSourceAndThenPagesAndNothingElse() {
    assertThat(
            Stream.of("EventsRole", "PagerDutyRole")
                .map(role -> Variant.EVERYTHING.resource("AWS::IAM::Role", role))
                .flatMap(PermissionsTest::statements)
                .map(
                    statement ->
                        statement.get("Sid").asText()
                            + " "
                            + String.join(",", texts(statement.get("Action")).toList())
                            + " "
                            + Reference.text(statement.get("Resource"))
                            + " "
                            + statement.path("Condition")))
        .containsExactly(
            "TakeNotifications sqs:DeleteMessage,sqs:GetQueueAttributes,sqs:ReceiveMessage"
                + " <EventsQueue.Arn> ",
            "PutNotifications events:PutEvents"
                + " arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:event-bus/default"
                + " {\"StringEquals\":{\"events:source\":[\"rolecall\"]}}",
            "Page events:InvokeApiDestination <PagerDutyDestinationApiDestination.Arn> ");
  }

  @Test
  void theTeamsFunctionReadsItsSecretAndNothingElse() {
    assertThat(
            statements(Variant.TEAMS.resource("AWS::IAM::Role", "TeamsFunctionTeamsRole"))
                .map(
                    statement ->
                        statement.get("Sid").asText()
                            + " "
                            + String.join(",", texts(statement.get("Action")).toList())))
        .containsExactlyInAnyOrder(
            "ReadTeamsSecret ssm:GetParameter",
            "DecryptTeamsSecret kms:Decrypt",
            "TakeMessages sqs:ChangeMessageVisibility,sqs:DeleteMessage,sqs:GetQueueAttributes,"
                + "sqs:ReceiveMessage",
            "QueueMessages sqs:SendMessage",
            "WriteLogs logs:CreateLogStream,logs:PutLogEvents",
            "KeepFailures sqs:SendMessage");
  }

  @Test
  void whatIsNotSetIsNotAllowed() {
    assertThat(statements(Variant.MINIMAL).map(statement -> statement.get("Sid").asText()))
        .isNotEmpty()
        .doesNotContain(
            "ReadOrganization",
            "ListOrganization",
            "ReadOtherAccounts",
            "ReadSlackSecret",
            "FindSlackSecret",
            "ReadTeamsSecret",
            "FindTeamsSecret",
            "ReadBus");
  }

  /// The statements of all roles.
  private static Stream<JsonNode> statements(Variant variant) {
    return variant.resources("AWS::IAM::Role").values().stream()
        .flatMap(PermissionsTest::statements);
  }

  private static Stream<JsonNode> statements(JsonNode role) {
    return StreamSupport.stream(role.path("Policies").spliterator(), false)
        .flatMap(
            policy ->
                StreamSupport.stream(policy.at("/PolicyDocument/Statement").spliterator(), false));
  }

  private static Stream<String> texts(JsonNode value) {
    return value.isTextual()
        ? Stream.of(value.asText())
        : StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText);
  }
}
