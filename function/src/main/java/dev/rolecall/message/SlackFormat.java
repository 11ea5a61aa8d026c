package dev.rolecall.message;

import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.RichTextElement;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.message.Letter.Section;
import dev.rolecall.message.Letter.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Explanations for Slack: on the first screen of a phone who could not assume what, why, who acts
/// and what to do; everything else in the thread. External ids are masked inside policy documents
/// too.
///
/// Message and thread fit into one message together (50 blocks, 13,000 characters), so that an
/// incoming webhook, which cannot reply, sends them as one.
public final class SlackFormat {

  private static final int MOST_IN_TEXT = 2_900;
  private static final int MOST_IN_NAME = 48;
  private static final int MESSAGE = 4_600;
  private static final int THREAD = 7_000;

  private final Explanation explanation;
  private final Title title;
  private final Letter letter;
  private final Map<Topic, List<Block>> sections = new EnumMap<>(Topic.class);

  private SlackFormat(Explanation explanation, Options options) {
    this.explanation = explanation;
    this.title = new Title(explanation);
    this.letter = LetterWriter.write(explanation, options, false);
    for (Section section : letter.sections()) {
      sections.put(section.topic(), section.blocks());
    }
  }

  /// The explanation of a denial.
  public static SlackMessage write(Explanation explanation, Options options) {
    return new SlackFormat(explanation, options).message();
  }

  private SlackMessage message() {
    FirstScreen screen = new FirstScreen(sections);
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(header());
    blocks.addAll(screen.blocks(when(), title, MESSAGE));
    String threadTitle = "Details: " + name(title.caller()) + " → " + name(title.role());
    return new SlackMessage(
        SlackText.of(letter, title, MOST_IN_TEXT),
        blocks,
        new SlackMessage.Reply(SlackText.escape(threadTitle), details(screen.leftOut())));
  }

  private HeaderBlock header() {
    String sign =
        switch (Severity.of(explanation)) {
          case HIGH -> "🔴 ";
          case MEDIUM -> "🟠 ";
          case LOW -> "⚪ ";
        };
    String text =
        sign + name(title.caller()) + " → " + name(title.role()) + " denied: " + title.cause();
    return HeaderBlock.builder()
        .text(PlainTextObject.builder().text(SlackText.plain(text)).emoji(false).build())
        .build();
  }

  private static String name(String name) {
    return Cut.at(MOST_IN_NAME, name);
  }

  /// Accounts, time and region on one line.
  private Prose when() {
    Denial denial = explanation.denial();
    List<Prose> parts = new ArrayList<>();
    denial.time().ifPresent(time -> parts.add(Prose.words(Moment.absolute(time))));
    denial.region().filter(Region::isRegion).ifPresent(name -> parts.add(Prose.words(name)));
    Names names = new Names(explanation);
    if (names.crossAccount()) {
      names.callerAccount().ifPresent(id -> parts.add(Prose.words("caller in " + id)));
      names.roleAccount().ifPresent(id -> parts.add(Prose.words("role in " + id)));
    } else {
      names
          .roleAccount()
          .or(names::callerAccount)
          .ifPresent(id -> parts.add(Prose.words("account " + id)));
    }
    return Prose.join(parts, " · ", " · ");
  }

  /// Sections in their order, as many as fit.
  private List<LayoutBlock> details(Map<Topic, List<Block>> left) {
    SlackPage end = new SlackPage(THREAD);
    end.add(List.of(RichText.heading("Shortened. The whole of it:")));
    end.add(RichText.of(new Block.Code("bash", Pointer.command(explanation.denial()))));
    SlackPage page = new SlackPage(THREAD - end.length());
    boolean complete = true;
    for (Map.Entry<Topic, List<Block>> section : left.entrySet()) {
      List<RichTextElement> part = new ArrayList<>();
      part.add(RichText.heading(section.getKey().title()));
      section.getValue().forEach(block -> part.addAll(RichText.of(block)));
      complete &= page.add(part);
      page.close();
    }
    List<LayoutBlock> blocks = new ArrayList<>(page.blocks());
    if (!complete) {
      blocks.addAll(end.blocks());
    }
    return blocks;
  }
}
