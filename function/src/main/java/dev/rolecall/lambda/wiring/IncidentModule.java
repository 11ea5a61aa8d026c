package dev.rolecall.lambda.wiring;

import dev.rolecall.channel.sns.SnsChannel;
import dev.rolecall.channel.sns.SnsPublisher;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.evidence.aws.AwsSettings;
import dev.rolecall.evidence.aws.ReadListener;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.dynamo.DynamoIncidentRepository;
import dev.rolecall.incident.dynamo.DynamoIndexStore;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.settings.TopicArn;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/// What the explain function and the sweep are both made of.
///
/// @param aws how AWS is reached
record IncidentModule(ExplainSettings settings, AwsContext aws, InstantSource clock) {

  private static final Duration PUBLISHING = Duration.ofSeconds(10);
  private static final Duration KEEPING = Duration.ofSeconds(5);

  /// Evidence, good for as long as `reading` says.
  AwsEvidence evidence(AwsSettings reading, ReadListener listener) {
    TopicArn home = settings.topic();
    AwsClients clients = AwsClients.create(Region.of(home.region()), Optional.empty(), aws.http());
    return new AwsEvidence(
        new ReaderRoleAccess(home.account(), aws.credentials(), settings.reader(), clients),
        clients,
        reading,
        clock,
        listener,
        settings.organizationIndex()
            ? Optional.of(new OrganizationIndex(shelf(), clock))
            : Optional.empty());
  }

  /// Where the organization index is kept.
  OrganizationIndexStore shelf() {
    return new DynamoIndexStore(table(), settings.incidents().table());
  }

  private DynamoDbClient table() {
    return DynamoDbClient.builder()
        .region(Region.of(settings.topic().region()))
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .overrideConfiguration(configuration -> configuration.apiCallTimeout(KEEPING))
        .build();
  }

  IncidentRepository store() {
    return new DynamoIncidentRepository(table(), settings.incidents().table(), clock);
  }

  /// Where notices go: those for everyone to one topic, updates in place to another.
  NotificationChannel<Notification> outlet() {
    return new SnsChannel(
        publisher(settings.topic()),
        settings.incidents().updates().map(this::publisher),
        settings.incidents().channels());
  }

  /// What publishes to a topic.
  NotificationChannel<SnsMessage> publisher(TopicArn topic) {
    return new SnsPublisher(
        SnsClient.builder()
            .region(Region.of(topic.region()))
            .httpClient(aws.http())
            .credentialsProvider(aws.credentials())
            .overrideConfiguration(
                configuration ->
                    configuration.retryStrategy(SnsPublisher.retries()).apiCallTimeout(PUBLISHING))
            .build(),
        topic.toString());
  }
}
