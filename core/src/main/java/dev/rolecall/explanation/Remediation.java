package dev.rolecall.explanation;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.NearMissSentence;
import dev.rolecall.explanation.wording.RemediationSentence;
import dev.rolecall.explanation.wording.SetupSentence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What to do, and by whom.
///
/// @param documents how external IDs in policy documents are shown
record Remediation(
    Explanation explanation, CauseSentence causes, Masking masking, Masking documents) {

  private static final int MOST_OPEN = 5;
  private static final int MOST_CANDIDATES = 5;

  /// How the ARN that was asked for is wrong by itself, which the cause says.
  private static final Set<NearMiss.Kind> SAID_BEFORE =
      EnumSet.of(
          NearMiss.Kind.NAMES_SESSION, NearMiss.Kind.NOT_A_ROLE_ARN, NearMiss.Kind.OTHER_PARTITION);

  List<Block> blocks(boolean terraform) {
    RemediationSentence sentence = new RemediationSentence(explanation, causes);
    List<Block> blocks = new ArrayList<>();
    sentence.stranger().map(Block.Paragraph::new).ifPresent(blocks::add);
    if (explanation.diagnosis().awsDisagrees()) {
      blocks.add(
          new Block.Paragraph(
              "First read the policies again: AWS judged by other ones than were read here, or its"
                  + " message means something else."));
    }
    new SetupSentence(explanation).sentence().map(Block.Paragraph::new).ifPresent(blocks::add);
    if (!explanation.fixes().isEmpty()) {
      blocks.addAll(fixes(terraform));
    } else if (!isOpenCheck() && explanation.setup().filter(CallerSetup::isEnough).isEmpty()) {
      blocks.add(actions(sentence));
    }
    blocks.addAll(Block.announced("Was one of these meant?", suggestions()));
    blocks.addAll(
        Block.announced("Roles of the account that trust the caller's provider:", candidates()));
    blocks.addAll(open());
    return blocks;
  }

  /// Where nothing is known to deny a call that has not been made, there is nothing to change yet.
  private boolean isOpenCheck() {
    return explanation.denial().isHypothetical() && explanation.diagnosis().allowed().isUnknown();
  }

  private Block actions(RemediationSentence sentence) {
    List<RichSentence> actions =
        explanation.diagnosis().causes().stream().map(sentence::action).distinct().toList();
    return actions.size() == 1
        ? new Block.Paragraph(actions.getFirst())
        : new Block.Bullets(actions);
  }

  private List<Block> fixes(boolean terraform) {
    List<Block> blocks = new ArrayList<>();
    int number = explanation.fixes().size();
    if (number > 1) {
      blocks.add(
          new Block.Paragraph(
              number + " changes are needed, all of them for the call to succeed."));
    }
    for (Fix fix : explanation.fixes()) {
      blocks.addAll(new FixBlocks(explanation, fix, masking, documents).blocks(terraform));
    }
    return blocks;
  }

  private List<RichSentence> suggestions() {
    return explanation.suggestions().stream()
        .map(
            suggestion ->
                SAID_BEFORE.contains(suggestion.how())
                    ? RichSentence.value(suggestion.role().toString())
                    : say(
                        "{}: {}", suggestion.role(), NearMissSentence.difference(suggestion.how())))
        .toList();
  }

  private List<RichSentence> candidates() {
    return RichSentence.first(
        MOST_CANDIDATES,
        explanation.candidates().stream()
            .map(candidate -> say("{}: {}", candidate.role(), refusal(candidate)))
            .toList(),
        "and %d more");
  }

  private RichSentence refusal(CandidateRole candidate) {
    return candidate.causes().isEmpty()
        ? words("nothing is known that would refuse this caller")
        : say("refuses this caller, because {}", causes.clause(candidate.causes().getFirst()));
  }

  /// What could not be seen and would settle the question, or must hold in addition to the changes.
  private List<Block> open() {
    List<Gap> gaps = gaps();
    if (gaps.isEmpty()) {
      return List.of();
    }
    if (explanation.diagnosis().confidence() == Confidence.CERTAIN) {
      List<RichSentence> facts = gaps.stream().map(gap -> ticked(GapSentence.fact(gap))).toList();
      return List.of(new Block.Paragraph("Still open: {}.", RichSentence.join(facts, "; ", "; ")));
    }
    return Block.announced(
        gaps.stream().allMatch(Remediation::isOption)
            ? "Add to the command what the call sends:"
            : "Still open, and how to learn it:",
        RichSentence.first(MOST_OPEN, gaps.stream().map(Remediation::gap).toList(), "and %d more"));
  }

  /// One for each fact.
  private List<Gap> gaps() {
    Map<GapFact, Gap> gaps = new LinkedHashMap<>();
    for (Fix fix : explanation.fixes()) {
      fix.conditions().forEach(gap -> gaps.putIfAbsent(gap.fact(), gap));
    }
    if (explanation.diagnosis().confidence() != Confidence.CERTAIN
        && !explanation.diagnosis().cause().code().is(CauseCode.Trait.PASSING)) {
      explanation.diagnosis().gaps().forEach(gap -> gaps.putIfAbsent(gap.fact(), gap));
    }
    return List.copyOf(gaps.values());
  }

  /// Whether the gap is closed by an option of the command.
  private static boolean isOption(Gap gap) {
    return GapSentence.learnBy(gap).startsWith("--");
  }

  /// A gap in a line or two.
  private static RichSentence gap(Gap gap) {
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
