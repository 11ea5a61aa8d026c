package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.words;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.ConsoleLinks;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackButtons;
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.explanation.wording.notification.IncidentTimeline;
import dev.rolecall.explanation.wording.notification.SearchFacts;
import dev.rolecall.explanation.wording.notification.SearchText;
import dev.rolecall.explanation.wording.notification.SearchTrail;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The notification of a caller that tries one role after another, or that is unknown to the role's
/// side. It says what to look at and how to lock the caller out, never how to let it in.
final class SearchWords implements NotificationWords {

  private static final int MESSAGE = 7_000;
  private static final int REPLY = 4_500;
  private static final Set<Topic> IN_REPLY = Set.of(Topic.ROLES, Topic.ANSWER);

  private final NotificationKind kind;
  private final Incident incident;
  private final IncidentSubject.Search subject;
  private final Optional<Explanation> sample;
  private final ConsoleLinks consoleLinks;
  private final IncidentTimeline timeline;
  private final SearchText text;
  private final Document document;

  SearchWords(
      Notification.OfSearch notice, IncidentSubject.Search subject, WritingOptions writingOptions) {
    this.kind = notice.kind();
    this.incident = notice.incident();
    this.subject = subject;
    this.sample = notice.sample();
    this.consoleLinks = new ConsoleLinks(writingOptions.links());
    this.timeline = new IncidentTimeline(incident, notice.now());
    this.text = new SearchText(kind, subject, incident, sample, timeline);
    this.document = document();
  }

  private boolean isOver() {
    return kind == NotificationKind.RESOLVED;
  }

  @Override
  public NotificationText text() {
    return new NotificationText(
        sign(),
        text.line(),
        text.lead().map(RichSentence::words),
        document,
        sample.map(Explanation::denial).map(FullTextHint::command));
  }

  private Document document() {
    SearchFacts facts = new SearchFacts(subject, incident, sample, timeline);
    RichSentence sentence = text.happened().capital();
    return Answers.below(
        new Document(
            sentence,
            isOver() ? text.ending() : words(text.meaning()),
            RichSentence.NOTHING,
            sentence.then("."),
            List.of(
                new Section(Topic.INCIDENT, new Block.Facts(facts.all())),
                new Section(
                    Topic.TODO,
                    isOver()
                        ? List.of()
                        : new SearchTrail(subject, incident, sample.map(Explanation::denial))
                            .blocks(text.isForeign())),
                new Section(
                    Topic.ROLES,
                    incident.roles().size() > 1
                        ? List.of(new Block.Bullets(facts.roles()))
                        : List.of()),
                new Section(Topic.LINKS, Block.links(links())))),
        incident);
  }

  /// The event, and the caller, who is to be looked at rather than the roles.
  private List<Block.Link> links() {
    return Stream.of(
            consoleLinks.principal(subject.caller()),
            sample.map(Explanation::denial).flatMap(consoleLinks::event))
        .flatMap(Optional::stream)
        .toList();
  }

  private String sign() {
    return isOver() ? "⚪" : "🚨";
  }

  @Override
  public SlackMessage slack() {
    Document shown =
        document.with(
            document.sections().stream()
                .filter(section -> !IN_REPLY.contains(section.topic()))
                .toList());
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(sign(), text.line()));
    blocks.addAll(SlackDocument.blocks(shown, MESSAGE));
    String line = SlackText.line(sign(), text.line());
    return new SlackMessage(
        line,
        SlackText.whole(line, text.lead(), shown),
        blocks,
        reply(),
        SlackButtons.of(incident, links().stream().reduce((_, event) -> event)));
  }

  private Optional<SlackMessage.Reply> reply() {
    String line = SlackText.title(sign(), text.line());
    return switch (kind) {
      case PROGRESS, HANDLED -> Optional.empty();
      case FIRST -> {
        SlackPage page = new SlackPage(REPLY);
        IN_REPLY.stream().sorted().forEach(topic -> titled(page, topic));
        yield Optional.of(new SlackMessage.Reply(line, page.blocks()));
      }
      case CHANGED, REMINDER, RESOLVED, REOPENED -> {
        SlackPage page = new SlackPage(REPLY);
        page.add(new Block.Paragraph(text.happened().capital().then(".")));
        page.add(new Block.Paragraph(text.lead().map(RichSentence::words).orElseGet(text::ending)));
        yield Optional.of(new SlackMessage.Reply(line, page.blocks()));
      }
    };
  }

  private void titled(SlackPage page, Topic topic) {
    document.blocks(topic).forEach(block -> page.addTitled(TopicTitle.of(topic), block));
  }
}
