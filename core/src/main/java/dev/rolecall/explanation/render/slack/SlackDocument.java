package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import java.util.List;

/// Letters that are short enough to be shown as they are, for Slack.
public final class SlackDocument {

  private SlackDocument() {}

  /// What follows the headline, and sections in their order. What does not fit is left out, the
  /// ends of lists first.
  ///
  /// @param room characters of JSON
  public static List<LayoutBlock> blocks(Document document, int room) {
    SlackPage page = new SlackPage(room);
    for (RichSentence line : List.of(document.cause(), document.action())) {
      if (!line.spans().isEmpty()) {
        page.add(new Block.Paragraph(line));
        page.close();
      }
    }
    for (Document.Section section : document.sections()) {
      List<RichTextElement> before =
          document.isTitled(section) && section.topic() != Document.Topic.INCIDENT
              ? List.of(RichText.heading(TopicTitle.of(section.topic())))
              : List.of();
      for (Block block : section.blocks()) {
        if (block instanceof Block.Facts && before.isEmpty()) {
          page.close();
        }
        if (add(page, before, block)) {
          before = List.of();
        }
      }
      page.close();
    }
    return page.blocks();
  }

  private static boolean add(SlackPage page, List<RichTextElement> before, Block block) {
    if (page.add(before, List.of(block))) {
      return true;
    }
    if (block instanceof Block.Bullets(List<RichSentence> items)) {
      for (int shown = items.size() - 1; shown > 0; shown--) {
        Block some = new Block.Bullets(ChannelWords.first(shown, items));
        if (page.add(before, List.of(some))) {
          return true;
        }
      }
    }
    return false;
  }
}
