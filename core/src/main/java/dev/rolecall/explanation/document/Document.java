package dev.rolecall.explanation.document;

import java.util.List;

/// An explanation, or another notice, in words, for no channel in particular.
///
/// @param headline who could not assume what
/// @param summary headline and reason in one sentence
/// @param sections in the order in which to read them; empty ones are dropped
public record Document(RichSentence headline, RichSentence summary, List<Section> sections) {

  public Document {
    sections = sections.stream().filter(section -> !section.blocks().isEmpty()).toList();
  }

  /// Whether a section has its heading where the first one and the links have none.
  public boolean isTitled(Section section) {
    return section.topic() != Topic.LINKS && !section.equals(sections.getFirst());
  }

  /// What is said about a topic; nothing where it has no section.
  public List<Block> blocks(Topic topic) {
    return sections.stream()
        .filter(section -> section.topic() == topic)
        .flatMap(section -> section.blocks().stream())
        .toList();
  }

  /// A part of a letter.
  public record Section(Topic topic, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }

    public Section(Topic topic, Block... blocks) {
      this(topic, List.of(blocks));
    }
  }

  /// What a section is about, in the order of a letter.
  public enum Topic {
    CALL("The call"),
    INCIDENT("So far"),
    WHY("Why"),
    SURENESS("How sure"),
    TODO("What to do"),
    TRY("Try it by hand"),
    CHANGES("What changed lately"),
    CHECKLIST("Checklist"),
    REQUEST("To send to the owner"),
    ADVICE("Advice"),
    ROLES("Roles tried, the last one first"),
    CAUSES("By cause"),
    PAIRS("Denied most often (✅ resolved, ❌ not)"),
    UNREAD("What could not be read"),
    LINKS("Links");

    private final String title;

    Topic(String title) {
      this.title = title;
    }

    /// The heading.
    public String title() {
      return title;
    }
  }
}
