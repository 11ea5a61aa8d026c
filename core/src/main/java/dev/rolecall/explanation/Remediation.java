package dev.rolecall.explanation;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.NearMissSentence;
import dev.rolecall.explanation.wording.answer.NextSteps;
import dev.rolecall.explanation.wording.answer.NotChecked;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What to do, and by whom.
///
/// @param documents how external IDs in policy documents are shown
record Remediation(
    Explanation explanation, CauseSentence causes, Masking masking, Masking documents) {

  private static final int MOST_CANDIDATES = 5;

  /// How the ARN that was asked for is wrong by itself, which the cause says.
  private static final Set<NearMiss.Kind> SAID_BEFORE =
      EnumSet.of(
          NearMiss.Kind.NAMES_SESSION, NearMiss.Kind.NOT_A_ROLE_ARN, NearMiss.Kind.OTHER_PARTITION);

  List<Block> blocks(boolean terraform) {
    List<Block> blocks = new ArrayList<>(changes(terraform));
    blocks.addAll(new NotChecked(explanation).blocks());
    return blocks;
  }

  /// What to do, without what was not checked.
  List<Block> changes(boolean terraform) {
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(Block.bullets(new NextSteps(explanation, causes).others()));
    if (!explanation.fixes().isEmpty()) {
      blocks.addAll(fixes(terraform));
    }
    blocks.addAll(Block.announced("Similar roles that exist:", suggestions()));
    blocks.addAll(
        Block.announced("Roles of the account that trust the caller's provider:", candidates()));
    return blocks;
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
}
