package dev.rolecall.gate;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.Exposure;
import dev.rolecall.diagnosis.evaluation.StateComparison;
import dev.rolecall.diagnosis.result.Diagnosis.Verdict;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.proposal.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Judges pairs by what was read and by what is proposed.
///
/// | expected | proposed | now | outcome |
/// |---|---|---|---|
/// | allowed | the caller is gone | | `BREAKS` |
/// | allowed | allowed | | `HOLDS` |
/// | allowed | denied | denied | `ALREADY_DENIED` |
/// | allowed | denied | allowed, undetermined | `BREAKS` |
/// | allowed | undetermined, no harder than now | allowed, undetermined | `UNCHANGED` |
/// | allowed | undetermined | any | `UNDETERMINED` |
/// | denied | the caller is gone | | `HOLDS` |
/// | denied | denied | | `HOLDS` |
/// | denied | allowed | allowed | `ALREADY_ALLOWED` |
/// | denied | allowed | denied, undetermined | `OPENS` |
/// | denied | undetermined, no easier than now | denied, undetermined | `UNCHANGED` |
/// | denied | undetermined | any | `UNDETERMINED` |
///
/// A caller that is expected to be denied counts as allowed, too, when it comes from another
/// account and what could not be read is that account's own policies.
///
/// Something in the proposal that may matter to the call and is not followed makes it
/// `UNDETERMINED`, whatever else is known. Without a proposal nothing is `UNCHANGED`.
///
/// @param proposal empty when what was read is judged as it is
/// @param time of the calls
public record Gate(Optional<Proposal> proposal, Instant time) {

  /// Judges one pair.
  ///
  /// @param evidence about a call
  public Judgement judge(AccessPair accessPair, Function<Denial, Evidence> evidence) {
    Denial call = accessPair.call(time);
    Evidence now = evidence.apply(call);
    Evidence then = proposal.map(changes -> changes.applyTo(now)).orElse(now);
    Explanation proposed = new Explainer(then).check(call);
    Optional<String> end = proposal.flatMap(changes -> changes.end(call));
    List<Gap> doubts = proposal.map(changes -> changes.doubts(call, then)).orElse(List.of());
    Expected expected = Expected.of(accessPair.expect());
    if (end.isPresent()) {
      Outcome outcome = expected.good() == Verdict.DENIED ? Outcome.HOLDS : Outcome.BREAKS;
      return new Judgement(accessPair, outcome, Optional.empty(), proposed, end, List.of());
    }
    Verdict verdict = expected.verdict(call, then, proposed);
    if (doubts.isEmpty() && verdict == expected.good()) {
      return new Judgement(accessPair, Outcome.HOLDS, Optional.empty(), proposed, end, doubts);
    }
    Verdict before =
        proposal.isEmpty() ? verdict : expected.verdict(call, now, new Explainer(now).check(call));
    Outcome outcome =
        doubts.isEmpty()
            ? outcome(expected, before, verdict, () -> expected.isNoWorse(call, now, then))
            : Outcome.UNDETERMINED;
    return new Judgement(accessPair, outcome, Optional.of(before), proposed, end, doubts);
  }

  private Outcome outcome(
      Expected expected, Verdict before, Verdict verdict, BooleanSupplier noWorse) {
    if (verdict == expected.bad()) {
      return before == expected.bad() ? expected.already() : expected.since();
    }
    return proposal.isPresent() && before != expected.bad() && noWorse.getAsBoolean()
        ? Outcome.UNCHANGED
        : Outcome.UNDETERMINED;
  }

  /// The two sides of what a pair expects.
  ///
  /// @param already the outcome when it is bad now and then
  /// @param since the outcome when only the proposal makes it bad
  private record Expected(Verdict good, Verdict bad, Outcome already, Outcome since) {

    static Expected of(AccessPair.Expectation expectation) {
      return switch (expectation) {
        case ALLOWED ->
            new Expected(Verdict.ALLOWED, Verdict.DENIED, Outcome.ALREADY_DENIED, Outcome.BREAKS);
        case DENIED ->
            new Expected(Verdict.DENIED, Verdict.ALLOWED, Outcome.ALREADY_ALLOWED, Outcome.OPENS);
      };
    }

    /// Who must stay outside is let in already when only its own account is left to decide.
    Verdict verdict(Denial call, Evidence evidence, Explanation explanation) {
      Verdict verdict = explanation.diagnosis().verdict();
      return verdict == Verdict.UNDETERMINED
              && good == Verdict.DENIED
              && Exposure.isUpToCaller(call, evidence)
          ? Verdict.ALLOWED
          : verdict;
    }

    boolean isNoWorse(Denial call, Evidence now, Evidence then) {
      return good == Verdict.ALLOWED
          ? StateComparison.isNoHarder(call, now, then)
          : StateComparison.isNoHarder(call, then, now);
    }
  }
}
