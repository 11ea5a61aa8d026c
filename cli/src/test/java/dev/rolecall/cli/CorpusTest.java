package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.explanation.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The command explains every story of the corpus as its golden files say. Where a message differs,
/// the new one is written beside the golden (`message.txt.new`): read it, and rename it when it is
/// better.
class CorpusTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  private static String explain(Path story, String... options) {
    String[] command =
        Stream.concat(Stream.of("explain", story.toString()), Arrays.stream(options))
            .toArray(String[]::new);
    CommandLineRun run = CommandLineRun.of(command);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isIn(ExitStatus.OK, ExitStatus.UNDETERMINED);
    return run.out();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theMessageIsTheGoldenOne(Path story) throws IOException {
    Corpus.isGolden(story.resolve("message.txt"), explain(story));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theMessageWithAllDetailsIsTheGoldenOne(Path story) throws IOException {
    Corpus.isGolden(story.resolve("message-verbose.txt"), explain(story, "--verbose"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theExplanationIsTheGoldenOneOnOneLine(Path story) throws IOException {
    String golden = Files.readString(story.resolve("explanation.json"));
    List<String> lines = explain(story, "--format", "json").lines().toList();
    assertThat(lines).hasSize(1);
    assertThat(JSON.readTree(lines.getFirst())).isEqualTo(JSON.readTree(golden));
  }
}
