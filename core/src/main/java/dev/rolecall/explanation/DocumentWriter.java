package dev.rolecall.explanation;

import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.explanation.terraform.TerraformFix;
import dev.rolecall.explanation.wording.Advice;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.ConfidenceText;
import dev.rolecall.explanation.wording.StepSentence;
import dev.rolecall.explanation.wording.Summary;
import java.util.ArrayList;
import java.util.List;

/// Writes an explanation as a letter.
public final class DocumentWriter {

  private static final int MOST_CHANGES = 5;

  private final Explanation explanation;
  private final WritingOptions writingOptions;
  private final Masking masking;
  private final Masking documents;
  private final CauseSentence causes;
  private final boolean real;

  private DocumentWriter(
      Explanation explanation,
      WritingOptions writingOptions,
      boolean wholeDocuments,
      boolean real) {
    this.explanation = explanation;
    this.writingOptions = writingOptions;
    this.masking = new Masking(writingOptions.showExternalIds());
    this.documents = new Masking(writingOptions.showExternalIds() || wholeDocuments);
    this.causes = new CauseSentence(explanation, masking);
    this.real = real;
  }

  /// The explanation of a denial.
  ///
  /// @param wholeDocuments quote the policy documents of a change whole, external ids and all: for
  ///   formats that only the reader's own eyes see
  public static Document write(
      Explanation explanation, WritingOptions writingOptions, boolean wholeDocuments) {
    return new DocumentWriter(explanation, writingOptions, wholeDocuments, true).letter();
  }

  /// The answer to whether a caller may assume a role.
  ///
  /// @param checked of a call that nobody made yet
  public static Document answer(
      Explanation checked, WritingOptions writingOptions, boolean wholeDocuments) {
    return new DocumentWriter(checked, writingOptions, wholeDocuments, false).letter();
  }

  private boolean allowed() {
    return !real && explanation.diagnosis().allowed().isTrue();
  }

  private Document letter() {
    List<Section> sections = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      List<Block> blocks = blocks(topic);
      if (!blocks.isEmpty()) {
        sections.add(new Section(topic, blocks));
      }
    }
    return new Document(
        new EntityNames(explanation).call(Summary.verb(explanation, real)).capital(),
        new Summary(explanation, causes).sentence(real),
        sections);
  }

  private List<Block> blocks(Topic topic) {
    boolean denied = !allowed();
    return switch (topic) {
      case CALL -> List.of(new Block.Facts(CallFacts.of(explanation)));
      case INCIDENT, ROLES, CAUSES, PAIRS, UNREAD -> List.of();
      case WHY -> denied ? why() : List.of();
      case SURENESS -> new ConfidenceText(explanation, causes).blocks(allowed());
      case TODO ->
          denied
              ? new Remediation(explanation, causes, masking, documents).blocks(terraform())
              : List.of();
      case TRY -> isStranger() ? List.of() : tryIt();
      case CHANGES -> changes();
      case CHECKLIST -> List.of(new Block.Checklist(checklist()));
      case REQUEST ->
          denied
              ? new OwnerRequest(explanation, causes, masking)
                  .message().stream().map(Block.class::cast).toList()
              : List.of();
      case ADVICE ->
          denied && !isStranger() ? bullets(new Advice(explanation).sentences()) : List.of();
      case LINKS -> links();
    };
  }

  /// A stranger's denial is nothing to work on.
  private boolean isStranger() {
    return explanation.diagnosis().caller() == Diagnosis.Familiarity.STRANGER;
  }

  private boolean terraform() {
    return writingOptions.terraform() || TerraformFix.isCaller(explanation.denial());
  }

  private List<Block> why() {
    List<Block> blocks = new ArrayList<>();
    List<Cause> all = explanation.diagnosis().causes();
    CharacterDiff characterDiff = new CharacterDiff(explanation);
    blocks.add(new Block.Paragraph(new Summary(explanation, causes).reason(all.getFirst())));
    characterDiff.of(all.getFirst()).ifPresent(blocks::add);
    if (all.size() > 1) {
      List<RichSentence> others =
          all.stream().skip(1).map(causes::clause).map(RichSentence::capital).distinct().toList();
      blocks.add(new Block.Paragraph(RichSentence.words("This stands in the way too:")));
      blocks.add(new Block.Bullets(others));
      all.stream().skip(1).flatMap(cause -> characterDiff.of(cause).stream()).forEach(blocks::add);
    }
    return blocks;
  }

  private List<Block> tryIt() {
    return TryCommands.of(explanation, masking)
        .map(
            instruction -> {
              List<Block> blocks = new ArrayList<>();
              instruction.note().ifPresent(note -> blocks.add(new Block.Paragraph(note)));
              blocks.add(new Block.Code("bash", String.join("\n", instruction.commands())));
              return List.copyOf(blocks);
            })
        .orElse(List.of());
  }

  private List<Block> changes() {
    ChangeSentence sentence = new ChangeSentence(explanation);
    List<RichSentence> changes =
        new ArrayList<>(
            explanation.changes().stream().limit(MOST_CHANGES).map(sentence::of).toList());
    int more = explanation.changes().size() - MOST_CHANGES;
    if (more > 0) {
      changes.add(RichSentence.words("and " + more + " before that"));
    }
    return bullets(changes);
  }

  private List<Block.Item> checklist() {
    StepSentence sentence = new StepSentence(explanation);
    return explanation.checklist().stream()
        .filter(checklistStep -> real || checklistStep.name() != ChecklistStep.Name.AWS_REASON)
        .map(
            checklistStep ->
                new Block.Item(
                    checklistStep.status(),
                    StepSentence.name(checklistStep.name()),
                    sentence.detail(checklistStep)))
        .toList();
  }

  private List<Block> links() {
    List<Block.Link> links = ConsoleLinks.of(explanation.denial());
    return links.isEmpty() ? List.of() : List.of(new Block.Links(links));
  }

  private static List<Block> bullets(List<RichSentence> items) {
    return items.isEmpty() ? List.of() : List.of(new Block.Bullets(items));
  }
}
