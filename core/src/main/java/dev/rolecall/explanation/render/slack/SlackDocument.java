package dev.rolecall.explanation.render.slack;

import static dev.rolecall.explanation.document.RichSentence.words;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import java.util.ArrayList;
import java.util.List;

/// Letters that are short enough to be shown as they are, for Slack.
public final class SlackDocument {

  private final SlackPage page;

  private SlackDocument(int room) {
    this.page = new SlackPage(room);
  }

  /// Sections in their order. What does not fit is left out, the ends of lists first; the first
  /// section and links have no heading.
  ///
  /// @param room characters of JSON
  public static List<LayoutBlock> blocks(List<Section> sections, int room) {
    SlackDocument letter = new SlackDocument(room);
    for (Section section : sections) {
      boolean titled = !section.equals(sections.getFirst()) && section.topic() != Topic.LINKS;
      letter.add(
          titled ? List.of(RichText.heading(section.topic().title())) : List.of(),
          section.blocks());
    }
    return letter.page.blocks();
  }

  private void add(List<RichTextElement> heading, List<Block> blocks) {
    List<RichTextElement> before = heading;
    for (Block block : blocks) {
      if (block instanceof Block.Facts && before.isEmpty()) {
        page.close();
      }
      if (add(before, block)) {
        before = List.of();
      }
    }
    page.close();
  }

  private boolean add(List<RichTextElement> before, Block block) {
    if (page.add(both(before, block))) {
      return true;
    }
    if (block instanceof Block.Bullets(List<RichSentence> items)) {
      for (int shown = items.size() - 1; shown > 0; shown--) {
        List<RichSentence> some = new ArrayList<>(items.subList(0, shown));
        some.add(words("and " + (items.size() - shown) + " more"));
        if (page.add(both(before, new Block.Bullets(some)))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<RichTextElement> both(List<RichTextElement> before, Block block) {
    List<RichTextElement> all = new ArrayList<>(before);
    all.addAll(RichText.of(block));
    return all;
  }
}
