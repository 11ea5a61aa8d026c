package dev.rolecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pages use plain words: none of `words.grep`, which lists habits that read as translated. Names
/// of stories are names; the answers that pages quote are tested where they are made.
class DocumentationWordsTest {

  private static final Pattern STORY_NAME = Pattern.compile("[a-z]+(?:-[a-z0-9]+){2,}");

  static List<DocumentationPage> pages() {
    return DocumentationPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPageHasAnOldHabit(DocumentationPage page) throws IOException {
    List<Pattern> habits =
        Files.readAllLines(DocumentationPage.ROOT.resolve("core/src/test/resources/words.grep"))
            .stream()
            .map(Pattern::compile)
            .toList();
    assertThat(habits).hasSizeGreaterThan(10);
    assertThat(page.withoutStories().lines().map(line -> STORY_NAME.matcher(line).replaceAll("")))
        .noneMatch(line -> habits.stream().anyMatch(habit -> habit.matcher(line).find()));
  }
}
