package dev.rolecall.explanation.render.terminal;

import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.wording.TopicTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Explanations for a terminal.
public final class TextFormat {

  private static final String INDENT = "  ";

  /// So many lines stand before the fix in a short explanation.
  private static final int MOST_BEFORE_FIX = 8;

  private final TextLines lines;

  private TextFormat(WritingOptions writingOptions) {
    this.lines = new TextLines(writingOptions);
  }

  /// The explanation of a denial in short: the lead, the fix, and what else matters for it. It ends
  /// with a line break.
  public static String write(Explanation explanation, WritingOptions writingOptions) {
    return new TextFormat(writingOptions)
        .shortLetter(DocumentWriter.inShort(explanation, writingOptions, true));
  }

  /// The same with all details.
  public static String verbose(Explanation explanation, WritingOptions writingOptions) {
    return new TextFormat(writingOptions)
        .letter(DocumentWriter.write(explanation, writingOptions, true));
  }

  /// A document.
  ///
  /// @param lead what is new, before everything else
  public static String of(
      Optional<RichSentence> lead, Document letter, WritingOptions writingOptions) {
    TextFormat text = new TextFormat(writingOptions);
    lead.ifPresent(
        news -> {
          text.lines.wrapped("", "", news, TextStyle.BOLD);
          text.lines.blank();
        });
    return text.letter(letter);
  }

  /// The answer to whether a caller may assume a role, in short. It ends with a line break.
  ///
  /// @param checked of a call that has not been made
  public static String answer(Explanation checked, WritingOptions writingOptions) {
    return new TextFormat(writingOptions)
        .shortLetter(DocumentWriter.inShort(checked, writingOptions, false));
  }

  /// The same with all details.
  public static String verboseAnswer(Explanation checked, WritingOptions writingOptions) {
    return new TextFormat(writingOptions)
        .letter(DocumentWriter.answer(checked, writingOptions, true));
  }

  /// The answer for changes that are only proposed: it in one sentence, and what would have to be
  /// different, without the commands that would make it so in AWS. It ends with a line break.
  ///
  /// @param wholeDocuments as in [DocumentWriter]
  public static String brief(
      Explanation checked, WritingOptions writingOptions, boolean wholeDocuments) {
    TextFormat text = new TextFormat(writingOptions);
    Document letter = DocumentWriter.answer(checked, writingOptions, wholeDocuments);
    text.lines.wrapped("", "", letter.summary(), TextStyle.PLAIN);
    text.line(letter.action(), TextStyle.PLAIN);
    text.blocks(Block.withoutCode(letter.blocks(Document.Topic.TODO)), "");
    return text.lines.toString();
  }

  private String letter(Document letter) {
    lead(letter);
    for (Document.Section section : letter.sections()) {
      lines.blank();
      if (letter.isTitled(section) || section.topic() == Document.Topic.LINKS) {
        lines.raw("", TopicTitle.of(section.topic()).toUpperCase(Locale.ROOT), TextStyle.BOLD);
      }
      blocks(section.blocks(), INDENT);
    }
    return lines.toString();
  }

  /// Without headings. What differs stands before the fix as far as there is room, and a cause or
  /// an action that takes more room goes on after the lead.
  private String shortLetter(Document letter) {
    line(letter.headline(), TextStyle.BOLD);
    List<Block> fix = new ArrayList<>();
    asMuchAsFits(letter.cause().clauses(), "; ", MOST_BEFORE_FIX - 1).ifPresent(fix::add);
    List<RichSentence> action = letter.action().sentences();
    boolean fits = action.isEmpty() || lines.count() + height(action.getFirst()) < MOST_BEFORE_FIX;
    asMuchAsFits(fits ? action : letter.action().clauses(), fits ? " " : "; ", MOST_BEFORE_FIX)
        .ifPresent(fix::add);
    fix.addAll(letter.blocks(Document.Topic.TODO));
    List<Block> differences = letter.blocks(Document.Topic.WHY);
    List<Block> more = letter.blocks(Document.Topic.SURENESS);
    boolean first = fix.isEmpty() || lines.count() + height(differences) < MOST_BEFORE_FIX;
    for (List<Block> part :
        first ? List.of(differences, fix, more) : List.of(fix, differences, more)) {
      if (!part.isEmpty()) {
        lines.blank();
        blocks(part, "");
      }
    }
    return lines.toString();
  }

