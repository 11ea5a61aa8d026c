package dev.rolecall.lambda.wiring;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.MessageOrder;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.channel.slack.SlackChannel;
import dev.rolecall.channel.slack.SlackMessageStateTable;
import dev.rolecall.channel.slack.SlackOrder;
import dev.rolecall.channel.slack.SlackSecretReader;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.lambda.outbox.SqsOutbox;
import dev.rolecall.lambda.settings.SlackSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Everything from the topic to Slack, put together.
public record SlackModule(SlackSettings settings) implements ChannelModule {

  /// For one answer of the table, further attempts included.
  private static final Duration TABLE_PATIENCE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "Slack";
  }

  @Override
  public NotificationChannel<TopicMessage> channel(
      AwsContext aws, ChannelHttp http, InstantSource clock) {
    return new SlackChannel(
        settings.workspace(),
        ChannelModule.secrets(settings.secret(), new SlackSecretReader(settings.isLoopback()), aws),
        new SlackMessageStateTable(dynamo(aws), settings.table(), clock),
        http,
        Thread::sleep,
        clock,
        PATIENCE);
  }

  @Override
  public MessageOrder order(AwsContext aws, InstantSource clock) {
    return new SlackOrder(
        settings.workspace().routes(),
        new SlackMessageStateTable(dynamo(aws), settings.table(), clock));
  }

  @Override
  public Optional<SqsOutbox.Urls> outbox() {
    return settings.outbox();
  }

  private static DynamoDbClient dynamo(AwsContext aws) {
    return DynamoDbClient.builder()
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .overrideConfiguration(AwsContext.within(TABLE_PATIENCE))
        .build();
  }

  @Override
  public String sampleSecret() {
    return "xoxb-sample-sample";
  }
}
