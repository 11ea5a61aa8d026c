package dev.rolecall.explanation.render.slack;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.markdown.PlainBlocks;
import dev.rolecall.explanation.wording.Headline;
import dev.rolecall.explanation.wording.TopicTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Text that Slack shows where it shows no blocks: in notifications, and when it refuses them. Only
/// links that Rolecall writes are marked up.
///
/// @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">escaping</a>
public final class SlackText {

  private static final int MOST = 2_900;

  private SlackText() {}

  /// `text` with Slack's three special characters escaped, `&` first.
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// A plain-text object is read by some clients with entities and by others without: signs that
  /// look alike mean the same to both.
  static String plain(String text) {
    return text.replace('&', '＆').replace('<', '‹').replace('>', '›');
  }

  /// What is new, summary, who acts, what to do and where to look.
  ///
  /// @param news lines
  public static String of(Document document, Headline headline, List<String> news) {
    List<String> lines = new ArrayList<>(news);
    lines.add(VisibleText.line(document.summary().plain()));
    if (headline.wantsAction()) {
      lines.add("Who acts: " + headline.actor());
    }
    return of(lines, document);
  }

  /// A line and all of the document that fits.
  public static String whole(String first, Document document) {
    List<String> lines = new ArrayList<>();
    lines.add(first);
    for (Document.Section section : document.sections()) {
      if (document.isTitled(section)) {
        lines.add(TopicTitle.of(section.topic()) + ":");
      }
      section.blocks().stream()
          .filter(block -> !(block instanceof Block.Links))
          .map(block -> VisibleText.lines(PlainBlocks.of(block)))
          .forEach(lines::add);
    }
    return cut(lines, document);
  }

  /// Lines, what to do and where to look.
  public static String of(List<String> first, Document document) {
    List<String> lines = new ArrayList<>(first);
    List<Block> todo = document.blocks(Document.Topic.TODO);
    for (int i = 0; i < todo.size(); i++) {
      boolean announcesTerraform = i + 1 < todo.size() && isTerraform(todo.get(i + 1));
      if (!announcesTerraform && isText(todo.get(i))) {
        lines.add(VisibleText.lines(PlainBlocks.of(todo.get(i))));
      }
    }
    return cut(lines, document);
  }

  private static String cut(List<String> lines, Document document) {
    String links =
        document.links().stream()
            .map(link -> "\n<" + escape(link.address()) + "|" + escape(link.label()) + ">")
            .collect(Collectors.joining());
    return Truncation.at(MOST - links.length(), "…", String.join("\n", lines), SlackText::escape)
        + links;
  }

  private static boolean isTerraform(Block block) {
    return block instanceof Block.Code(String language, _) && language.equals("hcl");
  }

  private static boolean isText(Block block) {
    return switch (block) {
      case Block.Paragraph _, Block.Bullets _ -> true;
      case Block.Code code -> !isTerraform(code);
      case Block.Difference _,
          Block.Comparison _,
          Block.Facts _,
          Block.Checklist _,
          Block.Message _,
          Block.Links _ ->
          false;
    };
  }
}
