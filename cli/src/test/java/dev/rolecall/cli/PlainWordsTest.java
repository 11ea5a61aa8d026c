package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers, alerts and `--help` have none of `words.grep`, which lists habits that read as
/// translated.
class PlainWordsTest {

  private static final List<Path> GOLDENS =
      List.of(
          Path.of("..", "events"), Path.of("..", "core", "src", "test", "resources", "notices"));

  private static final Pattern GOLDEN =
      Pattern.compile("message(-verbose)?\\.txt|explanation\\.json|slack\\.json");

  private static final Pattern NOTICE = Pattern.compile(".*/notices/[^/]+\\.json");

  private static List<String> habits(String text) {
    List<String> found = new ArrayList<>();
    for (Pattern habit : PATTERNS) {
      text.lines().filter(line -> habit.matcher(line).find()).forEach(found::add);
    }
    return found;
  }

  private static final List<Pattern> PATTERNS = patterns();

  private static List<Pattern> patterns() {
    try {
      return Files.readAllLines(Path.of("..", "core", "src", "test", "resources", "words.grep"))
          .stream()
          .map(Pattern::compile)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void noAnswerAndNoAlertHasAnOldHabit() throws IOException {
    int read = 0;
    List<String> found = new ArrayList<>();
    for (Path folder : GOLDENS) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(PlainWordsTest::isGolden).toList()) {
          habits(Files.readString(file)).forEach(line -> found.add(file + ": " + line));
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(500);
    assertThat(found).isEmpty();
  }

  private static boolean isGolden(Path file) {
    return GOLDEN.matcher(file.getFileName().toString()).matches()
        || NOTICE.matcher(file.toString()).matches();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "explain", "check", "report", "snapshot", "doctor", "mcp"})
  void noHelpHasAnOldHabit(String command) {
    CommandLineRun run =
        command.isEmpty() ? CommandLineRun.of("--help") : CommandLineRun.of(command, "--help");
    assertThat(run.out()).contains("Usage: rolecall");
    assertThat(habits(run.out())).isEmpty();
  }

  @Test
  void aHabitWouldBeFound() {
    assertThat(habits("fine\nWho acts: whoever runs the caller")).isNotEmpty();
  }
}
