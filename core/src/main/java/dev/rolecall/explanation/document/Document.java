package dev.rolecall.explanation.document;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An explanation, or another notice, in words, for no channel in particular.
///
/// The first three lines are the lead: headline, cause and action.
///
/// @param headline who could not assume what, when and where
/// @param cause how sure the cause is, in one word, and the cause; empty where there is none to
///   name
/// @param action who needs to do what; empty where there is nothing to do
/// @param summary headline and reason in one sentence
/// @param sections without what the lead says; they are put in the order of their topics, and empty
///   ones are dropped
public record Document(
    RichSentence headline,
    RichSentence cause,
    RichSentence action,
    RichSentence summary,
    List<Section> sections) {

  public Document {
    sections =
        sections.stream()
            .filter(section -> !section.blocks().isEmpty())
            .sorted(Comparator.comparing(Section::topic))
            .toList();
  }

  /// A notice whose lead is its headline alone.
  public Document(RichSentence headline, RichSentence summary, List<Section> sections) {
    this(headline, RichSentence.NOTHING, RichSentence.NOTHING, summary, sections);
  }

  /// The same with other sections.
  public Document with(List<Section> others) {
    return new Document(headline, cause, action, summary, others);
  }

  /// The same with its cause in other words.
  public Document withCause(UnaryOperator<RichSentence> words) {
    return new Document(headline, words.apply(cause), action, summary, sections);
  }

  /// The lead, one sentence or more a line.
  public List<RichSentence> lead() {
    return Stream.of(headline, cause, action).filter(line -> !line.spans().isEmpty()).toList();
  }

  /// Whether a section has its heading where links have none. What happened so far has none where
  /// it follows the lead.
  public boolean isTitled(Section section) {
    return section.topic() != Topic.LINKS
        && !(section.topic() == Topic.INCIDENT && lead().size() == 1);
  }

  /// What is said about a topic; nothing where it has no section.
  public List<Block> blocks(Topic topic) {
    return sections.stream()
        .filter(section -> section.topic() == topic)
        .flatMap(section -> section.blocks().stream())
        .toList();
  }

  /// Where to look.
  public List<Block.Link> links() {
    return blocks(Topic.LINKS).stream()
        .<Block.Link>mapMulti(
            (block, sink) -> {
              if (block instanceof Block.Links(List<Block.Link> links)) {
                links.forEach(sink);
              }
            })
        .toList();
  }

  /// A part of a document.
  public record Section(Topic topic, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }

    public Section(Topic topic, Block... blocks) {
      this(topic, List.of(blocks));
    }
  }

  /// What a section is about, in the order of a document.
  public enum Topic {
    INCIDENT(true),
    WHY(true),
    TODO(true),
    SURENESS(true),
    CALL(false),
    TRY(false),
    CHANGES(true),
    CHECKLIST(false),
    REQUEST(false),
    ADVICE(false),
    ROLES(true),
    CAUSES(true),
    PAIRS(true),
    MEMBERS(true),
    UNREAD(true),
    ANSWER(false),
    LINKS(true);

    private final boolean first;

    Topic(boolean first) {
      this.first = first;
    }

    /// Whether it is worth reading at first sight; else it belongs to the details.
    public boolean isFirst() {
      return first;
    }
  }
}
