package dev.rolecall.lambda;

import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.publish.SnsPublisher;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/// Everything from the event to the topic, put together.
final class ExplainLine {

  private static final Duration PUBLISHING = Duration.ofSeconds(10);

  private final ExplainFunction function;
  private final AwsEvidence evidence;

  private ExplainLine(ExplainFunction function, AwsEvidence evidence) {
    this.function = function;
    this.evidence = evidence;
  }

  static ExplainLine of(
      ExplainSettings settings,
      AwsSide aws,
      Journal journal,
      Telemetry telemetry,
      InstantSource clock) {
    TopicArn topic = settings.topic();
    AwsClients clients = AwsClients.create(Region.of(topic.region()), Optional.empty(), aws.http());
    SnsPublisher publisher = new SnsPublisher(sns(topic, aws), topic.toString());
    ExplainFunction function =
        new ExplainFunction(settings.ownRole(), publisher::publish, journal, telemetry, clock);
    return new ExplainLine(
        function,
        new AwsEvidence(
            new ReaderRoleAccess(topic.account(), aws.credentials(), settings.reader(), clients),
            clients,
            settings.aws(),
            clock,
            function));
  }

  private static SnsClient sns(TopicArn topic, AwsSide aws) {
    return SnsClient.builder()
        .region(Region.of(topic.region()))
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .overrideConfiguration(
            configuration ->
                configuration.retryStrategy(SnsPublisher.retries()).apiCallTimeout(PUBLISHING))
        .build();
  }

  /// @throws EventFailure when the event must not be lost, and was not dealt with
  void run(InputStream event) {
    function.run(event, evidence::about);
  }
}
