package dev.rolecall.explanation.document;

import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.explanation.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;

/// A building block of a document, for every channel to draw in its way.
public sealed interface Block {

  /// What belongs together: a paragraph that ends in a colon, and what it announces.
  static List<List<Block>> parts(List<Block> blocks) {
    List<List<Block>> parts = new ArrayList<>();
    boolean announced = false;
    for (Block block : blocks) {
      if (!announced) {
        parts.add(new ArrayList<>());
      }
      parts.getLast().add(block);
      announced = block instanceof Paragraph(RichSentence text) && text.plain().endsWith(":");
    }
    return parts;
  }

  /// A list, where there is something to list.
  static List<Block> bullets(List<RichSentence> items) {
    return items.isEmpty() ? List.of() : List.of(new Bullets(items));
  }

  /// A list after a line that announces it, where there is something to list.
  static List<Block> announced(String words, List<RichSentence> items) {
    return items.isEmpty() ? List.of() : List.of(new Paragraph(words), new Bullets(items));
  }

  /// Links, where there are some.
  static List<Block> links(List<Link> links) {
    return links.isEmpty() ? List.of() : List.of(new Links(links));
  }

  /// `blocks` without code, and without the paragraphs that lead to it.
  static List<Block> withoutCode(List<Block> blocks) {
    List<Block> kept = new ArrayList<>();
    for (Block block : blocks) {
      if (!(block instanceof Code)) {
        kept.add(block);
      } else if (!kept.isEmpty() && kept.getLast() instanceof Paragraph) {
        kept.removeLast();
      }
    }
    return kept;
  }

  /// A paragraph.
  record Paragraph(RichSentence text) implements Block {
    /// Says `pattern`, as [RichSentence#say] does.
    public Paragraph(String pattern, Object... parts) {
      this(RichSentence.say(pattern, parts));
    }
  }

  /// Points without an order.
  record Bullets(List<RichSentence> items) implements Block {
    public Bullets {
      items = List.copyOf(items);
    }
  }

  /// Labelled facts.
  record Facts(List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }

    public Facts(Fact... facts) {
      this(List.of(facts));
    }
  }

  /// One labelled fact; the label is a fixed text.
  record Fact(String label, RichSentence text) {
    /// A fact in words alone.
    public Fact(String label, String words) {
      this(label, RichSentence.words(words));
    }
  }

  /// Lines to read, run or paste.
  ///
  /// @param language of a code fence: `json`, `bash`, `hcl`
  record Code(String language, String text) implements Block {
    /// Removes keys and tokens.
    public Code {
      text = Redaction.of(text);
    }
  }

  /// What changes in a document.
  record Difference(List<Line> lines) implements Block {
    public Difference {
      lines = List.copyOf(lines);
    }
  }

  /// One line of a difference.
  record Line(Change change, String text) {
    /// Removes keys and tokens.
    public Line {
      text = Redaction.of(text);
    }

    /// The line after the sign of what happens to it.
    @Override
    public String toString() {
      return change.sign + text;
    }
  }

  /// What happens to a line.
  enum Change {
    KEPT("  "),
    ADDED("+ "),
    REMOVED("- "),
    /// Lines that do not change are left out here.
    SKIPPED("  ...");

    private final String sign;

    Change(String sign) {
      this.sign = sign;
    }
  }

  /// Two texts one above the other, aligned character by character, with marks under what differs.
  /// All three are equally long.
  ///
  /// @param oneLabel what the first text is; ours
  /// @param marks `^` under what differs, else blanks
  record Comparison(String oneLabel, String one, String otherLabel, String other, String marks)
      implements Block {

    /// In place of a character that only the other text has, as
    /// [Alignment][dev.rolecall.explanation.diff.Alignment] writes it.
    private static final char FILLER = '·';

    /// Whether `text` is one of the two.
    public boolean shows(String text) {
      return is(one, text) || is(other, text);
    }

    private static boolean is(String aligned, String text) {
      return aligned.replace(String.valueOf(FILLER), "").equals(text);
    }
  }

  /// Steps and how each stands.
  record Checklist(List<Item> items) implements Block {
    public Checklist {
      items = List.copyOf(items);
    }
  }

  /// One step.
  record Item(ChecklistStep.Status status, String name, RichSentence detail) {
    /// How it stands, as an emoji.
    public String sign() {
      return switch (status) {
        case PASS -> "✅";
        case FAIL -> "❌";
        case UNKNOWN -> "❔";
      };
    }

    /// The same as a fact.
    public Fact fact() {
      return new Fact(sign() + " " + name, detail);
    }
  }

  /// A message to send on as it is.
  record Message(List<Block> blocks) implements Block {
    public Message {
      blocks = List.copyOf(blocks);
    }
  }

  /// Places to look at.
  record Links(List<Link> links) implements Block {
    public Links {
      links = List.copyOf(links);
    }
  }

  /// One place. Rolecall writes label and address: names in the address are percent-encoded.
  record Link(String label, String address) {}
}
