package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.channel.slack.FakeSlack;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.incident.dynamo.LocalTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// The Slack function as Lambda runs it, with the secret in Secrets Manager, against a Slack that
/// holds to Slack's limits.
class SlackHandlerIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path STORY = Path.of("..", "events/external-id-missing/vendor-onboarding");

  @TempDir Path folder;

  /// What SNS hands to a function.
  private static String event(String messageId) throws IOException {
    return event(messageId, message());
  }

  private static String event(String messageId, String message) {
    ObjectNode event = JSON.createObjectNode();
    ObjectNode record = event.putArray("Records").addObject();
    record.put("EventSource", "aws:sns").put("EventVersion", "1.0");
    record
        .putObject("Sns")
        .put("Type", "Notification")
        .put("MessageId", messageId)
        .put("Timestamp", "2026-11-20T10:00:00.000Z")
        .put("Message", message);
    return event.toString();
  }

  private static String message() throws IOException {
    List<EventReading> readings = new ArrayList<>();
    try (InputStream in = Files.newInputStream(STORY.resolve("event.json"))) {
      EventReader.read("event", in, readings::add);
    }
    Explainer explainer =
        switch (Snapshot.open(List.of(STORY.resolve("snapshot")))) {
          case SnapshotOpening.Opened(Snapshot snapshot) -> new Explainer(snapshot.evidence());
          case SnapshotOpening.NotUsable problem -> throw new AssertionError(problem);
        };
    if (!(readings.getFirst() instanceof EventReading.Denied denied)) {
      throw new AssertionError(readings);
    }
    return Optional.ofNullable(
            SnsFormat.write(explainer.explain(denied.denial()), WritingOptions.plain())
                .texts()
                .get("lambda"))
        .orElseThrow();
  }

  /// The same as a notice of an incident.
  private static String notice(int number, String kind) throws IOException {
    ObjectNode message = (ObjectNode) JSON.readTree(message());
    message
        .putObject("incident")
        .put("id", "refusal-00ff")
        .put("episode", 1)
        .put("notice", number)
        .put("kind", kind)
        .put("owner", "payments");
    ((ObjectNode) message.path("slack")).put("text", "notice " + number);
    return event("m-" + number + kind, message.toString());
  }

  private LambdaProcess start(Moto moto, FakeSlack slack) throws IOException {
    return start(LambdaProcess.Start.ON_DEMAND, moto, slack);
  }

  private LambdaProcess start(LambdaProcess.Start how, Moto moto, FakeSlack slack)
      throws IOException {
    return start(how, "secretsmanager:slack", moto, slack);
  }

  private LambdaProcess start(LambdaProcess.Start how, String secret, Moto moto, FakeSlack slack)
      throws IOException {
    try (DynamoDbClient dynamo =
        DynamoDbClient.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(moto.home())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      LocalTable.create(dynamo);
    }
    return LambdaProcess.start(
        SlackHandler.class,
        how,
        Map.of(
            "AWS_ENDPOINT_URL",
            moto.endpoint().toString(),
            "ROLECALL_SLACK_SECRET",
            secret,
            "ROLECALL_SLACK_CHANNEL",
            "C0ALERTS",
            "ROLECALL_SLACK_OWNERS",
            "{\"Payments\": \"S0PAY\"}",
            "ROLECALL_TABLE",
            LocalTable.NAME,
            "ROLECALL_SLACK_API",
            slack.webApi().toString()),
        folder);
  }

  private static SecretsManagerClient secrets(Moto moto) {
    return SecretsManagerClient.builder()
        .endpointOverride(moto.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(moto.home())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @Test
  void aBotPostsTheMessageAndItsDetailsBelow() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        SecretsManagerClient secrets = secrets(moto)) {
      secrets.createSecret(secret -> secret.name("slack").secretString(FakeSlack.TOKEN));
      try (LambdaProcess function = start(moto, slack)) {
        assertThat(function.invoke(event("m-1"))).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);

        assertThat(slack.refusals()).isEmpty();
        assertThat(slack.posts("C0ALERTS")).hasSize(2);
        FakeSlack.Post first = slack.posts("C0ALERTS").getFirst();
        assertThat(first.thread()).isEmpty();
        assertThat(first.body().toString()).contains("cost-reporting");
        assertThat(slack.posts("C0ALERTS").getLast().thread()).contains(first.timestamp());
        assertThat(function.log()).doesNotContain(FakeSlack.TOKEN);
      }
    }
  }

  @Slow
  @Test
  void theTokenMayBeAParameter() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        SsmClient parameters =
            SsmClient.builder()
                .endpointOverride(moto.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(moto.home())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
      parameters.putParameter(
          ask -> ask.name("/slack").type(ParameterType.SECURE_STRING).value(FakeSlack.TOKEN));
      try (LambdaProcess function =
          start(LambdaProcess.Start.ON_DEMAND, "ssm:/slack", moto, slack)) {
        assertThat(function.invoke(event("m-1"))).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);

        assertThat(slack.refusals()).isEmpty();
        assertThat(slack.posts("C0ALERTS")).hasSize(2);
        assertThat(function.log()).doesNotContain(FakeSlack.TOKEN);
      }
    }
  }

  @Slow
  @Test
  void aWebhookTakesAllInOneMessage() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        SecretsManagerClient secrets = secrets(moto)) {
      secrets.createSecret(
          secret -> secret.name("slack").secretString(slack.webhook("default").toString()));
      // The channel is the name of a webhook; there is one only.
      try (LambdaProcess function = start(moto, slack)) {
        function.invoke(event("m-1"));

        assertThat(slack.refusals()).isEmpty();
        assertThat(slack.posts()).hasSize(1);
        assertThat(function.log()).doesNotContain(FakeSlack.WEBHOOK_SECRET);
      }
    }
  }

  @Slow
  @Test
  void aRotatedTokenIsPickedUpAtOnce() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        SecretsManagerClient secrets = secrets(moto)) {
      secrets.createSecret(secret -> secret.name("slack").secretString(FakeSlack.TOKEN));
      try (LambdaProcess function = start(moto, slack)) {
        function.invoke(event("m-1"));
        String rotated = "xoxb-1234567890-rotated";
        slack.rotateToken(rotated);
        secrets.putSecretValue(secret -> secret.secretId("slack").secretString(rotated));

        assertThat(function.invoke(event("m-2"))).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);

        assertThat(slack.posts("C0ALERTS")).hasSize(4);
      }
    }
  }

  @Slow
  @Test
  void aMissingSecretKeepsTheMessageWithTheReason() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        LambdaProcess function = start(moto, slack)) {
      assertThat(function.invoke(event("m-1")))
          .isInstanceOfSatisfying(
              RuntimeApi.Outcome.Failed.class,
              failed -> assertThat(failed.error()).contains("ResourceNotFoundException"));
      assertThat(slack.requests()).isZero();
    }
  }

  @Slow
  @Test
  void whatSlackRefusesOrDelaysIsDeliveredOnceInTheEnd() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        SecretsManagerClient secrets = secrets(moto)) {
      secrets.createSecret(secret -> secret.name("slack").secretString(FakeSlack.TOKEN));
      try (LambdaProcess function = start(moto, slack)) {
        slack.answerNext(429, "", Map.of("Retry-After", "3600"));
        assertThat(function.invoke(event("m-1"))).isInstanceOf(RuntimeApi.Outcome.Failed.class);
        slack.answerNext(200, "{\"ok\": false, \"error\": \"invalid_blocks\"}", Map.of());

        assertThat(function.invoke(event("m-1"))).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
        function.invoke(event("m-1"));

        assertThat(
                slack.posts("C0ALERTS").stream().filter(post -> post.thread().isEmpty()).toList())
            .hasSize(1);
      }
    }
  }

  @Test
  void anIncidentIsOneMessageFromTheFirstNoticeToTheLast() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        SecretsManagerClient secrets = secrets(moto)) {
      secrets.createSecret(secret -> secret.name("slack").secretString(FakeSlack.TOKEN));
      try (LambdaProcess function = start(moto, slack)) {
        for (String event :
            List.of(
                notice(1, "FIRST"),
                notice(2, "PROGRESS"),
                notice(1, "FIRST"),
                notice(3, "CHANGED"),
                notice(4, "RESOLVED"),
                notice(2, "REMINDER"))) {
          assertThat(function.invoke(event)).isInstanceOf(RuntimeApi.Outcome.Succeeded.class);
        }

        assertThat(slack.refusals()).isEmpty();
        List<FakeSlack.Post> posts = slack.posts("C0ALERTS");
        assertThat(posts.stream().filter(post -> post.thread().isEmpty())).hasSize(1);
        assertThat(posts.getFirst().body().path("text").asText()).isEqualTo("notice 4");
        assertThat(posts.getFirst().edits()).isEqualTo(3);
        assertThat(posts).hasSize(4);
        assertThat(posts.get(2).body().toString()).contains("S0PAY");
        assertThat(function.log()).contains("this notification or a newer one is already shown");
      }
    }
  }

  /// What a queue hands to a function that is subscribed through it.
  private static String fromQueue(String messageId) throws IOException {
    ObjectNode event = JSON.createObjectNode();
    ObjectNode entry = event.putArray("Records").addObject();
    entry.put("messageId", messageId).put("receiptHandle", "receipt");
    entry.put("eventSource", "aws:sqs");
    entry.putObject("attributes").put("ApproximateReceiveCount", "1");
    entry.put(
        "body",
        JSON.createObjectNode()
            .put("Type", "Notification")
            .put("MessageId", messageId)
            .put("Message", message())
            .toString());
    return event.toString();
  }

  @Test
  void aQueueIsToldWhichMessagesComeAgain() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        SecretsManagerClient secrets = secrets(moto)) {
      secrets.createSecret(secret -> secret.name("slack").secretString(FakeSlack.TOKEN));
      try (LambdaProcess function = start(moto, slack)) {
        slack.answerNext(429, "", Map.of("Retry-After", "3600"));
        assertThat(function.invoke(fromQueue("m-1")))
            .isInstanceOfSatisfying(
                RuntimeApi.Outcome.Succeeded.class,
                succeeded ->
                    assertThat(succeeded.response())
                        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}"));

        assertThat(function.invoke(fromQueue("m-1")))
            .isInstanceOfSatisfying(
                RuntimeApi.Outcome.Succeeded.class,
                succeeded ->
                    assertThat(succeeded.response()).isEqualTo("{\"batchItemFailures\":[]}"));

        assertThat(slack.posts("C0ALERTS")).hasSize(2);
      }
    }
  }

  @Slow
  @Test
  void afterSnapStartsRestoreItDeliversAsEver() throws Exception {
    Moto moto = Moto.empty();
    try (FakeSlack slack = FakeSlack.start();
        SecretsManagerClient secrets = secrets(moto)) {
      secrets.createSecret(secret -> secret.name("slack").secretString(FakeSlack.TOKEN));
      try (LambdaProcess function = start(LambdaProcess.Start.SNAP_START, moto, slack)) {
        function.restore();

        assertThat(function.invoke(notice(1, "FIRST")))
            .isInstanceOf(RuntimeApi.Outcome.Succeeded.class);

        assertThat(slack.posts("C0ALERTS")).hasSize(2);
        assertThat(slack.requests()).isEqualTo(2);
        assertThat(function.log()).contains("sample-9");
      }
    }
  }
}
