package dev.rolecall.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// A session of a day does not grow.
@Isolated
class LongSessionTest {

  private static final Path STORY =
      Path.of("..", "events", "external-id-missing", "vendor-onboarding");

  /// What a thousand calls may leave behind: less than one byte in 250 that they went through.
  private static final long MARGIN = 4L << 20;

  @Test
  void aThousandCallsLeaveNothingBehind() throws IOException {
    String event = Files.readString(STORY.resolve("event.json"));
    try (Conversation server =
        Conversation.with("--snapshot", STORY.resolve("snapshot").toString())) {
      calls(server, event, 100);
      long before = used();
      int threads = threads();

      calls(server, event, 1_000);

      assertThat(threads()).isEqualTo(threads);
      assertThat(used() - before).isLessThan(MARGIN);
    }
  }

  private static void calls(Conversation server, String event, int number) {
    List<String> roles = List.of("deploy", "admin", "x");
    for (int i = 0; i < number; i++) {
      JsonNode result =
          switch (i % 4) {
            case 0 -> server.call("explain_denial", Map.of("event", event));
            case 1 -> server.call("list_causes", Map.of("code", "UNDETERMINED"));
            case 2 ->
                server.call(
                    "check_access",
                    Map.of(
                        "caller",
                        "arn:aws:iam::111111111111:user/u" + i,
                        "role",
                        "arn:aws:iam::222222222222:role/" + roles.get(i % 3)));
            default -> server.call("explain_denial", Map.of("message", "nothing " + i));
          };
      assertThat(result.path("content")).hasSize(1);
    }
  }

  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("rolecall-"))
            .count();
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
