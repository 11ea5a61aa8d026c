package dev.rolecall.explanation.render.slack;

import static dev.rolecall.explanation.document.RichSentence.words;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.markdown.PlainBlocks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What of a document is read first: the reason, who acts, what to do, what changed, what was read
/// and where to look. What it does not show is left for the details.
final class FirstScreen {

  private static final int MOST_BULLETS = 3;
  private static final int MOST_IN_CHANGES = 900;
  private static final int MOST_IN_LEAD = 900;

  private final Document document;
  private final SlackFrame frame;
  private final Map<Topic, List<Block>> left = new EnumMap<>(Topic.class);

  FirstScreen(Document document, SlackFrame frame) {
    this.document = document;
    this.frame = frame;
    document.sections().forEach(section -> left.put(section.topic(), section.blocks()));
  }

  /// The blocks, within `room` characters of JSON and what the frame's lead takes. What was read,
  /// where to look and what changed get theirs first.
  ///
  /// @param when accounts, time and region
  List<LayoutBlock> blocks(RichSentence when, int room) {
    SlackPage end = new SlackPage(room);
    sureness(end);
    if (!frame.seen().isEmpty()) {
      end.close();
      frame.seen().forEach(end::add);
    }
    end.add(new Block.Paragraph(when));
    end.close();
    show(end, Topic.LINKS, List.of());
    SlackPage changes = new SlackPage(Math.min(MOST_IN_CHANGES, room - end.length()));
    show(changes, Topic.CHANGES, List.of(RichText.heading("What changed")));
    SlackPage page = new SlackPage(room - end.length() - changes.length());
    show(page, Topic.WHY, List.of());
    frame.acting().forEach(page::add);
    page.close();
    show(page, Topic.TODO, List.of(RichText.heading("What to do")));
    SlackPage lead = new SlackPage(MOST_IN_LEAD);
    frame.lead().forEach(lead::add);
    return Stream.of(lead, page, changes, end).flatMap(of -> of.blocks().stream()).toList();
  }

  /// The verdict on it, and what was read and what was not.
  private void sureness(SlackPage page) {
    List<Block> rest = new ArrayList<>();
    for (Block block : document.blocks(Topic.SURENESS)) {
      boolean first = page.length() == 0 || block instanceof Block.Facts;
      if (!first || !page.add(block)) {
        rest.add(block);
      }
    }
    left.put(Topic.SURENESS, rest);
  }

  /// A section, part after part; long code and the ends of long lists wait for the details.
  private void show(SlackPage page, Topic topic, List<RichTextElement> heading) {
    List<Block> rest = new ArrayList<>();
    List<RichTextElement> before = heading;
    for (List<Block> part : Block.parts(document.blocks(topic))) {
      List<Block> later = show(page, before, part);
      rest.addAll(later);
      before = later.equals(part) ? before : List.of();
    }
    left.put(topic, rest);
    if (!rest.isEmpty() && before.isEmpty()) {
      page.add(new Block.Paragraph(words(frame.more())));
    }
    page.close();
  }

  /// Shows a part, or of its list as much as there is room for.
  ///
  /// @return what is left of it
  private static List<Block> show(SlackPage page, List<RichTextElement> before, List<Block> part) {
    if (part.getLast() instanceof Block.Bullets(List<RichSentence> items)) {
      for (int shown = Math.min(MOST_BULLETS, items.size()); shown > 0; shown--) {
        List<Block> begin = new ArrayList<>(part.subList(0, part.size() - 1));
        begin.add(new Block.Bullets(items.subList(0, shown)));
        if (page.add(before, begin)) {
          return shown == items.size()
              ? List.of()
              : List.of(new Block.Bullets(items.subList(shown, items.size())));
        }
      }
      return part;
    }
    boolean shown = part.stream().allMatch(PlainBlocks::isShort) && page.add(before, part);
    return shown ? List.of() : part;
  }

  /// What [#blocks] did not show, by section, in their order.
  Map<Topic, List<Block>> leftOut() {
    left.values().removeIf(List::isEmpty);
    return left;
  }
}
