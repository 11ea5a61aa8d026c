package dev.rolecall.explanation.wording;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.TimeFormat;

/// What somebody changed, and when, seen from the denial.
public record ChangeSentence(Explanation explanation) {

  public RichSentence of(Change change) {
    String when =
        explanation
            .denial()
            .time()
            .map(denied -> TimeFormat.relative(change.time(), denied))
            .orElseGet(() -> TimeFormat.absolute(change.time()));
    return RichSentence.words(when + ", by ")
        .then(
            RichSentence.say(
                "{}: {} ({}, ", change.by(), RichSentence.ticked(change.what()), change.event()))
        .then(TimeFormat.absolute(change.time()) + ")")
        .capital();
  }
}
