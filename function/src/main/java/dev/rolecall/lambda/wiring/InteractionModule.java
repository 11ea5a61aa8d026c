package dev.rolecall.lambda.wiring;

import dev.rolecall.incident.dynamo.TableItems;
import dev.rolecall.incident.repository.RepositoryFailure;
import dev.rolecall.lambda.interaction.DynamoRequestMarks;
import dev.rolecall.lambda.interaction.InteractionService;
import dev.rolecall.lambda.interaction.SigningSecret;
import dev.rolecall.lambda.service.EventFailure;
import dev.rolecall.lambda.settings.InteractionSettings;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.InteractionMetrics;
import dev.rolecall.lambda.wording.EventWords;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Everything from a request of Slack to the queue, put together.
public record InteractionModule(InteractionSettings settings) {

  /// Slack waits three seconds for an answer.
  private static final Duration PATIENCE = Duration.ofMillis(1_200);

  public InteractionService service(
      AwsContext aws, FunctionLog log, InteractionMetrics metrics, InstantSource clock) {
    SqsClient sqs =
        SqsClient.builder()
            .httpClient(aws.http())
            .credentialsProvider(aws.credentials())
            // TLS protects the message on its way.
            .checksumValidationEnabled(false)
            .overrideConfiguration(AwsContext.within(PATIENCE))
            .build();
    return new InteractionService(
        ChannelModule.secrets(settings.secret(), new SigningSecret.Reader(), aws),
        new DynamoRequestMarks(dynamo(aws, PATIENCE), settings.table(), clock),
        text -> send(sqs, text),
        log,
        metrics,
        clock);
  }

  private void send(SqsClient sqs, String text) {
    try {
      TableItems.asking(
          EventWords.interactionQueue(),
          () -> sqs.sendMessage(request -> request.queueUrl(settings.queue()).messageBody(text)));
    } catch (RepositoryFailure e) {
      throw new EventFailure(String.valueOf(e.getMessage()));
    }
  }

  static DynamoDbClient dynamo(AwsContext aws, Duration patience) {
    return DynamoDbClient.builder()
        .httpClient(aws.http())
        .credentialsProvider(aws.credentials())
        .overrideConfiguration(AwsContext.within(patience))
        .build();
  }
}
