package dev.rolecall.lambda.wiring;

import dev.rolecall.channel.sns.SnsChannel;
import dev.rolecall.channel.sns.SnsPublisher;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.evidence.aws.ReadListener;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.LookQueue;
import dev.rolecall.incident.dynamo.DynamoIncidentRepository;
import dev.rolecall.incident.dynamo.DynamoIndexStore;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.NotificationChannel;
import dev.rolecall.incident.queue.SqsLookQueue;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.settings.TopicArn;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.FunctionMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What the functions that explain, sweep and survey are made of.
public record FunctionContext(
    ExplainSettings settings,
    AwsContext aws,
    FunctionLog log,
    FunctionMetrics metrics,
    InstantSource clock) {

  private static final Duration PUBLISHING = Duration.ofSeconds(10);
  private static final Duration KEEPING = Duration.ofSeconds(5);

  Region region() {
    return Region.of(settings.topic().region());
  }

  /// The function's own account.
  AccountId account() {
    return settings.topic().account();
  }

  AwsClients clients() {
    return AwsClients.create(region(), Optional.empty(), aws.http());
  }

  /// Access to other accounts by the reader role.
  ReaderRoleAccess access(AwsClients clients) {
    return new ReaderRoleAccess(account(), aws.credentials(), settings.reader(), clients);
  }

  AwsEvidence evidence(ReadListener listener) {
    return evidence(clients(), listener);
  }

  AwsEvidence evidence(AwsClients clients, ReadListener listener) {
    return new AwsEvidence(
        access(clients),
        clients,
        settings.aws(),
        clock,
        listener,
        settings.organizationIndex()
            ? Optional.of(new OrganizationIndex(indexStore(), clock))
            : Optional.empty());
  }

  /// What is kept of the organization.
  public OrganizationIndexStore indexStore() {
    return new DynamoIndexStore(dynamo(), settings.incidents().table());
  }

  IncidentRepository repository() {
    return new DynamoIncidentRepository(dynamo(), settings.incidents().table(), clock);
  }

  private DynamoDbClient dynamo() {
    return DynamoDbClient.builder()
        .region(region())
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .overrideConfiguration(AwsContext.within(KEEPING))
        .build();
  }

  /// Where incidents wait for a look.
  LookQueue lookQueue() {
    return settings
        .incidents()
        .looks()
        .<LookQueue>map(looks -> new SqsLookQueue(sqs(), looks.queue(), looks.failures()))
        .orElseGet(LookQueue::none);
  }

  private SqsClient sqs() {
    return SqsClient.builder()
        .region(region())
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .overrideConfiguration(AwsContext.within(KEEPING))
        .build();
  }

  /// Where notifications go: those for everyone to one topic, updates in place to another.
  NotificationChannel<Notification> channel() {
    return new SnsChannel(
        publisher(settings.topic()),
        settings.incidents().updates().map(this::publisher),
        settings.incidents().channels(),
        WritingOptions.plain().linking(settings.links()));
  }

  NotificationChannel<SnsMessage> publisher(TopicArn topic) {
    return new SnsPublisher(
        SnsClient.builder()
            .region(Region.of(topic.region()))
            .httpClient(aws.http())
            .credentialsProvider(aws.credentials())
            .overrideConfiguration(
                AwsContext.within(PUBLISHING)
                    .andThen(configuration -> configuration.retryStrategy(SnsPublisher.retries())))
            .build(),
        topic.toString());
  }
}
