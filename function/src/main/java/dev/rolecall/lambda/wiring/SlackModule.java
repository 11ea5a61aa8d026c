package dev.rolecall.lambda.wiring;

import dev.rolecall.channel.slack.ParameterSecrets;
import dev.rolecall.channel.slack.SlackHttp;
import dev.rolecall.channel.slack.SlackMessageStateTable;
import dev.rolecall.channel.slack.SlackPublisher;
import dev.rolecall.channel.slack.SlackSecretReader;
import dev.rolecall.lambda.service.SlackService;
import dev.rolecall.lambda.settings.SlackSettings;
import dev.rolecall.lambda.telemetry.FunctionLog;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Everything from the topic to Slack, put together.
public final class SlackModule {

  /// A rotated secret is picked up after this, or at once when Slack refuses the old one.
  private static final Duration SECRET_AGE = Duration.ofMinutes(5);

  /// For one answer of Slack.
  public static final Duration PATIENCE = Duration.ofSeconds(8);

  /// For one answer of the table, further attempts included.
  private static final Duration TABLE_PATIENCE = Duration.ofSeconds(5);

  private SlackModule() {}

  public static SlackService of(
      SlackSettings settings,
      AwsContext aws,
      SlackHttp wire,
      FunctionLog functionLog,
      InstantSource clock) {
    SlackPublisher publisher =
        new SlackPublisher(
            settings.workspace(),
            ParameterSecrets.at(
                settings.secret(),
                SECRET_AGE,
                new SlackSecretReader(settings.isLoopback()),
                () -> secretsManager(aws),
                () -> ssm(aws)),
            new SlackMessageStateTable(dynamo(aws), settings.table(), clock),
            wire,
            Thread::sleep,
            clock,
            PATIENCE);
    return new SlackService(publisher::publish, functionLog);
  }

  private static SecretsManagerClient secretsManager(AwsContext aws) {
    return SecretsManagerClient.builder()
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .build();
  }

  private static SsmClient ssm(AwsContext aws) {
    return SsmClient.builder()
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .build();
  }

  private static DynamoDbClient dynamo(AwsContext aws) {
    return DynamoDbClient.builder()
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .overrideConfiguration(configuration -> configuration.apiCallTimeout(TABLE_PATIENCE))
        .build();
  }
}
