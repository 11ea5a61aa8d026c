package dev.rolecall.explanation;

import dev.rolecall.denial.Gap;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.CandidateRole;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.diagnosis.result.NearMiss;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.NearMissSentence;
import dev.rolecall.explanation.wording.RemediationSentence;
import dev.rolecall.explanation.wording.SetupSentence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What to do, and by whom.
final class Remediation {

  private static final int MOST_OPEN = 5;
  private static final int MOST_CANDIDATES = 5;

  /// How the ARN that was asked for is wrong by itself, which the cause says.
  private static final Set<NearMiss.Kind> SAID_BEFORE =
      EnumSet.of(
          NearMiss.Kind.NAMES_SESSION, NearMiss.Kind.NOT_A_ROLE_ARN, NearMiss.Kind.OTHER_PARTITION);

  private final Explanation explanation;
  private final CauseSentence causes;
  private final Masking masking;
  private final Masking documents;

  Remediation(Explanation explanation, CauseSentence causes, Masking masking, Masking documents) {
    this.explanation = explanation;
    this.causes = causes;
    this.masking = masking;
    this.documents = documents;
  }

  List<Block> blocks(boolean terraform) {
    RemediationSentence sentence = new RemediationSentence(explanation, causes);
    List<Block> blocks = new ArrayList<>();
    sentence.stranger().map(Block.Paragraph::new).ifPresent(blocks::add);
    if (explanation.diagnosis().awsDisagrees()) {
      blocks.add(
          new Block.Paragraph(
              RichSentence.words(
                  "First read the policies again: AWS judged by other ones than were read here, or"
                      + " its message means something else.")));
    }
    new SetupSentence(explanation).sentence().map(Block.Paragraph::new).ifPresent(blocks::add);
    if (!explanation.fixes().isEmpty()) {
      blocks.addAll(fixes(terraform));
    } else if (!isOpenCheck() && explanation.setup().filter(CallerSetup::isEnough).isEmpty()) {
      blocks.addAll(actions(sentence));
    }
    blocks.addAll(suggestions());
    blocks.addAll(candidates());
    blocks.addAll(open());
    return blocks;
  }

  /// Where nothing is known to deny a call that nobody made, there is nothing to change yet.
  private boolean isOpenCheck() {
    return explanation.denial().isHypothetical() && explanation.diagnosis().allowed().isUnknown();
  }

  private List<Block> actions(RemediationSentence sentence) {
    List<RichSentence> actions =
        explanation.diagnosis().causes().stream().map(sentence::action).distinct().toList();
    return actions.size() == 1
        ? List.of(new Block.Paragraph(actions.getFirst()))
        : List.of(new Block.Bullets(actions));
  }

  private List<Block> fixes(boolean terraform) {
    List<Block> blocks = new ArrayList<>();
    int number = explanation.fixes().size();
    if (number > 1) {
      blocks.add(
          new Block.Paragraph(
              RichSentence.words(
                  number + " changes are needed, all of them for the call to succeed.")));
    }
    for (Fix fix : explanation.fixes()) {
      blocks.addAll(new FixBlocks(explanation, fix, masking, documents).blocks(terraform));
    }
    return blocks;
  }

  private List<Block> suggestions() {
    if (explanation.suggestions().isEmpty()) {
      return List.of();
    }
    List<RichSentence> roles =
        explanation.suggestions().stream().map(Remediation::suggestion).toList();
    return List.of(
        new Block.Paragraph(RichSentence.words("Was one of these meant?")),
        new Block.Bullets(roles));
  }

  private static RichSentence suggestion(RoleSuggestion suggestion) {
    return SAID_BEFORE.contains(suggestion.how())
        ? RichSentence.value(suggestion.role().toString())
        : RichSentence.say(
            "{}: {}", suggestion.role(), NearMissSentence.difference(suggestion.how()));
  }

  private List<Block> candidates() {
    List<CandidateRole> candidates = explanation.candidates();
    if (candidates.isEmpty()) {
      return List.of();
    }
    List<RichSentence> roles = new ArrayList<>();
    for (CandidateRole candidateRole :
        candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()))) {
      roles.add(candidate(candidateRole));
    }
    if (candidates.size() > MOST_CANDIDATES) {
      roles.add(RichSentence.words("and " + (candidates.size() - MOST_CANDIDATES) + " more"));
    }
    return List.of(
        new Block.Paragraph(
            RichSentence.words("Roles of the account that trust the caller's provider:")),
        new Block.Bullets(roles));
  }

  private RichSentence candidate(CandidateRole candidateRole) {
    RichSentence role = RichSentence.say("{}: ", candidateRole.role());
    return candidateRole.causes().isEmpty()
        ? role.then("nothing is known that would refuse this caller")
        : role.then("refuses this caller, because ")
            .then(causes.clause(candidateRole.causes().getFirst()));
  }

  /// What could not be seen and would settle the question, or has to hold besides the changes.
  private List<Block> open() {
    List<Gap> gaps = gaps();
    if (gaps.isEmpty()) {
      return List.of();
    }
    if (explanation.diagnosis().confidence() == Confidence.CERTAIN) {
      List<RichSentence> facts = gaps.stream().map(gap -> RichSentence.ticked(gap.fact())).toList();
      return List.of(
          new Block.Paragraph(
              RichSentence.say("Still open: {}.", RichSentence.join(facts, "; ", "; "))));
    }
    List<RichSentence> open =
        new ArrayList<>(gaps.stream().limit(MOST_OPEN).map(Remediation::gap).toList());
    if (gaps.size() > MOST_OPEN) {
      open.add(RichSentence.words("and " + (gaps.size() - MOST_OPEN) + " more"));
    }
    boolean toSay = gaps.stream().allMatch(Remediation::isOption);
    return List.of(
        new Block.Paragraph(
            RichSentence.words(
                toSay
                    ? "Add to the command what the call sends:"
                    : "Still open, and how to learn it:")),
        new Block.Bullets(open));
  }

  /// One for each fact.
  private List<Gap> gaps() {
    Map<String, Gap> gaps = new LinkedHashMap<>();
    for (Fix fix : explanation.fixes()) {
      fix.conditions().forEach(gap -> gaps.putIfAbsent(gap.fact(), gap));
    }
    if (explanation.diagnosis().confidence() != Confidence.CERTAIN && !passesByItself()) {
      explanation.diagnosis().gaps().forEach(gap -> gaps.putIfAbsent(gap.fact(), gap));
    }
    return List.copyOf(gaps.values());
  }

  private boolean passesByItself() {
    return explanation.diagnosis().cause().code().is(CauseCode.Trait.PASSING);
  }

  /// Whether the gap is closed by an option of the command.
  private static boolean isOption(Gap gap) {
    return gap.learnBy().startsWith("--");
  }

  /// A gap in a line or two.
  static RichSentence gap(Gap gap) {
    RichSentence learn =
        gap.learnBy().startsWith("aws ") || isOption(gap)
            ? RichSentence.value(gap.learnBy())
            : RichSentence.ticked(gap.learnBy());
    return RichSentence.ticked(gap.fact())
        .then(" (")
        .then(RichSentence.ticked(gap.why()))
        .then("): ")
        .then(learn);
  }
}
