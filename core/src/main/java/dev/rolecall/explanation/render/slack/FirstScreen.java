package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.markdown.PlainBlocks;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What of a document is read first: the cause, who needs to do what, how sure that is, where and
/// since when it happened, and where to look. What it does not show is left for the details.
final class FirstScreen {

  private static final int MOST_BULLETS = 3;
  private static final int MOST_IN_NEWS = 900;

  private final Document document;
  private final SlackFrame frame;
  private final Map<Topic, List<Block>> left = new EnumMap<>(Topic.class);

  FirstScreen(Document document, SlackFrame frame) {
    this.document = document;
    this.frame = frame;
    document.sections().forEach(section -> left.put(section.topic(), section.blocks()));
  }

  /// The blocks, within `room` characters of JSON and what the frame's news takes. How sure it is
  /// and where to look get theirs first.
  List<LayoutBlock> blocks(int room) {
    SlackPage end = new SlackPage(room);
    sureness(end);
    SlackPage links = new SlackPage(room - end.length());
    show(links, Topic.LINKS);
    SlackPage page = new SlackPage(room - end.length() - links.length());
    paragraph(page, document.cause());
    page.close();
    show(page, Topic.WHY);
    if (!document.action().spans().isEmpty()) {
      page.add(new Block.Facts(ChannelWords.action(document.action())));
    }
    frame.owner().forEach(page::add);
    page.close();
    show(page, Topic.TODO);
    SlackPage news = new SlackPage(MOST_IN_NEWS);
    frame.news().forEach(news::add);
    return Stream.of(news.blocks(), page.blocks(), end.blocks(), context(), links.blocks())
        .flatMap(List::stream)
        .toList();
  }

  private static void paragraph(SlackPage page, RichSentence sentence) {
    if (!sentence.spans().isEmpty()) {
      page.add(new Block.Paragraph(sentence));
    }
  }

  private List<LayoutBlock> context() {
    return frame.context().spans().isEmpty()
        ? List.of()
        : List.of(SlackContext.of(frame.context()));
  }

  /// The verdict in one line; what it rests on waits for the details.
  private void sureness(SlackPage page) {
    List<Block> blocks = document.blocks(Topic.SURENESS);
    if (!blocks.isEmpty() && page.add(blocks.getFirst())) {
      left.put(Topic.SURENESS, blocks.subList(1, blocks.size()));
    }
  }

  /// A section, part after part; long code and the ends of long lists wait for the details.
  private void show(SlackPage page, Topic topic) {
    List<Block> rest = new ArrayList<>();
    boolean shown = false;
    for (List<Block> part : Block.parts(document.blocks(topic))) {
      List<Block> later = show(page, part);
      rest.addAll(later);
      shown |= !later.equals(part);
    }
    left.put(topic, rest);
    if (!rest.isEmpty() && shown) {
      page.add(new Block.Paragraph(ChannelWords.more()));
    }
    page.close();
  }

  /// Shows a part, or of its list as much as there is room for.
  ///
  /// @return what is left of it
  private static List<Block> show(SlackPage page, List<Block> part) {
    if (part.getLast() instanceof Block.Bullets(List<RichSentence> items)) {
      for (int shown = Math.min(MOST_BULLETS, items.size()); shown > 0; shown--) {
        List<Block> begin = new ArrayList<>(part.subList(0, part.size() - 1));
        begin.add(new Block.Bullets(items.subList(0, shown)));
        if (page.add(List.of(), begin)) {
          return shown == items.size()
              ? List.of()
              : List.of(new Block.Bullets(items.subList(shown, items.size())));
        }
      }
      return part;
    }
    boolean shown = part.stream().allMatch(PlainBlocks::isShort) && page.add(List.of(), part);
    return shown ? List.of() : part;
  }

  /// What [#blocks] did not show, by section, in their order.
  Map<Topic, List<Block>> leftOut() {
    left.values().removeIf(List::isEmpty);
    return left;
  }
}
