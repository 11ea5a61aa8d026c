package dev.rolecall.explanation.render.markdown;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.FixSentence;
import dev.rolecall.explanation.wording.TopicTitle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/// Explanations in markdown, for issues, chats and wikis: external ids are masked inside policy
/// documents too.
public final class MarkdownFormat {

  private final List<String> lines = new ArrayList<>();

  private MarkdownFormat() {}

  /// The explanation of a denial. It ends with a line break.
  public static String write(Explanation explanation, WritingOptions writingOptions) {
    return new MarkdownFormat().letter(DocumentWriter.write(explanation, writingOptions, false));
  }

  /// Why a call that has not been made would be denied, and what would have to be different,
  /// without the commands that would make it so in AWS and without a heading. It ends with a line
  /// break.
  ///
  /// @param changed what stands in place of the difference of a policy, where it is known better
  public static String brief(
      Explanation checked, WritingOptions writingOptions, UnaryOperator<Block> changed) {
    Document document = DocumentWriter.answer(checked, writingOptions, false);
    MarkdownFormat markdown = new MarkdownFormat();
    List<Block> blocks = new ArrayList<>();
    document.lead().stream().skip(1).map(Block.Paragraph::new).forEach(blocks::add);
    int action = document.action().spans().isEmpty() ? blocks.size() : blocks.size() - 1;
    blocks.addAll(action, document.blocks(Document.Topic.WHY));
    blocks.addAll(
        changes(checked, Block.withoutCode(document.blocks(Document.Topic.TODO)), changed));
    markdown.blocks(blocks);
    return String.join("\n", markdown.lines).strip() + "\n";
  }

  /// Each difference after a line that says what it is of, and not how to make it in AWS.
  private static List<Block> changes(
      Explanation checked, List<Block> blocks, UnaryOperator<Block> changed) {
    Iterator<Fix> fixes =
        checked.fixes().stream()
            .filter(fix -> fix.before().isPresent() && fix.after().isPresent())
            .iterator();
    List<Block> all = new ArrayList<>();
    for (Block block : blocks) {
      if (!(block instanceof Block.Difference)) {
        all.add(block);
        continue;
      }
      if (fixes.hasNext()) {
        if (!all.isEmpty()
            && all.getLast() instanceof Block.Paragraph(RichSentence text)
            && text.plain().endsWith(":")) {
          all.removeLast();
        }
        all.add(new Block.Paragraph(new FixSentence(checked, fixes.next()).difference()));
      }
      all.add(changed.apply(block));
    }
    return all;
  }

  /// Blocks. It ends with a line break.
  public static String of(List<Block> blocks) {
    MarkdownFormat markdown = new MarkdownFormat();
    markdown.blocks(blocks);
    return String.join("\n", markdown.lines).strip() + "\n";
  }

  private String letter(Document document) {
    lines.add("## " + MarkdownText.of(document.headline()));
    for (RichSentence line : document.lead().subList(1, document.lead().size())) {
      lines.add("");
      lines.add(MarkdownText.of(line));
    }
    for (Document.Section section : document.sections()) {
      lines.add("");
      lines.add("### " + TopicTitle.of(section.topic()));
      blocks(section.blocks());
    }
    return String.join("\n", lines) + "\n";
  }

  private void blocks(List<Block> blocks) {
    for (Block block : blocks) {
      lines.add("");
      block(block);
    }
  }

  private void block(Block block) {
    switch (block) {
      case Block.Paragraph(RichSentence text) -> lines.add(MarkdownText.of(text));
      case Block.Bullets(List<RichSentence> items) ->
          items.forEach(item -> lines.add("- " + MarkdownText.of(item)));
      case Block.Facts(List<Block.Fact> facts) ->
          facts.forEach(
              fact -> lines.add("- **" + fact.label() + "**: " + MarkdownText.of(fact.text())));
      case Block.Code(String language, String text) -> fenced(language, text);
      case Block.Difference _ -> fenced("diff", PlainBlocks.of(block));
      case Block.Comparison _ -> fenced("text", PlainBlocks.of(block));
      case Block.Checklist(List<Block.Item> items) ->
          items.forEach(
              item ->
                  lines.add(
                      "- %s **%s**: %s"
                          .formatted(item.sign(), item.name(), MarkdownText.of(item.detail()))));
      case Block.Message(List<Block> inner) -> message(inner);
      case Block.Links(List<Block.Link> links) ->
          links.forEach(link -> lines.add("- [" + link.label() + "](<" + link.address() + ">)"));
    }
  }

  private void fenced(String language, String text) {
    String shown = VisibleText.lines(text);
    String fence = MarkdownText.fence(shown);
    lines.add(fence + language);
    lines.addAll(List.of(shown.split("\n", -1)));
    lines.add(fence);
  }

  static String comparison(Block.Comparison comparison) {
    int label = Math.max(comparison.oneLabel().length(), comparison.otherLabel().length()) + 2;
    return padded(comparison.oneLabel(), label)
        + comparison.one()
        + "\n"
        + padded(comparison.otherLabel(), label)
        + comparison.other()
        + "\n"
        + " ".repeat(label)
        + comparison.marks().stripTrailing();
  }

  private static String padded(String label, int width) {
    return label + " ".repeat(width - label.length());
  }

  /// A quotation, to be copied out of it.
  private void message(List<Block> blocks) {
    int from = lines.size();
    blocks(blocks);
    lines.remove(from);
    for (int i = from; i < lines.size(); i++) {
      lines.set(i, lines.get(i).isEmpty() ? ">" : "> " + lines.get(i));
    }
  }
}
