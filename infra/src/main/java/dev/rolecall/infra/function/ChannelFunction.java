package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.ChannelPermissions;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.settings.FunctionEnvironment;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.sns.Subscription;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;
import software.constructs.Construct;

/// A subscriber that writes to one channel.
///
/// @param name what the channel is called
public record ChannelFunction(String name, LiveFunction live, FailureQueue undelivered) {

  /// It sends what the explain function rendered; memory buys the processor its start needs.
  private static final int MEMORY_MEGABYTES = 1024;

  private static final Duration TIMEOUT = Duration.seconds(30);

  private static ChannelFunction create(
      Construct parent,
      String name,
      FunctionDesign design,
      List<Topic> topics,
      FunctionDefaults every) {
    Construct scope = new Construct(parent, name + "Function");
    LiveFunction live = LiveFunction.create(scope, name, design, every);
    FailureQueue undelivered = FailureQueue.create(scope, "Undelivered");
    topics.forEach(topic -> subscribe(topic, live, undelivered));
    return new ChannelFunction(name, live, undelivered);
  }

  /// Those that the settings ask for.
  public static List<ChannelFunction> of(Construct scope, Foundation on) {
    List<ChannelFunction> functions = new ArrayList<>();
    on.settings()
        .slack()
        .ifPresent(
            slack ->
                functions.add(
                    create(
                        scope,
                        Settings.Slack.NAME,
                        design(
                            Settings.Slack.NAME,
                            slack.reservedConcurrency(),
                            FunctionEnvironment.slack(slack, on.names()),
                            ChannelPermissions.slack(slack, on.table())),
                        on.topics().inPlace(),
                        on.defaults())));
    on.settings()
        .webhooks()
        .forEach(
            (channel, webhook) ->
                functions.add(
                    create(
                        scope,
                        channel.title(),
                        design(
                            channel.title(),
                            webhook.reservedConcurrency(),
                            Map.of(channel.secretVariable(), webhook.secret().text()),
                            ChannelPermissions.secret(
                                channel.title(), webhook.secret(), webhook.kmsKey())),
                        List.of(on.topics().alerts()),
                        on.defaults())));
    return functions;
  }

  private static FunctionDesign design(
      String name,
      int reservedConcurrency,
      Map<String, String> environment,
      List<Permission> permissions) {
    return new FunctionDesign(
        StackWords.channelFunction(name),
        "dev.rolecall.lambda." + name + "Handler::handleRequest",
        Optional.empty(),
        MEMORY_MEGABYTES,
        reservedConcurrency,
        TIMEOUT,
        DenialRule.NEWS_FOR,
        environment,
        permissions);
  }

  private static void subscribe(Topic topic, LiveFunction live, FailureQueue undelivered) {
    Subscription subscription =
        topic.addSubscription(
            LambdaSubscription.Builder.create(live.alias())
                .deadLetterQueue(undelivered.queue())
                .build());
    Validations.of(subscription)
        .acknowledge(
            Acknowledgment.builder()
                .id("CloudFormation-Validate::W3694")
                .reason(StackWords.aliasIsAFunction())
                .build());
  }
}
