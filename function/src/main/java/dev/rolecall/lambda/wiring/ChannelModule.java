package dev.rolecall.lambda.wiring;

import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.channel.SecretReader;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.StoredSecret;
import dev.rolecall.channel.TopicMessage;
import dev.rolecall.incident.notification.NotificationChannel;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// A channel with all it needs, to be made once for the network and once for priming.
public interface ChannelModule {

  /// For one answer of a channel.
  Duration PATIENCE = Duration.ofSeconds(8);

  /// A rotated secret is picked up after this, or at once when the channel refuses the old one.
  Duration SECRET_AGE = Duration.ofMinutes(5);

  /// What people call the channel.
  String name();

  NotificationChannel<TopicMessage> channel(AwsContext aws, ChannelHttp http, InstantSource clock);

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
