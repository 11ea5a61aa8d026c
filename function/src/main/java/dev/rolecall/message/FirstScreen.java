package dev.rolecall.message;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.message.Letter.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What of a letter is read first: the reason, who acts, what to do, what changed, what was read
/// and where to look. What it does not show is left for the details.
final class FirstScreen {

  private static final int MOST_BULLETS = 3;
  private static final int MOST_CODE = 900;

  private final Map<Topic, List<Block>> sections;
  private final Map<Topic, List<Block>> left = new EnumMap<>(Topic.class);

  FirstScreen(Map<Topic, List<Block>> sections) {
    this.sections = sections;
    this.left.putAll(sections);
  }

  /// The blocks, within `room` characters of JSON. What was read and where to look get theirs
  /// first.
  ///
  /// @param when accounts, time and region
  List<LayoutBlock> blocks(Prose when, Title title, int room) {
    SlackPage end = new SlackPage(room);
    sureness(end);
    end.add(List.of(RichText.section(RichText.inline(when))));
    end.close();
    show(end, Topic.LINKS);
    SlackPage page = new SlackPage(room - end.length());
    show(page, Topic.WHY);
    page.close();
    page.add(List.of(RichText.labelled("Who acts", Prose.words(title.actor()))));
    page.close();
    show(page, Topic.TODO, "What to do");
    show(page, Topic.CHANGES, "What changed");
    List<LayoutBlock> blocks = new ArrayList<>(page.blocks());
    blocks.addAll(end.blocks());
    return blocks;
  }

  /// The verdict on it, and what was read and what was not.
  private void sureness(SlackPage page) {
    List<Block> rest = new ArrayList<>();
    for (Block block : sections.getOrDefault(Topic.SURENESS, List.of())) {
      boolean first = page.length() == 0 || block instanceof Block.Facts;
      if (!first || !page.add(RichText.of(block))) {
        rest.add(block);
      }
    }
    leave(Topic.SURENESS, rest);
  }

  private void show(SlackPage page, Topic topic, String heading) {
    if (sections.containsKey(topic) && page.add(List.of(RichText.heading(heading)))) {
      show(page, topic);
      if (left.containsKey(topic)) {
        page.add(List.of(RichText.section(RichText.inline(Prose.words("More below.")))));
      }
      page.close();
    }
  }

  /// A section, block after block; long code and the ends of long lists wait for the details.
  private void show(SlackPage page, Topic topic) {
    List<Block> blocks = sections.getOrDefault(topic, List.of());
    List<Block> rest = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block instanceof Block.Bullets(List<Prose> items) && items.size() > MOST_BULLETS) {
        boolean begun = page.add(RichText.of(new Block.Bullets(items.subList(0, MOST_BULLETS))));
        rest.add(begun ? new Block.Bullets(items.subList(MOST_BULLETS, items.size())) : block);
      } else if (!isShort(block)
          || announces(block, blocks.subList(i + 1, blocks.size()))
          || !page.add(RichText.of(block))) {
        rest.add(block);
      }
    }
    leave(topic, rest);
  }

  private void leave(Topic topic, List<Block> rest) {
    if (rest.isEmpty()) {
      left.remove(topic);
    } else {
      left.put(topic, rest);
    }
  }

  /// Whether a paragraph leads to something that waits for the details.
  private static boolean announces(Block block, List<Block> after) {
    return block instanceof Block.Paragraph(Prose text)
        && text.plain().endsWith(":")
        && !after.isEmpty()
        && !isShort(after.getFirst());
  }

  private static boolean isShort(Block block) {
    return switch (block) {
      case Block.Code(String language, String text) ->
          !language.equals("hcl") && text.length() <= MOST_CODE;
      case Block.Difference difference -> PlainBlocks.of(difference).length() <= MOST_CODE;
      case Block.Paragraph _,
          Block.Bullets _,
          Block.Facts _,
          Block.Comparison _,
          Block.Checklist _,
          Block.Message _,
          Block.Links _ ->
          true;
    };
  }

  /// What [#blocks] did not show, by section, in their order.
  Map<Topic, List<Block>> leftOut() {
    return left;
  }
}
