package dev.rolecall.message;

import dev.rolecall.diagnosis.Cause;
import dev.rolecall.diagnosis.Diagnosis;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.diagnosis.Step;
import dev.rolecall.message.Letter.Section;
import dev.rolecall.message.Letter.Topic;
import java.util.ArrayList;
import java.util.List;

/// Writes an explanation as a letter.
public final class LetterWriter {

  private static final int MOST_CHANGES = 5;

  private final Explanation explanation;
  private final Options options;
  private final Masking masking;
  private final Masking documents;
  private final CauseSentence causes;
  private final boolean real;

  private LetterWriter(
      Explanation explanation, Options options, boolean wholeDocuments, boolean real) {
    this.explanation = explanation;
    this.options = options;
    this.masking = new Masking(options.showExternalIds());
    this.documents = new Masking(options.showExternalIds() || wholeDocuments);
    this.causes = new CauseSentence(explanation, masking);
    this.real = real;
  }

  /// The explanation of a denial.
  ///
  /// @param wholeDocuments quote the policy documents of a change whole, external ids and all: for
  ///   formats that only the reader's own eyes see
  public static Letter write(Explanation explanation, Options options, boolean wholeDocuments) {
    return new LetterWriter(explanation, options, wholeDocuments, true).letter();
  }

  /// The answer to whether a caller may assume a role.
  ///
  /// @param checked of a call that nobody made yet
  public static Letter answer(Explanation checked, Options options, boolean wholeDocuments) {
    return new LetterWriter(checked, options, wholeDocuments, false).letter();
  }

  private boolean allowed() {
    return !real && explanation.diagnosis().allowed().isTrue();
  }

  private Letter letter() {
    List<Section> sections = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      List<Block> blocks = blocks(topic);
      if (!blocks.isEmpty()) {
        sections.add(new Section(topic, blocks));
      }
    }
    return new Letter(
        new Names(explanation).call(Summary.verb(explanation, real)).capital(),
        new Summary(explanation, causes).sentence(real),
        sections);
  }

  private List<Block> blocks(Topic topic) {
    boolean denied = !allowed();
    return switch (topic) {
      case CALL -> List.of(new Block.Facts(CallFacts.of(explanation)));
      case INCIDENT, ROLES, CAUSES, PAIRS, UNREAD -> List.of();
      case WHY -> denied ? why() : List.of();
      case SURENESS -> new Sureness(explanation, causes).blocks(allowed());
      case TODO ->
          denied
              ? new Todo(explanation, causes, masking, documents).blocks(terraform())
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
    return options.terraform() || Terraform.isCaller(explanation.denial());
  }

  private List<Block> why() {
    List<Block> blocks = new ArrayList<>();
    List<Cause> all = explanation.diagnosis().causes();
    Comparisons comparisons = new Comparisons(explanation);
    blocks.add(new Block.Paragraph(new Summary(explanation, causes).reason(all.getFirst())));
    comparisons.of(all.getFirst()).ifPresent(blocks::add);
    if (all.size() > 1) {
      List<Prose> others =
          all.stream().skip(1).map(causes::clause).map(Prose::capital).distinct().toList();
      blocks.add(new Block.Paragraph(Prose.words("This stands in the way too:")));
      blocks.add(new Block.Bullets(others));
      all.stream().skip(1).flatMap(cause -> comparisons.of(cause).stream()).forEach(blocks::add);
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
    List<Prose> changes =
        new ArrayList<>(
            explanation.changes().stream().limit(MOST_CHANGES).map(sentence::of).toList());
    int more = explanation.changes().size() - MOST_CHANGES;
    if (more > 0) {
      changes.add(Prose.words("and " + more + " before that"));
    }
    return bullets(changes);
  }

  private List<Block.Item> checklist() {
    StepSentence sentence = new StepSentence(explanation);
    return explanation.checklist().stream()
        .filter(step -> real || step.name() != Step.Name.AWS_REASON)
        .map(
            step ->
                new Block.Item(
                    step.status(), StepSentence.name(step.name()), sentence.detail(step)))
        .toList();
  }

  private List<Block> links() {
    List<Block.Link> links = Places.of(explanation.denial());
    return links.isEmpty() ? List.of() : List.of(new Block.Links(links));
  }

  private static List<Block> bullets(List<Prose> items) {
    return items.isEmpty() ? List.of() : List.of(new Block.Bullets(items));
  }
}
