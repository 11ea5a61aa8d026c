package dev.rolecall.lambda.wiring;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.MessageOrder;
import dev.rolecall.channel.SecretReader;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.StoredSecret;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.lambda.outbox.Outbox;
import dev.rolecall.lambda.outbox.SqsOutbox;
import dev.rolecall.lambda.service.DeliveryService;
import dev.rolecall.lambda.telemetry.FunctionLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// A channel with all it needs, to be made once for the network and once for priming.
public interface ChannelModule {

  /// For one answer of a channel.
  Duration PATIENCE = Duration.ofSeconds(8);

  /// A rotated secret is picked up after this, or at once when the channel refuses the old one.
  Duration SECRET_AGE = Duration.ofMinutes(5);

  /// For one answer of the outbox, further attempts included.
  Duration OUTBOX_PATIENCE = Duration.ofSeconds(5);

  /// What people call the channel.
  String name();

  NotificationChannel<TopicMessage> channel(AwsContext aws, ChannelHttp http, InstantSource clock);

  /// Which messages wait for one another.
  MessageOrder order(AwsContext aws, InstantSource clock);

  /// The queue of the channel's messages; empty where messages are delivered as they come.
  Optional<SqsOutbox.Urls> outbox();

  /// The queue at hand.
  default Optional<Outbox> outbox(AwsContext aws) {
    return outbox()
        .map(
            urls ->
                new SqsOutbox(
                    SqsClient.builder()
                        .httpClient(aws.http())
                        .credentialsProvider(aws.credentials())
                        .overrideConfiguration(AwsContext.within(OUTBOX_PATIENCE))
                        .build(),
                    urls));
  }

  /// The service that delivers to it.
  default DeliveryService service(
      AwsContext aws, ChannelHttp http, FunctionLog log, InstantSource clock) {
    return new DeliveryService(
        name(), channel(aws, http, clock), order(aws, clock), outbox(aws), log, clock);
  }

  /// What a secret of the channel may look like, for priming.
  String sampleSecret();

  /// The secret at `location`: `secretsmanager:NAME`, `secretsmanager:ARN` or `ssm:/NAME`.
  static <S> Secrets<S> secrets(String location, SecretReader<S> reader, AwsContext aws) {
    return StoredSecret.at(
        location,
        SECRET_AGE,
        reader,
        () ->
            SecretsManagerClient.builder()
                .httpClient(aws.http())
                .credentialsProvider(aws.credentials())
                .build(),
        () ->
            SsmClient.builder()
                .httpClient(aws.http())
                .credentialsProvider(aws.credentials())
                .build());
  }
}
