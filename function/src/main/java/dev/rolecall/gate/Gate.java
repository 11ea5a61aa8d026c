package dev.rolecall.gate;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.Comparison;
import dev.rolecall.diagnosis.Diagnosis.Verdict;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
/// Something in the proposal that may matter to the call and is not followed makes it
/// `UNDETERMINED`, whatever else is known. Without a proposal nothing is `UNCHANGED`.
public final class Gate {

  private final Optional<Proposal> proposal;
  private final Instant time;

  /// @param proposal empty when what was read is judged as it is
  /// @param time of the calls
  public Gate(Optional<Proposal> proposal, Instant time) {
    this.proposal = proposal;
    this.time = time;
  }

  /// Judges one pair.
  ///
  /// @param evidence about a call
  public Judgement judge(Pair pair, Function<Denial, Evidence> evidence) {
    Denial call = pair.call(time);
    Evidence now = evidence.apply(call);
    Evidence then = proposal.map(changes -> changes.over(now)).orElse(now);
    Explanation proposed = new Explainer(then).check(call);
    Optional<String> end = proposal.flatMap(changes -> changes.end(call));
    List<Gap> doubts = proposal.map(changes -> changes.doubts(call)).orElse(List.of());
    Expected expected = Expected.of(pair.expect());
    if (end.isPresent()) {
      Outcome outcome = expected.good() == Verdict.DENIED ? Outcome.HOLDS : Outcome.BREAKS;
      return new Judgement(pair, outcome, Optional.empty(), proposed, end, List.of());
    }
    Verdict verdict = proposed.diagnosis().verdict();
    if (doubts.isEmpty() && verdict == expected.good()) {
      return new Judgement(pair, Outcome.HOLDS, Optional.empty(), proposed, end, doubts);
    }
    Verdict before =
        proposal.isEmpty() ? verdict : new Explainer(now).check(call).diagnosis().verdict();
    Outcome outcome =
        !doubts.isEmpty()
            ? Outcome.UNDETERMINED
            : verdict == expected.bad()
                ? before == expected.bad() ? expected.already() : expected.since()
                : proposal.isPresent()
                        && before != expected.bad()
                        && expected.isNoWorse(call, now, then)
                    ? Outcome.UNCHANGED
                    : Outcome.UNDETERMINED;
    return new Judgement(pair, outcome, Optional.of(before), proposed, end, doubts);
  }

  /// The two sides of what a pair expects.
  ///
  /// @param already the outcome when it is bad now and then
  /// @param since the outcome when only the proposal makes it bad
  private record Expected(Verdict good, Verdict bad, Outcome already, Outcome since) {

    static Expected of(Pair.Expectation expectation) {
      return switch (expectation) {
        case ALLOWED ->
            new Expected(Verdict.ALLOWED, Verdict.DENIED, Outcome.ALREADY_DENIED, Outcome.BREAKS);
        case DENIED ->
            new Expected(Verdict.DENIED, Verdict.ALLOWED, Outcome.ALREADY_ALLOWED, Outcome.OPENS);
      };
    }

    boolean isNoWorse(Denial call, Evidence now, Evidence then) {
      return good == Verdict.ALLOWED
          ? Comparison.isNoHarder(call, now, then)
          : Comparison.isNoHarder(call, then, now);
    }
  }
}
