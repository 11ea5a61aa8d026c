package dev.rolecall.message;

import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.Change;

/// What somebody changed, and when, seen from the denial.
record ChangeSentence(Explanation explanation) {

  Prose of(Change change) {
    String when =
        explanation
            .denial()
            .time()
            .map(denied -> Moment.relative(change.time(), denied))
            .orElseGet(() -> Moment.absolute(change.time()));
    return Prose.words(when + ", by ")
        .then(Prose.say("{}: {} ({}, ", change.by(), Prose.ticked(change.what()), change.event()))
        .then(Moment.absolute(change.time()) + ")")
        .capital();
  }
}
