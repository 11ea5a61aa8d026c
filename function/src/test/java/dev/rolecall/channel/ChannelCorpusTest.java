package dev.rolecall.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.Slow;
import dev.rolecall.channel.slack.FakeSlack;
import dev.rolecall.channel.slack.MemoryThreads;
import dev.rolecall.channel.slack.SlackChannel;
import dev.rolecall.channel.slack.SlackMentions;
import dev.rolecall.channel.slack.SlackRoutes;
import dev.rolecall.channel.slack.SlackSecret;
import dev.rolecall.channel.slack.SlackWorkspace;
import dev.rolecall.explanation.Corpus;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.sns.SnsFormat;
import dev.rolecall.incident.notification.DeliveryResult;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every story of the corpus gets through SNS's and Slack's limits. Some have a golden
/// `slack.json`: where a message differs from it, the new one is written beside it.
@Slow
class ChannelCorpusTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final FakeSlack SLACK = FakeSlack.start();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pause NONE =
      time -> {
        throw new AssertionError("nothing to wait for: " + time);
      };

  @AfterAll
  static void stop() {
    SLACK.close();
    HTTP.close();
  }

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  static List<Path> goldens() throws IOException {
    return stories().stream().filter(story -> Files.exists(story.resolve("slack.json"))).toList();
  }

  /// A secret that never changes.
  private record Fixed(SlackSecret secret) implements Secrets<SlackSecret> {
    @Override
    public SecretReading<SlackSecret> current() {
      return new SecretReading.Read<>(secret);
    }

    @Override
    public SecretReading<SlackSecret> fresh() {
      return current();
    }
  }

  private static DeliveryResult publish(SlackSecret secret, String message) {
    return new SlackChannel(
            new SlackWorkspace(
                SLACK.webApi(), new SlackRoutes(List.of(), "default"), new SlackMentions(Map.of())),
            new Fixed(secret),
            new MemoryThreads(),
            ChannelHttp.create(HTTP),
            NONE,
            () -> Instant.EPOCH,
            Duration.ofSeconds(30))
        .deliver(new TopicMessage(message, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyStoryIsAMessageThatSnsAndSlackTake(Path story) throws IOException {
    JsonNode input =
        JSON.readTree(SnsFormat.write(Corpus.explained(story), WritingOptions.plain()).json());
    assertThat(input.path("Subject").asText()).matches("[A-Za-z][ -~]{0,98}");
    assertThat(input.path("MessageStructure").asText()).isEqualTo("json");
    String text = input.path("Message").asText();
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(200_000);
    JsonNode message = JSON.readTree(text);
    assertThat(message.path("sms").asText()).matches("[ -~]{1,140}");
    JsonNode q = JSON.readTree(message.path("https").asText());
    assertThat(q.at("/content/title").asText()).hasSizeBetween(1, 250);
    assertThat(q.at("/content/description").asText()).hasSizeBetween(1, 8_000);
    String alert = message.path("lambda").asText();
    assertThat(publish(new SlackSecret.BotToken(FakeSlack.TOKEN), alert))
        .isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(publish(new SlackSecret.Webhooks(Map.of("default", SLACK.webhook("alerts"))), alert))
        .isInstanceOf(DeliveryResult.Delivered.class);
    assertThat(SLACK.refusals()).isEmpty();
  }

  private static JsonNode message(Path story) throws IOException {
    return SlackFormat.write(Corpus.explained(story), WritingOptions.plain()).json();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theMessageForSlackIsTheGoldenOne(Path story) throws IOException {
    Corpus.isGolden(story.resolve("slack.json"), JSON.writeValueAsString(message(story)) + "\n");
  }
}
