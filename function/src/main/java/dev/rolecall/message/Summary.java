package dev.rolecall.message;

import dev.rolecall.diagnosis.Cause;
import dev.rolecall.diagnosis.Confidence;
import dev.rolecall.diagnosis.Explanation;

/// Who could not assume what, and why, in one sentence.
record Summary(Explanation explanation, CauseSentence causes) {

  /// The whole sentence.
  Prose sentence(String verb) {
    Cause cause = explanation.diagnosis().cause();
    int others = explanation.diagnosis().causes().size() - 1;
    String more =
        switch (others) {
          case 0 -> ".";
          case 1 -> "; one more thing stands in the way.";
          default -> "; " + others + " more things stand in the way.";
        };
    return new Names(explanation)
        .call(verb)
        .capital()
        .then(
            switch (explanation.diagnosis().confidence()) {
              case CERTAIN -> " because ";
              case LIKELY -> ", most likely because ";
              case UNDETERMINED -> "; why is not decided: ";
            })
        .then(causes.clause(cause))
        .then(more);
  }

  /// The reason alone, as a sentence.
  Prose reason(Cause cause) {
    Prose clause = causes.clause(cause);
    return explanation.diagnosis().confidence() == Confidence.LIKELY
        ? Prose.words("Most likely ").then(clause).then(".")
        : clause.sentence();
  }
}
