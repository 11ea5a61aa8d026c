package dev.rolecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.Corpus;
import dev.rolecall.explanation.wording.CauseLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each cause has its page, with what Rolecall says about a story of it. Where that differs from
/// the story's `message.txt`, the page as it should be is written beside it (`CODE.md.new`).
class CausePagesTest {

  private static final Path FOLDER = DocumentationPage.ROOT.resolve("docs/causes");

  private static DocumentationPage page(CauseCode code) {
    return DocumentationPage.read(FOLDER.resolve(code + ".md"));
  }

  @ParameterizedTest
  @EnumSource
  void everyCauseHasItsPage(CauseCode code) {
    assertThat(page(code).text())
        .startsWith("# " + code + ": " + CauseLabel.of(code) + "\n")
        .containsSubsequence(
            "\n**Who can fix it:** ",
            "\n## What it looks like\n",
            "\n## Why\n",
            "\n## How to fix it\n",
            "\n## Similar causes\n",
            "\n## An example\n");
  }

  @ParameterizedTest
  @EnumSource
  void itsExampleIsWhatRolecallSays(CauseCode code) throws IOException {
    DocumentationPage page = page(code);
    String folder = code.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/";
    assertThat(page.stories())
        .hasSize(1)
        .allMatch(story -> story.name().startsWith(folder))
        .allMatch(story -> page.links().contains("../../events/" + story.name()));
    Corpus.isGolden(FOLDER.resolve(code + ".md"), page.withStories(CausePagesTest::message));
  }

  private static String message(String story) {
    try {
      return Files.readString(
              DocumentationPage.ROOT.resolve("events").resolve(story).resolve("message.txt"))
          .stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyPageIsACause() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
          .containsExactlyInAnyOrderElementsOf(files());
    }
  }

  @Test
  void theIndexAndTheReadmeListAll() {
    assertThat(DocumentationPage.read(FOLDER.resolve("README.md")).links()).containsAll(files());
    String readme = DocumentationPage.read(DocumentationPage.ROOT.resolve("README.md")).text();
    assertThat(CauseCode.values())
        .allSatisfy(
            code ->
                assertThat(readme)
                    .contains("[" + CauseLabel.of(code) + "](docs/causes/" + code + ".md)"));
  }

  private static List<String> files() {
    return Arrays.stream(CauseCode.values()).map(code -> code + ".md").toList();
  }
}
