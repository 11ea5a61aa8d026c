package dev.rolecall.gate;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.gate.proposal.Proposal;
import java.util.List;
import java.util.Optional;

/// One call that has not been made yet, evaluated by what was read and by what is proposed.
///
/// @param end why the call cannot be made any more once the proposal is applied, whatever policies
///   say
/// @param doubts changes of the proposal that may matter and are not followed
public record CheckedCall(Explanation explanation, Optional<String> end, List<Gap> doubts) {

  public CheckedCall {
    doubts = List.copyOf(doubts);
  }

  /// Evaluates `call`.
  ///
  /// @param evidence about the call, as it is now
  /// @param proposal empty when what was read is evaluated as it is
  public static CheckedCall of(Denial call, Evidence evidence, Optional<Proposal> proposal) {
    Evidence then = proposal.map(changes -> changes.applyTo(evidence)).orElse(evidence);
    return new CheckedCall(
        new Explainer(then).check(call),
        proposal.flatMap(changes -> changes.end(call)),
        proposal.map(changes -> changes.doubts(call, then)).orElse(List.of()));
  }

  /// The same, of policies of which some parts are not known. What denies the call whatever these
  /// parts are still does; anything else is not decided, and no change can be written.
  public CheckedCall knownInPart(Gap unknown) {
    return verdict() == Verdict.DENIED
        ? new CheckedCall(explanation.withoutFixes(), end, doubts)
        : new CheckedCall(explanation, end, List.of(unknown));
  }

  /// The same, of policies that are probably those of the role.
  public CheckedCall probably() {
    return new CheckedCall(explanation.atMostLikely(), end, doubts);
  }

  /// Whether the call would pass.
  public Verdict verdict() {
    if (end.isPresent()) {
      return Verdict.DENIED;
    }
    return doubts.isEmpty() ? explanation.diagnosis().verdict() : Verdict.UNDETERMINED;
  }
}
