package dev.rolecall.explanation;

import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.terraform.TerraformFix;
import dev.rolecall.explanation.wording.Advice;
import dev.rolecall.explanation.wording.AttemptSentence;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.ConfidenceText;
import dev.rolecall.explanation.wording.StepSentence;
import dev.rolecall.explanation.wording.Summary;
import dev.rolecall.explanation.wording.answer.CallFacts;
import dev.rolecall.explanation.wording.answer.Lead;
import dev.rolecall.explanation.wording.answer.NotChecked;
import dev.rolecall.explanation.wording.answer.OwnerRequest;
import dev.rolecall.explanation.wording.answer.ShortAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes an explanation as a document.
public final class DocumentWriter {

  private static final int MOST_CHANGES = 5;

  /// As long as the longest name of a role.
  private static final int LONGEST_NAME = 64;

  private static final int LONGEST_SHOWN_BELOW = 40;

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

  /// The lead of an explanation or answer, the fix, and what else matters for it.
  ///
  /// @param real whether the call was made, and denied
  public static Document inShort(
      Explanation explanation, WritingOptions writingOptions, boolean real) {
    return new DocumentWriter(explanation, writingOptions, true, real).shortLetter();
  }

  private Document shortLetter() {
    OwnerRequest request = new OwnerRequest(explanation, causes, masking);
    List<Block> todo = new ArrayList<>();
    List<Block> more = new ArrayList<>();
    ShortAnswer answer = new ShortAnswer(explanation, causes);
    if (denied()) {
      todo.addAll(remediation().changes());
      if (request.isUnread()) {
        todo.addAll(request.blocks());
      }
      answer.alsoBlocking().forEach(line -> more.add(new Block.Paragraph(line)));
      answer.ownEvaluation().ifPresent(line -> more.add(new Block.Paragraph(line)));
      more.addAll(new NotChecked(explanation).inShort());
    }
    boolean asks = denied() && !request.isUnread() && !request.blocks().isEmpty();
    more.add(new Block.Paragraph(answer.details(denied(), asks, writingOptions.ofCommand())));
    List<Block.Comparison> differences = denied() ? differences() : List.of();
    return lead()
        .withCause(cause -> cause.withValues(text -> shownBelow(text, differences)))
        .with(
            List.of(
                new Section(Topic.WHY, List.copyOf(differences)),
                new Section(Topic.TODO, todo),
                new Section(Topic.SURENESS, more)));
  }

  /// The document without its sections.
  private Document lead() {
    Lead lead = new Lead(explanation, causes, real);
    return new Document(
        lead.headline(),
        lead.cause(),
        lead.action(),
        new Summary(explanation, causes).sentence(real),
        List.of());
  }

  private Document letter() {
    List<Block> todo = denied() ? remediation().blocks() : List.of();
    return lead()
        .with(
            Arrays.stream(Topic.values())
                .map(topic -> new Section(topic, blocks(topic, todo)))
                .toList());
  }

  private Remediation remediation() {
    return new Remediation(explanation, causes, masking, documents, terraform());
  }

  /// @param todo what is said about what to do
  private List<Block> blocks(Topic topic, List<Block> todo) {
    boolean denied = denied();
    boolean known = explanation.diagnosis().caller() == Diagnosis.Familiarity.KNOWN;
    return switch (topic) {
      case CALL -> List.of(new Block.Facts(CallFacts.of(explanation)));
      case INCIDENT, ROLES, CAUSES, PAIRS, MEMBERS, UNREAD, ANSWER -> List.of();
      case WHY -> denied ? why() : List.of();
      case SURENESS -> new ConfidenceText(explanation, causes).blocks(!denied);
      case TODO -> todo;
      case TRY ->
          known
              ? TryCommands.of(explanation, masking)
                  .map(attempt -> attempt(attempt, todo))
                  .orElse(List.of())
              : List.of();
      case CHANGES -> changes();
      case CHECKLIST -> List.of(new Block.Checklist(checklist()));
      case REQUEST -> denied ? new OwnerRequest(explanation, causes, masking).blocks() : List.of();
      case ADVICE ->
          denied && known ? Block.bullets(new Advice(explanation).sentences()) : List.of();
      case LINKS ->
          Block.links(
              new ConsoleLinks(writingOptions.links())
                  .of(explanation.denial(), explanation.diagnosis().cause().code()));
    };
  }

  /// Where the call is the fix itself, it is there already.
  private List<Block> attempt(TryCommands.Attempt attempt, List<Block> todo) {
    Block call = new Block.Code("bash", attempt.call());
    return todo.contains(call)
        ? List.of()
        : List.of(
            new Block.Paragraph(new AttemptSentence(explanation, attempt).note()),
            new Block.Code("bash", attempt.chain()));
  }

  private boolean terraform() {
    return writingOptions.terraform() || TerraformFix.isCaller(explanation.denial());
  }

  private List<Block> why() {
    List<Block> blocks = new ArrayList<>(differences());
    blocks.addAll(
        Block.announced(
            ShortAnswer.alsoBlockingTitle(),
            new ShortAnswer(explanation, causes)
                .further().stream().map(RichSentence::capital).toList()));
    return blocks;
  }

  /// Without its middle what a difference shows whole.
  private static String shownBelow(String text, List<Block.Comparison> differences) {
    return text.length() > LONGEST_NAME
            && differences.stream().anyMatch(difference -> difference.shows(text))
        ? Truncation.middle(LONGEST_SHOWN_BELOW, text)
        : text;
  }

  private List<Block.Comparison> differences() {
    CharacterDiff characterDiff = new CharacterDiff(explanation);
    return ShortAnswer.causesInDetail(explanation)
        .flatMap(cause -> characterDiff.of(cause).stream())
        .distinct()
        .toList();
  }

  private List<Block> changes() {
    ChangeSentence sentence = new ChangeSentence(explanation);
    return Block.bullets(
        RichSentence.first(
            MOST_CHANGES,
            explanation.changes().stream().map(sentence::of).toList(),
            ShortAnswer.earlierChanges()));
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
