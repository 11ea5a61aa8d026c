package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.aws.Moto;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.event.EventReader;
import dev.rolecall.event.EventReading;
import dev.rolecall.evidence.snapshot.Opening;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.message.Options;
import dev.rolecall.message.SnsFormat;
import dev.rolecall.publish.FakeSlack;
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
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The Slack function as Lambda runs it, with the secret in Secrets Manager, against a Slack that
/// holds to Slack's limits.
class SlackHandlerIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path STORY = Path.of("..", "events/external-id-missing/vendor-onboarding");

  @TempDir Path folder;

  /// What SNS hands to a function.
  private static String event(String messageId) throws IOException {
    ObjectNode event = JSON.createObjectNode();
    ObjectNode record = event.putArray("Records").addObject();
    record.put("EventSource", "aws:sns").put("EventVersion", "1.0");
    record
        .putObject("Sns")
        .put("Type", "Notification")
        .put("MessageId", messageId)
        .put("Timestamp", "2026-11-20T10:00:00.000Z")
        .put("Message", message());
    return event.toString();
  }

  private static String message() throws IOException {
    List<EventReading> readings = new ArrayList<>();
    try (InputStream in = Files.newInputStream(STORY.resolve("event.json"))) {
      EventReader.read("event", in, readings::add);
    }
    Explainer explainer =
        switch (Snapshot.open(List.of(STORY.resolve("snapshot")))) {
          case Opening.Opened(Snapshot snapshot) -> new Explainer(snapshot.evidence());
          case Opening.NotUsable problem -> throw new AssertionError(problem);
        };
    if (!(readings.getFirst() instanceof EventReading.Denied denied)) {
      throw new AssertionError(readings);
    }
    return Optional.ofNullable(
            SnsFormat.write(explainer.explain(denied.denial()), Options.plain())
                .texts()
                .get("lambda"))
        .orElseThrow();
  }

  private LambdaProcess start(Moto moto, FakeSlack slack) throws IOException {
    return LambdaProcess.start(
        SlackHandler.class,
        LambdaProcess.Start.ON_DEMAND,
        Map.of(
            "AWS_ENDPOINT_URL",
            moto.endpoint().toString(),
            "ROLECALL_SLACK_SECRET",
            "secretsmanager:slack",
            "ROLECALL_SLACK_CHANNEL",
            "C0ALERTS",
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
}
