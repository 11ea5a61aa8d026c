package dev.rolecall.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;
import software.constructs.Construct;

/// The subscriber that writes to Slack.
final class SlackFunction extends Construct {

  /// It sends what the explain function rendered; memory buys the processor its start needs.
  private static final int MEMORY_MEGABYTES = 1024;

  private final LiveFunction live;
  private final FailureQueue undelivered;

  SlackFunction(
      Construct scope,
      String id,
      Settings.Slack slack,
      Topic alerts,
      IncidentTable table,
      EveryFunction every) {
    super(scope, id);
    live =
        new LiveFunction(
            this,
            "Slack",
            new FunctionDesign(
                "Rolecall: writes explanations to Slack",
                "dev.rolecall.lambda.SlackHandler::handleRequest",
                MEMORY_MEGABYTES,
                slack.reservedConcurrency(),
                environment(slack, table.name()),
                SlackPermissions.of(slack, table)),
            every);
    undelivered = new FailureQueue(this, "Undelivered");
    Subscription subscription =
        alerts.addSubscription(
            LambdaSubscription.Builder.create(live.alias())
                .deadLetterQueue(undelivered.queue())
                .build());
    Validations.of(subscription)
        .acknowledge(
            Acknowledgment.builder()
                .id("CloudFormation-Validate::W3694")
                .reason("an alias is a function to SNS, too, and only its version has a snapshot")
                .build());
  }

  private static Map<String, String> environment(Settings.Slack slack, String table) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("ROLECALL_TABLE", table);
    environment.put("ROLECALL_SLACK_SECRET", slack.secret().text());
    environment.put("ROLECALL_SLACK_ROUTES", json(slack.routes()));
    slack.channel().ifPresent(channel -> environment.put("ROLECALL_SLACK_CHANNEL", channel));
    slack.api().ifPresent(api -> environment.put("ROLECALL_SLACK_API", api));
    return environment;
  }

  private static String json(List<Map<String, String>> routes) {
    try {
      return new ObjectMapper()
          .writeValueAsString(routes.stream().map(TreeMap<String, String>::new).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }

  LiveFunction live() {
    return live;
  }

  FailureQueue undelivered() {
    return undelivered;
  }
}
