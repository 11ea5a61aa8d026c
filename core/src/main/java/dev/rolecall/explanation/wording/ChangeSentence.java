package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.TimeFormat;

/// What was changed, by which principal, and when in relation to the denial.
public record ChangeSentence(Explanation explanation) {

  public RichSentence of(Change change) {
    String when =
        explanation
            .denial()
            .time()
            .map(denied -> TimeFormat.relative(change.time(), denied))
            .orElseGet(() -> TimeFormat.absolute(change.time()));
    return say(
            when + ", by {}: {} ({}, {}",
            change.by(),
            ticked(change.what()),
            change.event(),
            words(TimeFormat.absolute(change.time()) + ")"))
        .capital();
  }
}
