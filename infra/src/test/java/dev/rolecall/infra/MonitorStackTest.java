package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.resource.IncidentTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What has to hold whatever the settings are; single facts are in [FactsTest].
class MonitorStackTest {

  private static final String OWN_ROLE = "ROLECALL_OWN_ROLE_ARN";

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyHopTriesAgainAndKeepsWhatItCannotDeliver(Variant variant) {
    assertThat(targets(variant))
        .isNotEmpty()
        .allMatch(target -> target.has("RetryPolicy") && target.has("DeadLetterConfig"));
    assertThat(variant.resources("AWS::SNS::Subscription").values())
        .filteredOn(subscription -> subscription.get("Protocol").asText().equals("lambda"))
        .allMatch(subscription -> subscription.has("RedrivePolicy"));
    assertThat(variant.resources("AWS::Lambda::EventInvokeConfig").values())
        .hasSameSizeAs(functions(variant).keySet())
        .allMatch(config -> config.at("/DestinationConfig/OnFailure/Destination").has("Fn::GetAtt"))
        .allMatch(config -> config.get("MaximumRetryAttempts").asInt() == 2);
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void functionsAreCalledThroughTheirAliasOnly(Variant variant) {
    assertThat(
            Stream.of(
                    targets(variant)
                        .map(target -> target.get("Arn"))
                        .filter(target -> !target.toString().contains("ApiDestination")),
                    variant.resources("AWS::Lambda::Permission").values().stream()
                        .map(permission -> permission.get("FunctionName")))
                .flatMap(called -> called))
        .isNotEmpty()
        .allMatch(
            called ->
                variant.resources("AWS::Lambda::Alias").containsKey(called.path("Ref").asText()));
  }

  @ParameterizedTest
  @CsvSource({"STANDARD, PublishedVersions", "EVERYTHING, PublishedVersions", "MINIMAL, ''"})
  void versionsHaveASnapshotUnlessTheRegionOffersNone(Variant variant, String applyOn) {
    assertThat(functions(variant).values())
        .isNotEmpty()
        .allMatch(function -> function.at("/SnapStart/ApplyOn").asText().equals(applyOn));
    assertThat(variant.resources("AWS::Lambda::Alias").values())
        .hasSameSizeAs(functions(variant).keySet())
        .allMatch(alias -> alias.at("/FunctionVersion/Fn::GetAtt/1").asText().equals("Version"));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyAlarmReachesTheOperationsTopicAndEveryQueueAndFunctionHasOne(Variant variant) {
    Map<String, JsonNode> alarms = variant.resources("AWS::CloudWatch::Alarm");

    assertThat(alarms.values())
        .allMatch(alarm -> alarm.at("/AlarmActions/0/Ref").asText().startsWith("TopicsOperations"))
        .allMatch(alarm -> alarm.get("TreatMissingData").asText().equals("notBreaching"));
    assertThat(variant.resources("AWS::SQS::Queue").entrySet())
        .isNotEmpty()
        .allMatch(
            queue ->
                queue.getValue().has("RedrivePolicy")
                    ? late(alarms, queue.getKey())
                    : watched(alarms, "ApproximateNumberOfMessagesVisible", queue.getKey()));
    assertThat(functions(variant).keySet())
        .allMatch(function -> watched(alarms, "Errors", function))
        // One survey at a time: the next one waits on purpose.
        .filteredOn(function -> !function.startsWith("SurveyFunction"))
        .allMatch(
            function ->
                watched(alarms, "Throttles", function)
                    || queuesOf(variant, function)
                        .allMatch(
                            queue -> watched(alarms, "ApproximateAgeOfOldestMessage", queue)));
    assertThat(variant.resources("AWS::Events::Rule").keySet())
        .isNotEmpty()
        .allMatch(
            rule -> watched(alarms, "FailedInvocations", rule) || watchedByName(variant, rule));
  }

  /// What starts a function of a channel; there must be something.
  private static Stream<String> queuesOf(Variant variant, String function) {
    List<String> queues =
        variant.resources("AWS::Lambda::EventSourceMapping").entrySet().stream()
            .filter(
                mapping ->
                    mapping
                        .getKey()
                        .startsWith(function.substring(0, function.indexOf("Function"))))
            .map(mapping -> mapping.getValue().at("/EventSourceArn/Fn::GetAtt/0").asText())
            .toList();
    assertThat(queues).as(function).hasSize(2);
    return queues.stream();
  }

  @Test
  void theMessagesOfAChannelWaitInQueues() {
    Map<String, JsonNode> queues = Variant.EVERYTHING.resources("AWS::SQS::Queue");
    JsonNode inbox = Variant.EVERYTHING.resource("AWS::SQS::Queue", "SlackFunctionInbox");
    JsonNode outbox = Variant.EVERYTHING.resource("AWS::SQS::Queue", "SlackFunctionOutbox");

    assertThat(inbox.get("MessageRetentionPeriod").asInt()).isEqualTo(4 * 86_400);
    assertThat(inbox.get("VisibilityTimeout").asInt()).isEqualTo(6 * 30);
    assertThat(outbox.get("FifoQueue").asBoolean()).isTrue();
    assertThat(outbox.get("MessageRetentionPeriod").asInt()).isEqualTo(14 * 86_400);
    assertThat(outbox.get("VisibilityTimeout").asInt()).isEqualTo(6 * 30);
    // Attempts are at most ten minutes apart for four days.
    assertThat(outbox.at("/RedrivePolicy/maxReceiveCount").asInt()).isGreaterThan(6 * 24 * 4 + 100);
    for (JsonNode queue : List.of(inbox, outbox)) {
      String behind = queue.at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").asText();
      assertThat(queues)
          .extractingByKey(behind)
          .extracting(it -> it.get("MessageRetentionPeriod").asInt())
          .isEqualTo(14 * 86_400);
    }
    assertThat(Variant.EVERYTHING.resources("AWS::Lambda::EventSourceMapping").values())
        .filteredOn(
            mapping ->
                mapping
                    .at("/EventSourceArn/Fn::GetAtt/0")
                    .asText()
                    .matches("SlackFunction(Inbox|Outbox).*"))
        .hasSize(2)
        .allSatisfy(
            mapping -> {
              assertThat(mapping.at("/FunctionResponseTypes/0").asText())
                  .isEqualTo("ReportBatchItemFailures");
              assertThat(mapping.at("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(2);
            });
    assertThat(Variant.EVERYTHING.resources("AWS::SNS::Subscription").values())
        .noneMatch(subscription -> subscription.get("Protocol").asText().equals("lambda"));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void theTableIsWatchedWhateverTheFunctionsDoWithIt(Variant variant) {
    String table = variant.resources("AWS::DynamoDB::Table").keySet().iterator().next();

    for (String name : List.of("ThrottledRequests", "SystemErrors")) {
      assertThat(
              variant.resources("AWS::CloudWatch::Alarm").values().stream()
                  .flatMap(alarm -> stream(alarm.path("Metrics")))
                  .map(metric -> metric.at("/MetricStat/Metric"))
                  .filter(metric -> metric.path("MetricName").asText().equals(name))
                  .map(metric -> metric.get("Dimensions"))
                  .filter(by -> by.at("/1/Value/Ref").asText().equals(table))
                  .map(by -> by.at("/0/Value").asText()))
          .containsExactlyElementsOf(IncidentTable.OPERATIONS);
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void topicsAndQueuesAreEncryptedAndTakeTlsOnly(Variant variant) {
    Map<String, JsonNode> topics = variant.resources("AWS::SNS::Topic");
    Map<String, JsonNode> queues = variant.resources("AWS::SQS::Queue");

    assertThat(topics.values()).allMatch(topic -> topic.has("KmsMasterKeyId"));
    assertThat(queues.values()).allMatch(queue -> queue.get("SqsManagedSseEnabled").asBoolean());
    assertThat(
            Stream.of("AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy")
                .flatMap(type -> variant.resources(type).values().stream())
                .map(policy -> policy.at("/PolicyDocument/Statement"))
                .filter(
                    statements ->
                        stream(statements)
                            .anyMatch(
                                statement ->
                                    statement.get("Effect").asText().equals("Deny")
                                        && statement
                                            .at("/Condition/Bool/aws:SecureTransport")
                                            .asText()
                                            .equals("false"))))
        .hasSize(topics.size() + queues.size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"STANDARD", "MINIMAL"})
  void nothingIsTiedToOnePartitionAccountOrRegion(Variant variant) {
    assertThat(variant.json().toString())
        .doesNotContain("arn:aws", "us-east-1")
        .doesNotContainPattern(":\\d{12}:");
  }

  @Test
  void theTeamsFunctionGetsTheAlertsAndTheirCards() {
    JsonNode function =
        Variant.TEAMS.resource("AWS::Lambda::Function", "TeamsFunctionTeamsFunction");

    assertThat(function.get("Handler").asText())
        .isEqualTo("dev.rolecall.lambda.TeamsHandler::handleRequest");
    assertThat(function.at("/Environment/Variables/ROLECALL_TEAMS_SECRET").asText())
        .isEqualTo("ssm:/rolecall/teams");
    assertThat(Variant.TEAMS.resources("AWS::SNS::Subscription").values())
        .filteredOn(
            subscription ->
                subscription.at("/Endpoint/Fn::GetAtt/0").asText().startsWith("TeamsFunctionInbox"))
        .singleElement()
        .satisfies(
            subscription ->
                assertThat(subscription.at("/TopicArn/Ref").asText()).startsWith("TopicsAlerts"));
    for (String publishing : List.of("ExplainFunction", "SweepFunction")) {
      assertThat(
              Variant.TEAMS
                  .resource("AWS::Lambda::Function", publishing)
                  .at("/Environment/Variables/ROLECALL_CHANNELS")
                  .asText())
          .isEqualTo("teams");
    }
    assertThat(Variant.EVERYTHING.json().toString())
        .doesNotContain("ROLECALL_CHANNELS")
        .doesNotContain("Teams");
  }

  @Test
  void slackAndEventsAloneAreToldOfUpdates() {
    Predicate<JsonNode> ofUpdates =
        subscription -> subscription.at("/TopicArn/Ref").asText().startsWith("TopicsUpdates");

    assertThat(Variant.EVERYTHING.resources("AWS::SNS::Subscription").values())
        .filteredOn(ofUpdates)
        .hasSize(2)
        .filteredOn(
            subscription ->
                !subscription.at("/Endpoint/Fn::GetAtt/0").asText().startsWith("EventsQueue"))
        .singleElement()
        .satisfies(
            subscription -> {
              assertThat(subscription.at("/Endpoint/Fn::GetAtt/0").asText())
                  .startsWith("SlackFunctionInbox");
              assertThat(subscription.has("RedrivePolicy")).isTrue();
            });
    assertThat(Variant.MINIMAL.resources("AWS::SNS::Topic").keySet())
        .isNotEmpty()
        .noneMatch(topic -> topic.startsWith("TopicsUpdates"));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyTopicIsWatchedButTheOneThatWouldTell(Variant variant) {
    assertThat(variant.resources("AWS::SNS::Topic").keySet())
        .filteredOn(topic -> !topic.startsWith("TopicsOperations"))
        .isNotEmpty()
        .allMatch(
            topic ->
                watched(
                    variant.resources("AWS::CloudWatch::Alarm"),
                    "NumberOfNotificationsFailed",
                    topic));
  }

  @Test
  void whatIsNotSetIsNotThere() {
    assertThat(Variant.MINIMAL.resources("AWS::Chatbot::SlackChannelConfiguration")).isEmpty();
    assertThat(Variant.MINIMAL.resources("AWS::SNS::Subscription")).isEmpty();
    assertThat(functions(Variant.MINIMAL).values())
        .hasSize(3)
        .noneMatch(function -> function.has("ReservedConcurrentExecutions"));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void theSweepFunctionIsToldWhatTheExplainFunctionIsTold(Variant variant) {
    ObjectNode explain = environment(variant, "ExplainFunction");
    ObjectNode sweep = environment(variant, "SweepFunction");

    assertThat(explain.remove("ROLECALL_SWEEP_ROLE_ARN")).isEqualTo(sweep.get(OWN_ROLE));
    assertThat(explain.remove("ROLECALL_SURVEY_ROLE_ARN").at("/Fn::GetAtt/0"))
        .isEqualTo(function(variant, "SurveyFunction").at("/Role/Fn::GetAtt/0"));
    JsonNode worker = explain.remove("ROLECALL_INTERACTION_ROLE_ARN");
    assertThat(Optional.ofNullable(worker).isPresent()).isEqualTo(variant == Variant.EVERYTHING);
    assertThat(explain.remove(OWN_ROLE)).isNotEqualTo(sweep.remove(OWN_ROLE));
    assertThat(sweep).isEqualTo(explain);
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void theSurveyFunctionIsToldTheSameAndWhereTheInstallationIs(Variant variant) {
    ObjectNode sweep = environment(variant, "SweepFunction");
    ObjectNode survey = environment(variant, "SurveyFunction");

    assertThat(survey.remove("ROLECALL_INSTALLATION"))
        .isEqualTo(variant.resource("AWS::SSM::Parameter", "Installation").get("Name"));
    assertThat(survey.remove("ROLECALL_OPERATIONS_TOPIC_ARN").get("Ref").asText())
        .startsWith("TopicsOperations");
    sweep.remove(OWN_ROLE);
    assertThat(survey).isEqualTo(sweep);
  }

  @ParameterizedTest
  @CsvSource({"STANDARD, 1", "EVERYTHING, 1", "MINIMAL, 0"})
  void oneSurveyRunsAtATimeAndForAsLongAsLambdaLetsIt(Variant variant, int reserved) {
    JsonNode survey = function(variant, "SurveyFunction");

    assertThat(survey.path("ReservedConcurrentExecutions").asInt()).isEqualTo(reserved);
    assertThat(survey.get("Timeout").asInt()).isEqualTo(900);
  }

  private static ObjectNode environment(Variant variant, String function) {
    return (ObjectNode) function(variant, function).at("/Environment/Variables");
  }

  private static JsonNode function(Variant variant, String function) {
    return variant.resource("AWS::Lambda::Function", function);
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyFunctionRunsWithTheQuickCompilerAndStaysWarmBeforeASnapshot(Variant variant) {
    assertThat(functions(variant).values())
        .extracting(function -> function.at("/Environment/Variables/JAVA_TOOL_OPTIONS"))
        .extracting(JsonNode::asText)
        .containsOnly(
            "-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.1 -XX:+DisableExplicitGC"
                + " -XX:ReservedCodeCacheSize=200m -XX:MetaspaceSize=64m");
  }

  /// `Ref` of a rule on a bus of our own is no name, and its metrics name the bus, too.
  private static boolean watchedByName(Variant variant, String rule) {
    JsonNode properties = variant.resource("AWS::Events::Rule", rule);
    JsonNode bus =
        variant.resource("AWS::Events::EventBus", properties.at("/EventBusName/Ref").asText());
    return variant.resources("AWS::CloudWatch::Alarm").values().stream()
        .filter(alarm -> alarm.path("MetricName").asText().equals("FailedInvocations"))
        .map(alarm -> alarm.get("Dimensions"))
        .anyMatch(
            by ->
                by.at("/0/Value").equals(bus.get("Name"))
                    && by.at("/1/Value").equals(properties.get("Name")));
  }

  private static Map<String, JsonNode> functions(Variant variant) {
    return variant.resources("AWS::Lambda::Function");
  }

  private static Stream<JsonNode> targets(Variant variant) {
    return variant.resources("AWS::Events::Rule").values().stream()
        .flatMap(rule -> stream(rule.get("Targets")));
  }

  private static Stream<JsonNode> stream(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false);
  }

  /// A queue in which messages wait for a short time only.
  private static boolean late(Map<String, JsonNode> alarms, String queue) {
    if (watched(alarms, "ApproximateAgeOfOldestMessage", queue)) {
      return true;
    }
    return alarms.values().stream()
        .flatMap(alarm -> stream(alarm.path("Metrics")))
        .map(metric -> metric.at("/MetricStat/Metric"))
        .filter(
            metric -> metric.path("MetricName").asText().equals("ApproximateAgeOfOldestMessage"))
        .anyMatch(metric -> metric.at("/Dimensions/0/Value/Fn::GetAtt/0").asText().equals(queue));
  }

  private static boolean watched(Map<String, JsonNode> alarms, String metric, String resource) {
    return alarms.values().stream()
        .filter(alarm -> alarm.path("MetricName").asText().equals(metric))
        .map(alarm -> alarm.at("/Dimensions/0/Value"))
        .map(value -> Optional.ofNullable(value.get("Ref")).orElse(value.at("/Fn::GetAtt/0")))
        .anyMatch(value -> value.asText().equals(resource));
  }
}
