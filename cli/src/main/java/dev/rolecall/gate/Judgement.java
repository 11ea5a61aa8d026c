package dev.rolecall.gate;

import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.wording.VerdictWords;
import java.util.List;
import java.util.Optional;

/// What became of one pair.
///
/// @param now the verdict without the proposal; empty when it did not have to be asked for
/// @param then the call, explained with the proposal applied
/// @param end why the call cannot be made any more, whatever policies say
/// @param doubts changes of the proposal that may matter and are not followed
public record Judgement(
    AccessPair pair,
    Outcome outcome,
    Optional<Diagnosis.Verdict> now,
    Explanation then,
    Optional<String> end,
    List<Gap> doubts) {

  public Judgement {
    doubts = List.copyOf(doubts);
  }

  /// What is missing for an answer.
  public List<Gap> open() {
    return doubts.isEmpty() ? then.diagnosis().gaps() : doubts;
  }

  /// What became of it, in one line: `would be denied: CALLER -> ROLE`.
  public String title() {
    return VisibleText.line(VerdictWords.title(outcome.words(), pair.caller(), pair.role()));
  }
}
