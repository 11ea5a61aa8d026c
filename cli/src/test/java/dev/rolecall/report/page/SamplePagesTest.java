package dev.rolecall.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.Corpus;
import dev.rolecall.explanation.document.WritingOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Writes the pages that the tests in the browser open (`src/test/page`).
@Slow
class SamplePagesTest {

  private static final Path PAGES = Path.of("target", "pages");

  private static List<Explanation> stories;

  @BeforeAll
  static void explain() throws IOException {
    stories = Corpus.explanations();
    Files.createDirectories(PAGES);
  }

  private static long size(Sample sample, String name) throws IOException {
    Path page = PAGES.resolve(name);
    try (OutputStream out = Files.newOutputStream(page)) {
      ReportPage.write(sample.report().explainedBy(sample.explain()), WritingOptions.plain(), out);
    }
    return Files.size(page);
  }

  @Test
  void aSmallReportIsHardlyLargerThanItsCharts() throws IOException {
    assertThat(size(Sample.small(stories), "small.html")).isBetween(400_000L, 600_000L);
    assertThat(size(Sample.small(List.of()), "empty.html")).isBetween(250_000L, 400_000L);
  }

  @Test
  void tenThousandIncidentsAreLessThanFiveMegabytes() throws IOException {
    assertThat(size(Sample.large(stories, 10_000), "large.html")).isBetween(2_000_000L, 5_000_000L);
  }

  @Test
  void whatStrangersWriteTakesRoomButNoMore() throws IOException {
    assertThat(size(Sample.hostile(stories, new Payloads()), "hostile.html"))
        .isBetween(400_000L, 800_000L);
  }
}
