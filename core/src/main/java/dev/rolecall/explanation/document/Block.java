package dev.rolecall.explanation.document;

import dev.rolecall.diagnosis.result.ChecklistStep;
import dev.rolecall.explanation.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;

/// A building block of a letter, for every channel to draw in its way.
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

  /// A paragraph.
  record Paragraph(RichSentence text) implements Block {}

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
  }

  /// One labelled fact; the label is ours.
  record Fact(String label, RichSentence text) {}

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
  }

  /// What happens to a line.
  enum Change {
    KEPT,
    ADDED,
    REMOVED,
    /// Lines that do not change are left out here.
    SKIPPED
  }

  /// Two texts one above the other, aligned character by character, with marks under what differs.
  /// All three are equally long.
  ///
  /// @param oneLabel what the first text is; ours
  /// @param marks `^` under what differs, else blanks
  record Comparison(String oneLabel, String one, String otherLabel, String other, String marks)
      implements Block {}

  /// Steps and how each stands.
  record Checklist(List<Item> items) implements Block {
    public Checklist {
      items = List.copyOf(items);
    }
  }

  /// One step.
  record Item(ChecklistStep.Status status, String name, RichSentence detail) {}

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

  /// One place. Label and address are ours: names in the address are percent-encoded.
  record Link(String label, String address) {}
}
