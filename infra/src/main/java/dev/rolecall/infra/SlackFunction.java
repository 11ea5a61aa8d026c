package dev.rolecall.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.settings.Slack;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscriptionProps;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// The function that writes explanations to Slack: one subscriber of the topic, with retries of its
/// own.
///
/// @param undelivered what SNS could not hand over to the function
record SlackFunction(SnapStartFunction function, Queue undelivered) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DESCRIPTION = "writes explanations to Slack";

  static SlackFunction create(
      Construct scope, Settings settings, Slack slack, ITopic alerts, Path jar) {
    SnapStartFunction function =
        new SnapStartFunction(
            scope,
            "Slack",
            new SnapStartFunction.Props(
                SnapStartFunction.role(scope, "SlackRole", DESCRIPTION),
                DESCRIPTION,
                "SlackHandler",
                jar,
                slack.capacity(),
                environment(settings, slack),
                SlackPermissions.of(Stack.of(scope), slack),
                settings.logRetentionDays()));
    Queue undelivered = FailureQueue.create(function, "Undelivered");
    alerts.addSubscription(
        new LambdaSubscription(
            function.live(),
            LambdaSubscriptionProps.builder().deadLetterQueue(undelivered).build()));
    Validations.of(function)
        .acknowledge(
            Acknowledgment.builder()
                .id("CloudFormation-Validate::W3694")
                .reason("SNS invokes an alias as it does a function")
                .build());
    return new SlackFunction(function, undelivered);
  }

  private static Map<String, String> environment(Settings settings, Slack slack) {
    Map<String, String> environment = new TreeMap<>(Telemetry.environment(settings));
    environment.put("ROLECALL_SLACK_SECRET", slack.secret().reference());
    slack.channel().ifPresent(channel -> environment.put("ROLECALL_SLACK_CHANNEL", channel));
    slack.api().ifPresent(api -> environment.put("ROLECALL_SLACK_API", api));
    if (!slack.routes().isEmpty()) {
      try {
        environment.put("ROLECALL_SLACK_ROUTES", JSON.writeValueAsString(slack.routes()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a list of texts can be written as JSON", e);
      }
    }
    return environment;
  }
}
