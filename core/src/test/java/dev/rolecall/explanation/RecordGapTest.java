package dev.rolecall.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RecordGap;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordGapTest {

  private static final List<Gap> GAPS =
      Stream.concat(
              Arrays.stream(RecordGap.values()).map(RecordGap::gap),
              Arrays.stream(DocumentationGap.values()).map(DocumentationGap::gap))
          .toList();

  @Test
  void everythingThatARecordOrTheDocumentationDoesNotShowCanBeLearnt() {
    assertThat(GAPS)
        .hasSizeGreaterThan(40)
        .allSatisfy(gap -> assertThat(LearnBy.problem(gap)).as("%s", gap).isEmpty());
  }

  @Test
  void noTwoOfThemSoundAlike() {
    assertThat(GAPS).extracting(GapSentence::fact).doesNotHaveDuplicates();
  }
}
