package dev.rolecall.message;

import dev.rolecall.diagnosis.Cause;
import dev.rolecall.diagnosis.CauseCode;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.policy.Truth;

/// Who could not assume what, and why, in one sentence.
record Summary(Explanation explanation, CauseSentence causes) {

  /// What stands between caller and role.
  ///
  /// @param real whether the call was made, and refused
  static String verb(Explanation explanation, boolean real) {
    if (real) {
      return "could not assume";
    }
    Truth allowed = explanation.diagnosis().allowed();
    return allowed.isFalse()
        ? "may not assume"
        : allowed.isTrue() ? "may assume" : "may perhaps assume";
  }

  /// The whole sentence.
  Prose sentence(boolean real) {
    Prose call = new Names(explanation).call(verb(explanation, real)).capital();
    if (!real && explanation.diagnosis().allowed().isTrue()) {
      return call.then(".");
    }
    Cause cause = explanation.diagnosis().cause();
    int others = explanation.diagnosis().causes().size() - 1;
    String more =
        switch (others) {
          case 0 -> ".";
          case 1 -> "; one more thing stands in the way.";
          default -> "; " + others + " more things stand in the way.";
        };
    return call.then(
            switch (explanation.diagnosis().confidence()) {
              case CERTAIN -> " because ";
              case LIKELY -> ", most likely because ";
              case UNDETERMINED ->
                  cause.code() == CauseCode.UNDETERMINED ? "; " : ", perhaps because ";
            })
        .then(causes.clause(cause))
        .then(more);
  }

  /// The reason alone, as a sentence.
  Prose reason(Cause cause) {
    Prose clause = causes.clause(cause);
    return switch (explanation.diagnosis().confidence()) {
      case CERTAIN -> clause.sentence();
      case LIKELY -> Prose.words("Most likely ").then(clause).then(".");
      case UNDETERMINED ->
          cause.code() == CauseCode.UNDETERMINED
              ? clause.sentence()
              : Prose.words("Perhaps ").then(clause).then(".");
    };
  }
}
