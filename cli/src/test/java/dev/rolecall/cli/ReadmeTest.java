package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.cli.console.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the README shows is what happens.
class ReadmeTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\./rolecall (.+)$");
  private static final Pattern SHOWN = Pattern.compile("(?s)```text\n(.+?)\n```");

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  static List<String> commands() throws IOException {
    return COMMAND.matcher(readme()).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandRuns(String command, @TempDir Path folder) throws IOException {
    Path written = folder.resolve("report.html");
    String[] words =
        Arrays.stream(command.split(" ", -1))
            .map(word -> word.matches("(events|cli)\\b.*") ? ROOT.resolve(word).toString() : word)
            .map(word -> word.equals("report.html") ? written.toString() : word)
            .toArray(String[]::new);
    CommandLineRun run = CommandLineRun.of(words);
    assertThat(run.status()).as(run.err()).isIn(expected(command));
    assertThat(Files.exists(written) ? Files.readString(written) : run.out()).isNotEmpty();
  }

  /// A plan is shown that would lock callers out.
  private static List<Integer> expected(String command) {
    return command.endsWith("plan-breaks.json")
        ? List.of(ExitStatus.DENIED)
        : List.of(ExitStatus.OK, ExitStatus.UNDETERMINED);
  }

  @Test
  void itsMessageIsTheOneThatSlackGets() throws IOException {
    List<String> shown = SHOWN.matcher(readme()).results().map(found -> found.group(1)).toList();
    assertThat(shown).hasSize(1);
    JsonNode slack =
        new ObjectMapper()
            .readTree(
                ROOT.resolve("events/external-id-missing/vendor-onboarding/slack.json").toFile());
    StringBuilder message = new StringBuilder();
    slack.path("blocks").forEach(block -> write(block, message));
    assertThat(squeezed(message.toString())).startsWith(squeezed(shown.getFirst()));
  }

  /// The words of a block, as far as they are not looks.
  private static void write(JsonNode block, StringBuilder message) {
    JsonNode text = block.path("text");
    message.append(text.isObject() ? text.path("text").asText() : text.asText());
    for (JsonNode element : block.path("elements")) {
      if (block.path("type").asText().equals("rich_text_list")) {
        message.append("\n• ");
      }
      write(element, message);
    }
    if (!block.path("type").asText().equals("text")) {
      message.append('\n');
    }
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void theFirstTwoCommandsTryItAndTestIt() throws IOException {
    assertThat(commands().getFirst())
        .isEqualTo("explain events/external-id-missing/vendor-onboarding");
    assertThat(readme()).contains("\nmvn verify\n");
  }
}
