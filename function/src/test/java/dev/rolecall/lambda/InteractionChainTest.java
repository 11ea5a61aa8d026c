package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.aws.Moto;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.Denials;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.dynamo.DynamoIncidentRepository;
import dev.rolecall.incident.dynamo.LocalTable;
import dev.rolecall.incident.notification.DeliveryFailure;
import dev.rolecall.incident.notification.DeliveryResult;
import dev.rolecall.incident.notification.IncidentButton;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.lambda.interaction.SlackRequests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// From a click that Slack signed to the incident in the table: both functions, with the secret in
/// Secrets Manager and the queue between them.
@Isolated("system properties lead the SDK to this machine")
class InteractionChainTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String CALLER = "arn:aws:iam::111122223333:role/ci";
  private static final String ROLE = "arn:aws:iam::444455556666:role/deploy";
  private static final List<String> PROPERTIES =
      List.of("aws.region", "aws.accessKeyId", "aws.secretAccessKey", "aws.endpointUrl");

  private final Moto moto = Moto.empty();
  private final Map<String, String> variables = new TreeMap<>();
  private DynamoIncidentRepository store;
  private SqsClient sqs;
  private String queue;
  private Incident incident;

  @BeforeEach
  void deploy() throws DeliveryFailure {
    System.setProperty("aws.region", "eu-west-1");
    System.setProperty("aws.accessKeyId", "AKIAEXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
    System.setProperty("aws.endpointUrl", moto.endpoint().toString());
    DynamoDbClient dynamo =
        DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
    LocalTable.create(dynamo);
    SecretsManagerClient.builder()
        .region(Region.EU_WEST_1)
        .httpClient(UrlConnectionHttpClient.create())
        .build()
        .createSecret(
            secret ->
                secret
                    .name("rolecall/slack")
                    .secretString(
                        "{\"botToken\": \"xoxb-1234567890\", \"signingSecret\": \""
                            + SlackRequests.SECRET
                            + "\"}"));
    sqs = SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
    queue = sqs.createQueue(create -> create.queueName("interactions")).queueUrl();
    variables.putAll(
        Map.of(
            "ROLECALL_SLACK_SECRET",
            "secretsmanager:rolecall/slack",
            "ROLECALL_TABLE",
            LocalTable.NAME,
            "ROLECALL_INTERACTION_QUEUE_URL",
            queue,
            "ROLECALL_TOPIC_ARN",
            "arn:aws:sns:eu-west-1:123456789012:alerts",
            "ROLECALL_SLACK_WORKSPACES",
            SlackRequests.TEAM));
    store = new DynamoIncidentRepository(dynamo, LocalTable.NAME, CLOCK);
    Denial denial = Denials.denial("event-1", NOW, CALLER, "session", ROLE);
    new DenialIntake(
            IncidentRules.standard(),
            List.of(),
            store,
            _ -> new DeliveryResult.Delivered(Optional.empty()),
            CLOCK)
        .receive(
            denial, new byte[] {1}, one -> Denials.denied(one, CauseCode.PRINCIPAL_NOT_TRUSTED));
    incident = store.find(IncidentSubject.Refusal.of(denial).id()).orElseThrow();
  }

  @AfterEach
  void stop() {
    PROPERTIES.forEach(System::clearProperty);
  }

  private int status(byte[] event) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new InteractionHandler(variables, CLOCK)
        .handleRequest(new ByteArrayInputStream(event), response, LocalAws.context(60_000));
    return JSON.readTree(response.toByteArray()).path("statusCode").asInt();
  }

  /// Hands what waits in the queue to the worker.
  private JsonNode work() throws IOException {
    ObjectNode event = JSON.createObjectNode();
    var records = event.putArray("Records");
    for (Message message :
        sqs.receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10)).messages()) {
      records.addObject().put("messageId", message.messageId()).put("body", message.body());
    }
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new InteractionWorkerHandler(variables, CLOCK)
        .handleRequest(
            new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
            response,
            LocalAws.context(60_000));
    return JSON.readTree(response.toByteArray()).path("batchItemFailures");
  }

  private byte[] click(IncidentButton button, String period, String actionTs, Duration after) {
    ObjectNode payload =
        SlackRequests.click(button, incident.id() + ":" + incident.episode() + period, actionTs);
    // Nothing leaves this machine.
    payload.remove("response_url");
    return SlackRequests.signed(SlackRequests.body(payload), NOW.plus(after));
  }

  private Incident now() {
    return store.find(incident.id()).orElseThrow();
  }

  @Test
  void aClickReachesTheIncidentOnce() throws IOException {
    byte[] click = click(IncidentButton.SNOOZE, ":24h", "1548261231.385", Duration.ZERO);

    assertThat(status(click)).isEqualTo(200);
    assertThat(status(click)).isEqualTo(401);
    // Slack's retry, signed again; and a double click.
    assertThat(
            status(click(IncidentButton.SNOOZE, ":24h", "1548261231.385", Duration.ofSeconds(3))))
        .isEqualTo(200);
    assertThat(
            status(click(IncidentButton.SNOOZE, ":24h", "1548261231.800", Duration.ofSeconds(1))))
        .isEqualTo(200);
    assertThat(work()).isEmpty();

    assertThat(now().actions())
        .singleElement()
        .satisfies(
            action -> {
              assertThat(action.kind()).isEqualTo(ActionTaken.Kind.SNOOZED);
              assertThat(action.actor()).isEqualTo("roadrunner (U2CERLKJA)");
              assertThat(action.until()).contains(NOW.plus(Duration.ofHours(24)));
            });
  }

  @Test
  void whatIsResolvedStaysSo() throws IOException {
    status(click(IncidentButton.RESOLVE, "", "1.1", Duration.ZERO));
    assertThat(work()).isEmpty();
    assertThat(now().phase()).isEqualTo(IncidentState.RESOLVED);

    status(click(IncidentButton.CHECK, "", "2.2", Duration.ofSeconds(1)));
    assertThat(work()).isEmpty();
    assertThat(now().phase()).isEqualTo(IncidentState.RESOLVED);
    assertThat(now().actions()).hasSize(1);
  }

  @Test
  void aStrangerChangesNothing() throws IOException {
    variables.put("ROLECALL_SLACK_WORKSPACES", "T0OTHER");
    status(click(IncidentButton.RESOLVE, "", "1.1", Duration.ZERO));
    assertThat(work()).isEmpty();
    assertThat(now()).isEqualTo(incident);
  }
}
