package dev.rolecall.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.notification.NotificationFormat;
import dev.rolecall.explanation.render.sns.SnsMessage;
import dev.rolecall.incident.notification.Notification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Notices of incidents are for Slack what their golden files say. Where one differs, the new one
/// is written beside it.
class NotificationCorpusTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final Map<Path, Notification> NOTIFICATIONS = notifications();

  private static Map<Path, Notification> notifications() {
    try {
      return NotificationStories.goldens();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<Path> goldens() {
    return NOTIFICATIONS.keySet();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theNoticeForSlackIsTheGoldenOne(Path golden) throws IOException {
    Notification notification = Optional.ofNullable(NOTIFICATIONS.get(golden)).orElseThrow();
    SnsMessage message = NotificationFormat.write(notification, WritingOptions.plain());
    JsonNode slack =
        JSON.readTree(Optional.ofNullable(message.texts().get("lambda")).orElseThrow())
            .path("slack");
    Corpus.isGolden(golden, JSON.writeValueAsString(slack) + "\n");
  }
}
