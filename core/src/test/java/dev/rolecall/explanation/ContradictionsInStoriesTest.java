package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.Contradictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No answer of the corpus contradicts itself.
class ContradictionsInStoriesTest {

  static List<Path> stories() throws IOException {
    return Corpus.stories();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void noStoryContradictsItself(Path story) throws IOException {
    assertThat(Contradictions.in(Corpus.explained(story))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void whereNothingWasReadNothingIsLeftByIt(Path story) throws IOException {
    String message = Files.readString(story.resolve("message-verbose.txt"));
    if (message.contains("Checked: nothing")) {
      assertThat(message.replaceAll("\\s+", " "))
          .doesNotContain("explanation left", "confirmed against the policy");
    }
  }
}
