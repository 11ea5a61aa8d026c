package dev.rolecall.infra;

import static dev.rolecall.infra.Templates.EVERYTHING;
import static dev.rolecall.infra.Templates.MINIMAL;

import org.junit.jupiter.api.Test;

class MonitorStackTest {

  @Test
  void isWhatWasReviewedWithoutAnySetting() {
    Review.review(TemplateFacts.of(MINIMAL), "minimal.txt");
  }

  @Test
  void isWhatWasReviewedWithEverySetting() {
    Review.review(TemplateFacts.of(EVERYTHING), "everything.txt");
  }
}