  /// Writes parts of a line of the lead before the line with this number, the first of them in any
  /// case; the others are left.
  private Optional<Block> asMuchAsFits(List<RichSentence> parts, String between, int end) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    int most = 1;
    while (most < parts.size()
        && lines.count() + height(joined(parts.subList(0, most + 1), between)) < end) {
      most++;
    }
    RichSentence first = joined(parts.subList(0, most), between);
    boolean whole = most == parts.size();
    line(whole || between.isBlank() ? first : first.then("."), TextStyle.PLAIN);
    return whole
        ? Optional.empty()
        : Optional.of(
            new Block.Paragraph(joined(parts.subList(most, parts.size()), between).capital()));
  }

  private static RichSentence joined(List<RichSentence> parts, String between) {
    return RichSentence.join(parts, between, between);
  }

  private long height(RichSentence text) {
    return lines.same().wrapped("", "", text, TextStyle.PLAIN).count();
  }

  private static int height(List<Block> differences) {
    return differences.isEmpty() ? 0 : 1 + 3 * differences.size();
  }

  private void lead(Document letter) {
    line(letter.headline(), TextStyle.BOLD);
    line(letter.cause(), TextStyle.PLAIN);
    line(letter.action(), TextStyle.PLAIN);
  }

  private void line(RichSentence text, TextStyle style) {
    if (!text.spans().isEmpty()) {
      lines.wrapped("", "", text, style);
    }
  }

  private void blocks(List<Block> blocks, String indent) {
    for (int i = 0; i < blocks.size(); i++) {
      if (i > 0 && isApart(blocks.get(i - 1), blocks.get(i))) {
        lines.blank();
      }
      block(blocks.get(i), indent);
    }
  }

  /// Whether a blank line makes it easier to read.
  private static boolean isApart(Block before, Block after) {
    return !(before instanceof Block.Paragraph) && after instanceof Block.Paragraph;
  }

  private void block(Block block, String indent) {
    switch (block) {
      case Block.Paragraph(RichSentence text) ->
          lines.wrapped(indent, indent, text, TextStyle.PLAIN);
      case Block.Bullets(List<RichSentence> items) ->
          items.forEach(item -> lines.wrapped(indent + "- ", indent + "  ", item, TextStyle.PLAIN));
      case Block.Facts(List<Block.Fact> facts) -> facts(facts, indent);
      case Block.Code(String language, String text) -> code(language, text, indent);
      case Block.Difference(List<Block.Line> changed) ->
          changed.forEach(line -> lines.raw(indent, line.toString(), TextStyle.of(line.change())));
      case Block.Comparison comparison -> comparison(comparison, indent);
      case Block.Checklist(List<Block.Item> items) ->
          items.forEach(
              item ->
                  lines.wrapped(
                      indent + item.sign() + " ",
                      indent + "   ",
                      words(item.name() + ": ").then(item.detail()),
                      TextStyle.PLAIN));
      case Block.Message(List<Block> inner) -> blocks(inner, indent);
      case Block.Links(List<Block.Link> links) ->
          links.forEach(
              link -> {
                lines.raw(indent, link.label() + ":", TextStyle.PLAIN);
                lines.raw(indent + INDENT, link.address(), TextStyle.VALUE);
              });
    }
  }

  private void facts(List<Block.Fact> facts, String indent) {
    int widest = facts.stream().mapToInt(fact -> fact.label().length()).max().orElse(0);
    for (Block.Fact fact : facts) {
      String label = indent + fact.label() + " ".repeat(widest - fact.label().length() + 2);
      lines.wrapped(label, " ".repeat(label.length()), fact.text(), TextStyle.PLAIN);
    }
  }

  /// Commands begin at the first column: a here-document ends only there.
  private void code(String language, String text, String indent) {
    String before = language.equals("bash") ? "" : indent;
    for (String line : text.split("\n", -1)) {
      lines.raw(before, line, TextStyle.PLAIN);
    }
  }

  /// In pieces that fit the width, each with its marks.
  private void comparison(Block.Comparison comparison, String indent) {
    int label = Math.max(comparison.oneLabel().length(), comparison.otherLabel().length()) + 2;
    int room = Math.max(20, lines.width() - indent.length() - label);
    int[] one = comparison.one().codePoints().toArray();
    int[] other = comparison.other().codePoints().toArray();
    String marks = comparison.marks();
    for (int from = 0; from < one.length; from += room) {
      int length = Math.min(room, one.length - from);
      String marked = marks.substring(from, from + length).stripTrailing();
      lines.raw(
          indent + padded(comparison.oneLabel(), label),
          new String(one, from, length),
          TextStyle.PLAIN);
      lines.raw(
          indent + padded(comparison.otherLabel(), label),
          new String(other, from, length),
          TextStyle.PLAIN);
      if (!marked.isEmpty()) {
        lines.raw(indent + padded("", label), marked, TextStyle.REMOVED);
      }
    }
  }

  private static String padded(String label, int width) {
    return label + " ".repeat(width - label.length());
  }
}
