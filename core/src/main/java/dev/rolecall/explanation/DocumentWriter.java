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
import dev.rolecall.explanation.document.Instruction;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.terraform.TerraformFix;
import dev.rolecall.explanation.wording.Advice;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.ConfidenceText;
import dev.rolecall.explanation.wording.NextSteps;
import dev.rolecall.explanation.wording.StepSentence;
import dev.rolecall.explanation.wording.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes an explanation as a document.
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
  /// @param checked of a call that has not been made
  public static Document answer(
      Explanation checked, WritingOptions writingOptions, boolean wholeDocuments) {
    return new DocumentWriter(checked, writingOptions, wholeDocuments, false).letter();
  }

  private boolean denied() {
    return real || !explanation.diagnosis().allowed().isTrue();
  }

  private Document letter() {
    Summary summary = new Summary(explanation, causes);
    return new Document(
        summary.headline(real),
        summary.cause(real),
        denied() ? new NextSteps(explanation, causes).first() : RichSentence.NOTHING,
        summary.sentence(real),
        Arrays.stream(Topic.values()).map(topic -> new Section(topic, blocks(topic))).toList());
  }

  private List<Block> blocks(Topic topic) {
    boolean denied = denied();
    boolean known = explanation.diagnosis().caller() == Diagnosis.Familiarity.KNOWN;
    return switch (topic) {
      case CALL -> List.of(new Block.Facts(CallFacts.of(explanation)));
      case INCIDENT, ROLES, CAUSES, PAIRS, UNREAD -> List.of();
      case WHY -> denied ? why() : List.of();
      case SURENESS -> new ConfidenceText(explanation, causes).blocks(!denied);
      case TODO ->
          denied
              ? new Remediation(explanation, causes, masking, documents).blocks(terraform())
              : List.of();
      case TRY ->
          known
              ? TryCommands.of(explanation, masking).map(Instruction::blocks).orElse(List.of())
              : List.of();
      case CHANGES -> changes();
      case CHECKLIST -> List.of(new Block.Checklist(checklist()));
      case REQUEST -> denied ? new OwnerRequest(explanation, causes, masking).blocks() : List.of();
      case ADVICE ->
          denied && known ? Block.bullets(new Advice(explanation).sentences()) : List.of();
      case LINKS -> Block.links(ConsoleLinks.of(explanation.denial()));
    };
  }

  private boolean terraform() {
    return writingOptions.terraform() || TerraformFix.isCaller(explanation.denial());
  }

  private List<Block> why() {
    List<Cause> all = explanation.diagnosis().causes();
    CharacterDiff characterDiff = new CharacterDiff(explanation);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(new Summary(explanation, causes).reason(all.getFirst())));
    characterDiff.of(all.getFirst()).ifPresent(blocks::add);
    if (all.size() > 1) {
      List<Cause> others = all.subList(1, all.size());
      blocks.add(new Block.Paragraph("This stands in the way too:"));
      blocks.add(
          new Block.Bullets(
              others.stream().map(causes::clause).map(RichSentence::capital).distinct().toList()));
      others.forEach(cause -> characterDiff.of(cause).ifPresent(blocks::add));
    }
    return blocks;
  }

  private List<Block> changes() {
    ChangeSentence sentence = new ChangeSentence(explanation);
    return Block.bullets(
        RichSentence.first(
            MOST_CHANGES,
            explanation.changes().stream().map(sentence::of).toList(),
            "and %d before that"));
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
}
