package dev.rolecall.message;

import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.Change;

/// What somebody changed, and when, seen from the denial.
record ChangeSentence(Explanation explanation) {

  RichSentence of(Change change) {
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
