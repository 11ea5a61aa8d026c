package dev.rolecall.explanation.wording.answer;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.diagnosis.evaluation.CompanionActions;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What could not be seen and matters for the answer: it would settle the question, or the changes
/// depend on it.
public record NotChecked(Explanation explanation) {

  private static final int MOST = 5;
  private static final int MOST_IN_SHORT = 3;

  /// Each fact once. Whether session tags or a source identity were sent matters only where that is
  /// a cause, or may be one.
  public List<Gap> gaps() {
    Map<GapFact, Gap> gaps = new LinkedHashMap<>();
    for (var fix : explanation.fixes()) {
      fix.conditions().forEach(gap -> gaps.putIfAbsent(gap.fact(), gap));
    }
    if (explanation.diagnosis().confidence() != Confidence.CERTAIN
        && !explanation.diagnosis().cause().code().is(CauseCode.Trait.PASSING)) {
      explanation.diagnosis().gaps().forEach(gap -> gaps.putIfAbsent(gap.fact(), gap));
    }
    List<GapFact> irrelevant = new ArrayList<>();
    if (!explanation.denial().isHypothetical()) {
      irrelevant(CompanionActions.TAG_SESSION, CauseCode.TAG_SESSION_NOT_ALLOWED)
          .ifPresent(irrelevant::add);
      irrelevant(CompanionActions.SET_SOURCE_IDENTITY, CauseCode.SOURCE_IDENTITY_NOT_ALLOWED)
          .ifPresent(irrelevant::add);
    }
    return gaps.values().stream().filter(gap -> !irrelevant.contains(gap.fact())).toList();
  }

  private Optional<GapFact> irrelevant(String action, CauseCode code) {
    Stream<Cause> possible =
        explanation.diagnosis().confidence() == Confidence.UNDETERMINED
            ? explanation.diagnosis().possible().stream().flatMap(List::stream)
            : Stream.empty();
    return Stream.concat(explanation.diagnosis().causes().stream(), possible)
            .anyMatch(cause -> cause.code() == code)
        ? Optional.empty()
        : Optional.of(CompanionActions.gap(action, explanation.denial().caller()).fact());
  }

  /// The facts, and how to check each where the answer depends on it.
  public List<Block> blocks() {
    return explanation.diagnosis().confidence() == Confidence.CERTAIN ? facts() : steps(MOST);
  }

  /// The same for a short answer: how to check it is shown only where there is no change to make.
  public List<Block> inShort() {
    return explanation.diagnosis().confidence() == Confidence.CERTAIN
            || !explanation.fixes().isEmpty()
        ? facts()
        : steps(MOST_IN_SHORT);
  }

  private List<Block> facts() {
    List<RichSentence> facts = gaps().stream().map(gap -> ticked(GapSentence.fact(gap))).toList();
    return facts.isEmpty()
        ? List.of()
        : List.of(
            new Block.Paragraph(
                "Not checked: {}.",
                RichSentence.join(
                    RichSentence.first(MOST_IN_SHORT, facts, "%d more"), "; ", "; ")));
  }

  private List<Block> steps(int most) {
    List<Gap> gaps = gaps();
    List<Gap> together =
        gaps.stream().filter(gap -> gap.learnBy() instanceof GapRemedy.ReadEvaluation).toList();
    List<RichSentence> steps = new ArrayList<>();
    if (!together.isEmpty()) {
      steps.add(together(together));
    }
    gaps.stream().filter(gap -> !together.contains(gap)).map(NotChecked::step).forEach(steps::add);
    return Block.announced(
        gaps.stream().allMatch(NotChecked::isOption)
            ? "Add to the command what the call sends:"
            : "Not checked, and how to check it:",
        RichSentence.first(most, steps, "and %d more"));
  }

  /// Whether the gap is closed by an option of the command.
  private static boolean isOption(Gap gap) {
    return GapSentence.learnBy(gap).startsWith("--");
  }

  /// One step for all that AWS's own evaluation shows.
  private static RichSentence together(List<Gap> gaps) {
    return say(
        "{}: {}",
        RichSentence.join(
            gaps.stream().map(gap -> ticked(GapSentence.fact(gap))).toList(), ", ", " and "),
        ticked(GapSentence.learnBy(gaps.getFirst())));
  }

  private static RichSentence step(Gap gap) {
    GapSentence sentence = GapSentence.of(gap);
    return say(
        "{} ({}): {}",
        ticked(sentence.fact()),
        ticked(sentence.why()),
        gap.learnBy() instanceof GapRemedy.Command || isOption(gap)
            ? sentence.learnBy()
            : ticked(sentence.learnBy()));
  }
}
