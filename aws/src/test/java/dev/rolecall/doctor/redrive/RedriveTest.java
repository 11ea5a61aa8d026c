package dev.rolecall.doctor.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.aws.Moto;
import dev.rolecall.doctor.check.DoctorReader;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.Deadline;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// Failure queues with what AWS puts there, in the stand-in for SQS, and a Lambda that takes it.
@ResourceLock(Moto.SERVER)
class RedriveTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPLAIN =
      "arn:aws:lambda:us-east-1:123456789012:function:RolecallExplain:live";
  private static final String SLACK =
      "arn:aws:lambda:us-east-1:123456789012:function:RolecallSlack:live";
  private static final String EVENT = "{\"detail\":{\"eventName\":\"AssumeRole\"}}";
  private static final String MESSAGE =
      "{\"Type\":\"Notification\",\"MessageId\":\"m-1\",\"Message\":\"{}\"}";

  private final Moto moto = Moto.empty();
  private final LambdaFront lambda = new LambdaFront(moto.endpoint());
  private final SqsClient sqs =
      SqsClient.builder()
          .endpointOverride(moto.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(moto.home())
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  @BeforeEach
  void deploy() {
    for (String queue :
        List.of("rule", "explain", "slack", "undelivered", "inbox", "later", "pages")) {
      sqs.createQueue(ask -> ask.queueName(queue));
    }
    sqs.createQueue(
        ask ->
            ask.queueName("dead.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    put(
        "/rolecall/installation",
        """
        {"schema": "rolecall-installation/1", "account": "123456789012", "region": "us-east-1",
         "rule": "r", "explainFunction": "%s", "table": "incidents",
         "alertsTopic": "arn:aws:sns:us-east-1:123456789012:alerts",
         "operationsTopic": "arn:aws:sns:us-east-1:123456789012:operations",
         "queues": "/rolecall/queues"}\
        """
            .formatted(EXPLAIN));
    put(
        "/rolecall/queues",
        """
        {"schema": "rolecall-queues/1", "channels": [], "failures": [
         {"name": "Rule", "queue": "rule", "holds": "events", "to": "%1$s"},
         {"name": "Explain", "queue": "explain", "holds": "invocations", "to": "%1$s"},
         {"name": "Slack", "queue": "slack", "holds": "invocations", "to": "%2$s"},
         {"name": "SlackSubscription", "queue": "undelivered", "holds": "messages", "to": "inbox"},
         {"name": "SlackDeadLetters", "queue": "dead.fifo", "holds": "messages", "to": "inbox"},
         {"name": "Later", "queue": "later", "holds": "something new", "to": "x"},
         {"name": "PagerDuty", "queue": "pages", "holds": "pages", "to": "rule"}]}\
        """
            .formatted(EXPLAIN, SLACK));
  }

  @AfterEach
  void stop() {
    lambda.close();
    sqs.close();
  }

  private void put(String name, String json) {
    try (SsmClient client =
        SsmClient.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(moto.home())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      client.putParameter(
          ask -> ask.name(name).type(ParameterType.STRING).value(json).overwrite(true));
    }
  }

  private void fail(String queue, String body) {
    String url = url(queue);
    sqs.sendMessage(
        ask -> {
          ask.queueUrl(url).messageBody(body);
          if (queue.endsWith(".fifo")) {
            ask.messageGroupId(body).messageDeduplicationId(String.valueOf(body.hashCode()));
          }
        });
  }

  private String url(String queue) {
    return sqs.getQueueUrl(ask -> ask.queueName(queue)).queueUrl();
  }

  private List<String> bodies(String queue) {
    List<String> bodies = new ArrayList<>();
    sqs.receiveMessage(ask -> ask.queueUrl(url(queue)).maxNumberOfMessages(10).waitTimeSeconds(0))
        .messages()
        .forEach(message -> bodies.add(message.body()));
    return bodies;
  }

  private RedriveReport redrive(boolean dryRun) {
    return redrive(dryRun, Clock.systemUTC());
  }

  private RedriveReport redrive(boolean dryRun, InstantSource clock) {
    AwsClients clients = AwsClients.create(Region.US_EAST_1, Optional.of(lambda.endpoint()));
    Deadline deadline = new Deadline(Duration.ofMinutes(2));
    try {
      return new Redrive(
              new DoctorReader(
                  clients,
                  new ReaderRoleAccess(Moto.HOME, moto.home(), Optional.empty(), clients),
                  deadline),
              AwsLocation.of(Moto.HOME, "us-east-1"),
              dryRun,
              clock,
              _ -> {})
          .run("/rolecall/installation");
    } finally {
      deadline.end();
    }
  }

  /// What Lambda keeps of an invocation that failed.
  private static String failed(String event) {
    return """
    {"version": "1.0", "timestamp": "2026-11-30T01:00:00.000Z",
     "requestContext": {"functionArn": "arn:aws:lambda:us-east-1:666666666666:function:other",
      "condition": "RetriesExhausted", "approximateInvokeCount": 3},
     "requestPayload": %s, "responseContext": {"statusCode": 200},
     "responsePayload": {"errorMessage": "not delivered to Slack"}}\
    """
        .formatted(event);
  }

  @Test
  void everythingGoesToWhereItBelongs() {
    fail("rule", EVENT);
    fail("explain", failed(EVENT));
    fail("slack", failed("{\"Records\":[]}"));
    fail("undelivered", MESSAGE);
    fail("dead.fifo", MESSAGE + " ");

    RedriveReport report = redrive(false);

    assertThat(lambda.invocations())
        .containsExactly(
            new LambdaFront.Invocation(EXPLAIN, "Event", EVENT),
            new LambdaFront.Invocation(EXPLAIN, "Event", EVENT),
            new LambdaFront.Invocation(SLACK, "Event", "{\"Records\":[]}"));
    assertThat(bodies("inbox")).containsExactlyInAnyOrder(MESSAGE, MESSAGE + " ");
    assertThat(report.sent()).isEqualTo(5);
    assertThat(report.left()).isZero();
    for (String queue : List.of("rule", "explain", "slack", "undelivered", "dead.fifo")) {
      assertThat(bodies(queue)).as(queue).isEmpty();
    }
    assertThat(RedriveText.write(report))
        .isEqualTo(
            """
            ✅ Rule: sent 1 message to %1$s
            ✅ Explain: sent 1 message to %1$s
            ✅ Slack: sent 1 message to %2$s
            ✅ SlackSubscription: sent 1 message to inbox
            ✅ SlackDeadLetters: sent 1 message to inbox
            ✅ Later: empty
            ✅ PagerDuty: empty

            sent 5 messages
            """
                .formatted(EXPLAIN, SLACK));
  }

  @Test
  void aSecondRunSendsNothing() {
    fail("rule", EVENT);
    redrive(false);

    RedriveReport again = redrive(false);

    assertThat(lambda.invocations()).hasSize(1);
    assertThat(again.sent()).isZero();
    assertThat(RedriveText.write(again)).contains("✅ Rule: empty").endsWith("sent 0 messages\n");
  }

  @Test
  void aDryRunCountsAndLeavesAll() throws IOException {
    fail("rule", EVENT);
    fail("rule", EVENT);

    RedriveReport report = redrive(true);

    assertThat(lambda.invocations()).isEmpty();
    assertThat(bodies("rule")).hasSize(2);
    assertThat(RedriveText.write(report))
        .contains("➡️ Rule: would send 2 messages to " + EXPLAIN)
        .endsWith("would send 2 messages\n");
    JsonNode json = JSON.readTree(RedriveJson.write(report));
    assertThat(json.path("schema").asText()).isEqualTo("rolecall-redrive/1");
    assertThat(json.path("dryRun").asBoolean()).isTrue();
    assertThat(json.at("/queues/0/found").asInt()).isEqualTo(2);
  }

  @Test
  void whatCannotBeSentStaysWithTheReason() {
    fail("rule", EVENT);
    fail("explain", "neither JSON nor an envelope");
    lambda.refuse("AccessDeniedException");

    RedriveReport report = redrive(false);

    assertThat(report.left()).isEqualTo(2);
    assertThat(RedriveText.write(report))
        .contains(
            "❌ Rule: sent 0 messages", "left in the queue: 1 (lambda:InvokeFunction is denied)")
        .contains("left in the queue: 1 (contains no event that Lambda failed to process)")
        .endsWith("sent 0 messages, left 2\n");
    assertThat(bodies("rule")).containsExactly(EVENT);
  }

  @Test
  void whatIsNotSentAgainIsSaid() {
    fail("pages", EVENT);
    fail("later", EVENT);

    assertThat(RedriveText.write(redrive(false)))
        .contains("left in the queue: 1 (pages are not sent again; the next notification")
        .contains("left in the queue: 1 (a later version of Rolecall put them there;")
        .endsWith("sent 0 messages, left 2\n");
    assertThat(bodies("pages")).containsExactly(EVENT);
  }

  @Test
  void whatFailsAgainMeanwhileIsLeft() {
    fail("rule", EVENT);
    lambda.whenInvoked(() -> fail("rule", EVENT));

    RedriveReport report = redrive(false, Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)));

    assertThat(lambda.invocations()).hasSize(1);
    assertThat(RedriveText.write(report))
        .contains("sent 1 message", "1 (failed again while this command was running)");
    assertThat(bodies("rule")).containsExactly(EVENT);
  }

  @Test
  void theSameEventTwiceIsSentTwice() {
    fail("rule", EVENT);
    fail("rule", EVENT);

    assertThat(redrive(false, Clock.offset(Clock.systemUTC(), Duration.ofHours(1))).sent())
        .isEqualTo(2);
  }

  @Test
  void manyMessagesAreAllSent() {
    for (int i = 0; i < 35; i++) {
      fail("rule", "{\"detail\":{\"number\":" + i + "}}");
    }

    assertThat(redrive(false).sent()).isEqualTo(35);
    assertThat(lambda.invocations())
        .extracting(LambdaFront.Invocation::event)
        .hasSize(35)
        .doesNotHaveDuplicates();
  }

  @Test
  void aQueueThatIsMissingIsSaidAndTheOthersAreSent() {
    sqs.deleteQueue(ask -> ask.queueUrl(url("rule")));
    fail("explain", failed(EVENT));

    RedriveReport report = redrive(false);

    assertThat(report.sent()).isEqualTo(1);
    assertThat(report.unread()).isEqualTo(1);
    assertThat(RedriveText.write(report))
        .contains("❔ Rule: the queue is missing")
        .endsWith("sent 1 message, 1 queue could not be read\n");
  }

  @Test
  void anInstallationOfAnEarlierVersionIsSaid() {
    put(
        "/rolecall/installation",
        """
        {"schema": "rolecall-installation/1", "account": "123456789012", "region": "us-east-1",
         "rule": "r", "explainFunction": "%s", "table": "incidents",
         "alertsTopic": "arn:aws:sns:us-east-1:123456789012:alerts",
         "operationsTopic": "arn:aws:sns:us-east-1:123456789012:operations"}\
        """
            .formatted(EXPLAIN));

    assertThat(RedriveText.write(redrive(false)))
        .isEqualTo(
            """
            ❌ the installation does not list its failure queues; it was deployed by an earlier version
               fix: npx cdk deploy RolecallMonitor --revert-drift
            """);
  }
}
