package dev.rolecall.explanation.render.slack;

import static dev.rolecall.explanation.document.RichSentence.words;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.explanation.term.RegionNames;
import dev.rolecall.explanation.term.TimeFormat;
import dev.rolecall.explanation.wording.TopicTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An explanation as blocks for Slack: the first screen, and the details that it leaves out.
public final class SlackScreen {

  private static final int MESSAGE = 4_600;

  private final Explanation explanation;
  private final List<LayoutBlock> blocks = new ArrayList<>();
  private final Map<Topic, List<Block>> left;

  public SlackScreen(Explanation explanation, Document document, SlackFrame frame) {
    this.explanation = explanation;
    FirstScreen screen = new FirstScreen(document, frame);
    blocks.add(SlackHeader.of(frame.sign(), frame.title()));
    blocks.addAll(screen.blocks(when(explanation), MESSAGE));
    this.left = screen.leftOut();
  }

  /// The message.
  public List<LayoutBlock> blocks() {
    return blocks;
  }

  /// Accounts, time and region on one line.
  private static RichSentence when(Explanation explanation) {
    Optional<RichSentence> time =
        explanation.denial().time().map(at -> words(TimeFormat.absolute(at)));
    RichSentence where = where(explanation);
    return RichSentence.join(
        Stream.concat(time.stream(), Stream.of(where).filter(of -> !of.spans().isEmpty())).toList(),
        " · ",
        " · ");
  }

  /// Accounts and region on one line.
  public static RichSentence where(Explanation explanation) {
    Denial denial = explanation.denial();
    List<RichSentence> parts = new ArrayList<>();
    RegionNames.of(denial).ifPresent(name -> parts.add(words(name)));
    EntityNames entityNames = new EntityNames(explanation);
    if (entityNames.crossAccount()) {
      entityNames.callerAccount().ifPresent(id -> parts.add(words("caller in " + id)));
      entityNames.roleAccount().ifPresent(id -> parts.add(words("role in " + id)));
    } else {
      entityNames
          .roleAccount()
          .or(entityNames::callerAccount)
          .ifPresent(id -> parts.add(words("account " + id)));
    }
    return RichSentence.join(parts, " · ", " · ");
  }

  /// What the message leaves out, section after section, as much as fits.
  ///
  /// @param news goes first
  public List<LayoutBlock> details(Optional<String> news, int room) {
    SlackPage end = new SlackPage(room);
    end.add(
        List.of(RichText.heading("Shortened. The whole of it:")),
        List.of(new Block.Code("bash", FullTextHint.command(explanation.denial()))));
    SlackPage page = new SlackPage(room - end.length());
    page.add(news.stream().map(RichText::heading).toList(), List.of());
    page.close();
    boolean complete = true;
    for (Map.Entry<Topic, List<Block>> section : left.entrySet()) {
      complete &=
          page.add(List.of(RichText.heading(TopicTitle.of(section.getKey()))), section.getValue());
      page.close();
    }
    List<LayoutBlock> details = new ArrayList<>(page.blocks());
    if (!complete) {
      details.addAll(end.blocks());
    }
    return details;
  }
}
