package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.words;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.ConsoleLinks;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackButtons;
import dev.rolecall.explanation.render.slack.SlackFrame;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackScreen;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import dev.rolecall.explanation.wording.notification.ContextWords;
import dev.rolecall.explanation.wording.notification.OngoingWords;
import dev.rolecall.explanation.wording.term.DenialSeverity;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.NotificationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The notification of an ongoing denial: the explanation of its newest denial, with what happened
/// before.
///
/// The message for Slack says where the incident stands, whatever the kind of the notification, so
/// that it reads the same however often it was changed in place. What is new stands in the reply.
final class OngoingDenial implements NotificationWords {

  private static final int MOST_SEEN = 3;
  private static final int MOST_SEEN_IN_MAIL = 50;
  private static final int DETAILS = 6_300;

  private final NotificationKind kind;
  private final Explanation explanation;
  private final OngoingWords words;
  private final Document document;
  private final List<LayoutBlock> buttons;

  OngoingDenial(Notification.OfRefusal notice, WritingOptions writingOptions) {
    this.kind = notice.kind();
    this.explanation = notice.explanation();
    this.words = OngoingWords.of(kind, notice.incident(), explanation, notice.now());
    Document written = DocumentWriter.write(explanation, writingOptions, false);
    this.document = Answers.below(written, notice.incident());
    this.buttons =
        SlackButtons.of(
            notice.incident(),
            new ConsoleLinks(writingOptions.links())
                .details(explanation.denial(), explanation.diagnosis().cause().code()));
  }

  private String sign() {
    return DenialSeverity.sign(explanation);
  }

  @Override
  public NotificationText text() {
    return new NotificationText(
        sign(),
        words.line(),
        words.lead().map(RichSentence::words),
        withIncident(),
        Optional.of(FullTextHint.command(explanation.denial())));
  }

  /// The explanation with a section on the incident, where there is something to say about it.
  private Document withIncident() {
    List<Block.Fact> facts = words.facts(MOST_SEEN_IN_MAIL);
    List<Section> sections = new ArrayList<>(document.sections());
    if (!facts.isEmpty()) {
      sections.add(new Section(Topic.INCIDENT, new Block.Facts(facts)));
    }
    return document.with(sections);
  }

  @Override
  public SlackMessage slack() {
    SlackScreen screen = new SlackScreen(explanation, document, frame());
    String text = SlackText.line(sign(), words.line());
    return new SlackMessage(
        text,
        SlackText.whole(text, words.lead(), document),
        screen.blocks(),
        reply(screen),
        buttons);
  }

  private SlackFrame frame() {
    List<Block> owner = new ArrayList<>();
    words.owner().map(Block.Facts::new).ifPresent(owner::add);
    words.timeline().seen(MOST_SEEN).forEach(fact -> owner.add(new Block.Facts(fact)));
    List<Block> news = new ArrayList<>(words.news());
    words.repeated().map(Block.Facts::new).ifPresent(news::add);
    return new SlackFrame(
        sign(), words.standing(), news, owner, new ContextWords(explanation).of(words.incident()));
  }

  private Optional<SlackMessage.Reply> reply(SlackScreen screen) {
    String title = SlackText.title(sign(), words.line());
    return switch (kind) {
      case PROGRESS, HANDLED -> Optional.empty();
      case FIRST, RESOLVED -> details(screen, ChannelWords.details(title));
      case CHANGED -> details(screen, title);
      case REMINDER, REOPENED -> Optional.of(new SlackMessage.Reply(title, reminder()));
    };
  }

  private Optional<SlackMessage.Reply> details(SlackScreen screen, String text) {
    return Optional.of(new SlackMessage.Reply(text, screen.details(words.lead(), DETAILS)));
  }

  /// Short: the message above it has everything.
  private List<LayoutBlock> reminder() {
    SlackPage page = new SlackPage(DETAILS);
    words.lead().ifPresent(news -> page.add(new Block.Paragraph(words(news))));
    page.add(new Block.Paragraph(document.cause()));
    if (!document.action().spans().isEmpty()) {
      page.add(new Block.Facts(ChannelWords.action(document.action())));
    }
    return page.blocks();
  }
}
