package dev.rolecall.explanation.render.slack;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An explanation as blocks for Slack: the first screen, and the details that it leaves out.
public final class SlackScreen {

  private static final int MESSAGE = 4_600;

  private final Explanation explanation;
  private final List<LayoutBlock> blocks = new ArrayList<>();
  private final Map<Topic, List<Block>> left;

  public SlackScreen(Explanation explanation, Document document, SlackFrame frame) {
    this.explanation = explanation;
    FirstScreen screen = new FirstScreen(document, frame);
    blocks.add(SlackHeader.of(frame.sign(), frame.line()));
    blocks.addAll(screen.blocks(MESSAGE));
    this.left = screen.leftOut();
  }

  /// The message.
  public List<LayoutBlock> blocks() {
    return blocks;
  }

  /// What the message leaves out, section after section, as much as fits; how to answer the alert
  /// in any case.
  ///
  /// @param news goes first
  public List<LayoutBlock> details(Optional<String> news, int room) {
    SlackPage end = new SlackPage(room);
    end.add(
        List.of(RichText.heading(ChannelWords.shortened())),
        List.of(new Block.Code("bash", FullTextHint.command(explanation.denial()))));
    SlackPage answer = new SlackPage(room);
    section(answer, Topic.ANSWER, left.getOrDefault(Topic.ANSWER, List.of()));
    SlackPage page = new SlackPage(room - end.length() - answer.length());
    page.add(news.stream().map(RichText::heading).toList(), List.of());
    page.close();
    boolean complete = true;
    for (Map.Entry<Topic, List<Block>> section : left.entrySet()) {
      complete &=
          section.getKey() == Topic.ANSWER || section(page, section.getKey(), section.getValue());
      page.close();
    }
    List<LayoutBlock> details = new ArrayList<>(page.blocks());
    if (!complete) {
      details.addAll(end.blocks());
    }
    details.addAll(answer.blocks());
    return details;
  }

  private static boolean section(SlackPage page, Topic topic, List<Block> blocks) {
    return blocks.isEmpty() || page.add(List.of(RichText.heading(TopicTitle.of(topic))), blocks);
  }
}
