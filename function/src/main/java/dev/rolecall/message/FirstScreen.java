package dev.rolecall.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
import dev.rolecall.message.Letter.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What of a letter is read first: the reason, who acts, what to do, what changed, what was read
/// and where to look. What it shows in part stands in full among the details.
final class FirstScreen {

  private static final int MOST_BULLETS = 3;
  private static final int MOST_CODE = 900;

  private final Map<Topic, List<Block>> sections;
  private final Set<Topic> shown = EnumSet.noneOf(Topic.class);

  FirstScreen(Map<Topic, List<Block>> sections) {
    this.sections = sections;
  }

  /// The blocks, within `room` characters of JSON.
  ///
  /// @param when accounts, time and region
  List<LayoutBlock> blocks(Prose when, Title title, int room) {
    List<RichTextElement> links = elements(Topic.LINKS);
    SlackPage end = new SlackPage(room);
    if (end.add(links)) {
      shown.add(Topic.LINKS);
    }
    SlackPage page = new SlackPage(room - end.length());
    why(page);
    page.add(List.of(RichText.labelled("Who acts", Prose.words(title.actor()))));
    page.close();
    whole(page, Topic.TODO, "What to do");
    whole(page, Topic.CHANGES, "What changed");
    sureness(page);
    page.add(List.of(RichText.section(RichText.inline(when))));
    List<LayoutBlock> blocks = new ArrayList<>(page.blocks());
    blocks.addAll(end.blocks());
    return blocks;
  }

  private void why(SlackPage page) {
    List<RichTextElement> all = elements(Topic.WHY);
    if (page.add(all)) {
      shown.add(Topic.WHY);
    } else {
      page.add(all.subList(0, 1));
    }
    page.close();
  }

  /// A section under its heading, block after block; long code and long lists wait for the details.
  private void whole(SlackPage page, Topic topic, String heading) {
    List<Block> blocks = sections.getOrDefault(topic, List.of());
    if (blocks.isEmpty()) {
      return;
    }
    page.add(List.of(RichText.heading(heading)));
    boolean complete = true;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      List<Block> after = blocks.subList(i + 1, blocks.size());
      boolean fits = isShort(block) && !announces(block, after);
      complete &= fits;
      complete &= page.add(fits ? RichText.of(block) : begin(block));
    }
    if (complete) {
      shown.add(topic);
    } else {
      page.add(List.of(RichText.section(RichText.inline(Prose.words("All of it below.")))));
    }
    page.close();
  }

  /// Whether a paragraph leads to something that waits for the details.
  private static boolean announces(Block block, List<Block> after) {
    return block instanceof Block.Paragraph(Prose text)
        && text.plain().endsWith(":")
        && !after.isEmpty()
        && !isShort(after.getFirst())
        && begin(after.getFirst()).isEmpty();
  }

  private static boolean isShort(Block block) {
    return switch (block) {
      case Block.Bullets(List<Prose> items) -> items.size() <= MOST_BULLETS;
      case Block.Code(String language, String text) ->
          !language.equals("hcl") && text.length() <= MOST_CODE;
      case Block.Difference difference -> PlainBlocks.of(difference).length() <= MOST_CODE;
      case Block.Paragraph _,
          Block.Facts _,
          Block.Comparison _,
          Block.Checklist _,
          Block.Message _,
          Block.Links _ ->
          true;
    };
  }

  /// The first items of a list; of anything else nothing.
  private static List<RichTextElement> begin(Block block) {
    return block instanceof Block.Bullets(List<Prose> items)
        ? RichText.of(new Block.Bullets(items.subList(0, MOST_BULLETS)))
        : List.of();
  }

  /// The verdict on it, and what was read and what was not.
  private void sureness(SlackPage page) {
    List<Block> blocks = sections.getOrDefault(Topic.SURENESS, List.of());
    boolean complete = true;
    for (int i = 0; i < blocks.size(); i++) {
      boolean first = i == 0 || blocks.get(i) instanceof Block.Facts;
      complete &= first && page.add(RichText.of(blocks.get(i)));
    }
    if (complete) {
      shown.add(Topic.SURENESS);
    }
  }

  private List<RichTextElement> elements(Topic topic) {
    return sections.getOrDefault(topic, List.of()).stream()
        .flatMap(block -> RichText.of(block).stream())
        .toList();
  }

  /// The sections that [#blocks] did not show, or not all of, in their order.
  List<Topic> leftOut() {
    return sections.keySet().stream().filter(topic -> !shown.contains(topic)).toList();
  }
}
