package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.SlackPermissions;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.resource.IncidentTable;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.ResourceNames;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.settings.SlackEnvironment;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;
import software.constructs.Construct;

/// The subscriber that writes to Slack.
public final class SlackFunction extends Construct {

  /// It sends what the explain function rendered; memory buys the processor its start needs.
  private static final int MEMORY_MEGABYTES = 1024;

  private static final Duration TIMEOUT = Duration.seconds(30);

  private final LiveFunction live;
  private final FailureQueue undelivered;

  public SlackFunction(
      Construct scope,
      String id,
      Settings.Slack slack,
      List<Topic> topics,
      IncidentTable table,
      ResourceNames resourceNames,
      FunctionDefaults every) {
    super(scope, id);
    live =
        new LiveFunction(
            this,
            "Slack",
            new FunctionDesign(
                "Rolecall: writes explanations to Slack",
                "dev.rolecall.lambda.SlackHandler::handleRequest",
                Optional.empty(),
                MEMORY_MEGABYTES,
                slack.reservedConcurrency(),
                TIMEOUT,
                DenialRule.NEWS_FOR,
                SlackEnvironment.of(slack, resourceNames),
                SlackPermissions.of(slack, table)),
            every);
    undelivered = new FailureQueue(this, "Undelivered");
    topics.forEach(this::subscribe);
  }

  private void subscribe(Topic topic) {
    Subscription subscription =
        topic.addSubscription(
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

  public LiveFunction live() {
    return live;
  }

  public FailureQueue undelivered() {
    return undelivered;
  }
}
