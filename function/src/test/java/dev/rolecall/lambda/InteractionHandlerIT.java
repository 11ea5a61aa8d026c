package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.aws.Moto;
import dev.rolecall.incident.dynamo.LocalTable;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.lambda.interaction.SlackRequests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The functions for what people do in Slack, as Lambda runs them: a click that Slack signed goes
/// through the one into the queue, and from there through the other one.
@ResourceLock(Moto.SERVER)
class InteractionHandlerIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final Moto moto = Moto.empty();
  private SqsClient sqs;
  private String queue;

  @BeforeEach
  void deploy() {
    LocalTable.create(client(DynamoDbClient.builder()));
    client(SecretsManagerClient.builder())
        .createSecret(
            secret ->
                secret
                    .name("rolecall/slack")
                    .secretString(
                        "{\"botToken\": \"xoxb-1234567890\", \"signingSecret\": \""
                            + SlackRequests.SECRET
                            + "\"}"));
    sqs = client(SqsClient.builder());
    queue = sqs.createQueue(create -> create.queueName("interactions")).queueUrl();
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(moto.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(moto.home())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private LambdaProcess start(Class<?> handler, LambdaProcess.Start how, Map<String, String> more)
      throws IOException {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("AWS_ENDPOINT_URL", moto.endpoint().toString());
    variables.put("ROLECALL_SLACK_SECRET", "secretsmanager:rolecall/slack");
    variables.put("ROLECALL_TABLE", LocalTable.NAME);
    return LambdaProcess.start(handler, how, variables, folder);
  }

  private static String click(Instant at) {
    ObjectNode payload =
        SlackRequests.click(IncidentButton.RESOLVE, "refusal-0a1b:2", "1548261231.385");
    // Nothing leaves this machine.
    payload.remove("response_url");
    return new String(
        SlackRequests.signed(SlackRequests.body(payload), at), StandardCharsets.UTF_8);
  }

  private static int status(RuntimeApi.Outcome outcome) throws IOException {
    return switch (outcome) {
      case RuntimeApi.Outcome.Succeeded(String answer, long _) ->
          JSON.readTree(answer).path("statusCode").asInt();
      case RuntimeApi.Outcome other -> throw new AssertionError(other);
    };
  }

  @Test
  void aClickGoesThroughBothAfterSnapStartsRestore() throws Exception {
    try (LambdaProcess front =
        start(
            InteractionHandler.class,
            LambdaProcess.Start.SNAP_START,
            Map.of("ROLECALL_INTERACTION_QUEUE_URL", queue))) {
      front.restore();
      String click = click(Instant.now());

      assertThat(status(front.invoke(click))).isEqualTo(200);
      assertThat(status(front.invoke(click))).isEqualTo(401);
      assertThat(status(front.invoke(click(Instant.now().minusSeconds(600))))).isEqualTo(401);
      assertThat(status(front.invoke("{\"body\": \"x\"}"))).isEqualTo(401);
      assertThat(front.log())
          .contains("interaction accepted", "REPLAYED")
          .doesNotContain("payload=", "testteamnow", SlackRequests.SECRET, "xoxb-1234567890");
    }
    String message =
        sqs.receiveMessage(receive -> receive.queueUrl(queue)).messages().getFirst().body();
    ObjectNode event = JSON.createObjectNode();
    event.putArray("Records").addObject().put("messageId", "m-1").put("body", message);
    try (LambdaProcess worker =
        start(
            InteractionWorkerHandler.class,
            LambdaProcess.Start.ON_DEMAND,
            Map.of(
                "ROLECALL_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:alerts",
                "ROLECALL_SLACK_WORKSPACES", SlackRequests.TEAM,
                "ROLECALL_INTERACTION_WHY", "on"))) {
      assertThat(worker.invoke(event.toString()))
          .isInstanceOfSatisfying(
              RuntimeApi.Outcome.Succeeded.class,
              done -> assertThat(done.response()).isEqualTo("{\"batchItemFailures\":[]}"));
      assertThat(worker.log()).contains("interaction processed", "NotFound");
    }
  }
}
