package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.action.Acknowledgement;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.SharedMembers;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentBuilder;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Notifications as events for EventBridge are what their schema says, and what their golden files
/// say. Where one differs, the new one is written beside it.
class NotificationEventTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Path GOLDENS = Path.of("src", "test", "resources", "notices", "events");
  private static final Path VENDOR =
      Path.of("..", "events", "external-id-missing", "vendor-onboarding");
  private static final JsonSchema SCHEMA = schema();
  private static final Map<Path, Notification> NOTIFICATIONS = goldens();

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              Files.readString(Path.of("..", "docs", "schemas", "rolecall-notification-1.json")),
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode event(Notification notification) throws IOException {
    return event(NotificationFormat.write(notification, WritingOptions.plain()));
  }

  static JsonNode event(SnsMessage message) throws IOException {
    JsonNode queue = JSON.readTree(Optional.ofNullable(message.texts().get("sqs")).orElseThrow());
    return queue.path("event");
  }

  static void isOfTheSchema(JsonNode event) {
    assertThat(SCHEMA.validate(event.path("detail"))).as(event.toPrettyString()).isEmpty();
    assertThat(event.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
  }

  /// The golden events, and the notifications that they are made of.
  private static Map<Path, Notification> goldens() {
    try {
      Map<Path, Notification> goldens = new TreeMap<>();
      NotificationStories.goldens()
          .forEach((file, notification) -> goldens.put(GOLDENS.resolve(name(file)), notification));
      return goldens;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(Path notice) {
    return notice.startsWith("src")
        ? notice.getFileName().toString()
        : notice.getName(notice.getNameCount() - 3) + "-" + notice.getFileName();
  }

  static Set<Path> goldenFiles() {
    return NOTIFICATIONS.keySet();
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void theEventIsTheGoldenOne(Path golden) throws IOException {
    JsonNode event = event(Optional.ofNullable(NOTIFICATIONS.get(golden)).orElseThrow());
    isOfTheSchema(event);
    Corpus.isGolden(golden, JSON.writeValueAsString(event) + "\n");
  }

  @Test
  void theSchemaRefusesWhatIsNoNotification() throws IOException {
    JsonNode event = event(NotificationStories.ofEveryKind(VENDOR).getFirst());
    assertThat(SCHEMA.validate(JSON.readTree("{}"))).isNotEmpty();
    for (String key : List.of("schema", "dedupKey", "action", "incident")) {
      JsonNode without = event.path("detail").deepCopy();
      ((ObjectNode) without).remove(key);
      assertThat(SCHEMA.validate(without)).as(key).isNotEmpty();
    }
  }

  @Test
  void allNotificationsOfAnIncidentAreOneAlertAndItsEndResolvesIt() throws IOException {
    Map<String, String> actions = new TreeMap<>();
    for (Notification.OfRefusal notification : refusals()) {
      JsonNode detail = event(notification).path("detail");
      assertThat(detail.path("dedupKey").asText())
          .isEqualTo("rolecall-" + notification.incident().id() + "-2");
      actions.put(detail.path("kind").asText(), detail.path("action").asText());
    }
    assertThat(actions.keySet())
        .containsExactlyInAnyOrder(
            List.of(NotificationKind.values()).stream().map(Enum::name).toArray(String[]::new));
    assertThat(actions)
        .containsEntry("FIRST", "trigger")
        .containsEntry("CHANGED", "trigger")
        .containsEntry("REMINDER", "trigger")
        .containsEntry("REOPENED", "trigger")
        .containsEntry("PROGRESS", "update")
        .containsEntry("RESOLVED", "resolve");
  }

  private static List<Notification.OfRefusal> refusals() throws IOException {
    return NotificationStories.ofEveryKind(VENDOR).stream()
        .filter(Notification.OfRefusal.class::isInstance)
        .map(Notification.OfRefusal.class::cast)
        .toList();
  }

  private static Notification.OfRefusal handled() throws IOException {
    return refusals().stream()
        .filter(notification -> notification.kind() == NotificationKind.HANDLED)
        .findFirst()
        .orElseThrow();
  }

  private static String action(IncidentBuilder incident) throws IOException {
    Notification.OfRefusal handled = handled();
    JsonNode event =
        event(
            new Notification.OfRefusal(
                handled.kind(), incident.build(), handled.explanation(), handled.now()));
    isOfTheSchema(event);
    return event.at("/detail/action").asText();
  }

  private static IncidentBuilder untouched() throws IOException {
    return IncidentBuilder.builder(handled().incident())
        .acknowledged(Optional.empty())
        .snooze(Optional.empty())
        .actions(List.of());
  }

  @Test
  void whoAcknowledgesOrSnoozesAcknowledgesTheAlert() throws IOException {
    Instant at = handled().now();
    int causes = handled().incident().causes().size();
    assertThat(action(untouched())).isEqualTo("update");
    assertThat(
            action(untouched().acknowledged(Optional.of(new Acknowledgement("maria", at, causes)))))
        .isEqualTo("acknowledge");
    assertThat(
            action(
                untouched()
                    .snooze(Optional.of(new SnoozePeriod("maria", at, Optional.empty(), causes)))))
        .isEqualTo("acknowledge");
  }

  /// However many it blocks, and whatever their names.
  @Test
  void aSharedCauseIsOneAlertWithTheLargestByName() throws IOException {
    Notification.OfRefusal sample = handled();
    List<SharedMembers.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      pairs.add(
          new SharedMembers.Pair(
              "refusal-" + i,
              "arn:aws:iam::210987654321:role/" + "c".repeat(400) + i,
              "arn:aws:iam::444455556666:role/" + "r".repeat(400) + i,
              i,
              false));
    }
    IncidentSubject.SharedCause subject =
        new IncidentSubject.SharedCause(
            "arn:aws:organizations::777788889999:policy/o-a1b2c3d4e5/service_control_policy/p-1",
            "DenyOutsideEurope",
            CauseCode.SCP_DENY);
    JsonNode event =
        event(
            new Notification.OfSharedCause(
                NotificationKind.FIRST,
                Incident.begin(subject, sample.now()).denials(9_000).build(),
                sample.explanation(),
                new SharedMembers(pairs, Optional.empty()),
                sample.now()));
    isOfTheSchema(event);
    JsonNode detail = event.path("detail");
    assertThat(detail.path("caller").isNull() && detail.path("role").isNull()).isTrue();
    assertThat(detail.at("/sharedCause/pairs").asInt()).isEqualTo(2_000);
    assertThat(detail.at("/sharedCause/members")).hasSize(10);
    assertThat(detail.at("/sharedCause/members/0/incident").asText()).isEqualTo("refusal-1999");
    assertThat(detail.path("dedupKey").asText()).isEqualTo("rolecall-" + subject.id() + "-1");
  }

  @Test
  void theExamplesOfTheDocumentationAreOfTheSchema() throws IOException {
    Path docs = Path.of("..", "docs");
    Matcher example =
        Pattern.compile("(?s)<!-- event: example -->\n```json\n(.*?)```")
            .matcher(Files.readString(docs.resolve("events.md")));
    assertThat(example.find()).isTrue();
    isOfTheSchema(JSON.readTree(example.group(1)));
    JsonNode test = JSON.readTree(docs.resolve("schemas/pagerduty-test.json").toFile());
    assertThat(SCHEMA.validate(JSON.readTree(test.at("/0/Detail").asText()))).isEmpty();
  }

  @Test
  void aNotificationThatIsSentAgainHasTheSameId() throws IOException {
    Notification first = NotificationStories.ofEveryKind(VENDOR).getFirst();
    assertThat(event(first)).isEqualTo(event(first));
    assertThat(event(first).at("/detail/id").asText()).endsWith("-3");
  }
}
