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
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A caller that tries one role after the other, or that is unknown to the role's side, in words.
/// It says what to look at and how to lock the caller out, never how to let it in.
final class SearchWords implements NotificationWords {

  private static final int MESSAGE = 7_000;
  private static final int REPLY = 4_500;

  private final NotificationKind kind;
  private final Incident incident;
  private final IncidentSubject.Search subject;
  private final Optional<Explanation> sample;
  private final IncidentTimeline incidentTimeline;
  private final SearchLines lines;
  private final Document document;

  SearchWords(Notification.OfSearch notice, IncidentSubject.Search subject) {
    this.kind = notice.kind();
    this.incident = notice.incident();
    this.subject = subject;
    this.sample = notice.sample();
    this.incidentTimeline = new IncidentTimeline(incident, notice.now());
    this.lines = new SearchLines(kind, subject, incident, sample, incidentTimeline);
    this.document = letter();
  }

  private boolean isOver() {
    return kind == NotificationKind.RESOLVED;
  }

  @Override
  public NotificationText text() {
    return new NotificationText(
        sign(),
        lines.headline(),
        List.of(lines.headline(), lines.happened()),
        lines.endings(),
        Optional.empty(),
        lines.lead().map(RichSentence::words),
        document,
        sample.map(Explanation::denial).map(FullTextHint::command));
  }

  private Document letter() {
    SearchFacts facts = new SearchFacts(subject, incident, sample, incidentTimeline);
    RichSentence sentence = lines.happened().capital();
    return new Document(
        sentence,
        sentence.then("."),
        List.of(
            new Section(
                Topic.INCIDENT,
                new Block.Paragraph(words(isOver() ? lines.ending() : lines.meaning())),
                new Block.Facts(facts.all())),
            new Section(
                Topic.TODO,
                isOver()
                    ? List.of()
                    : new SearchTrail(subject, incident, sample.map(Explanation::denial))
                        .blocks(lines.isForeign())),
            new Section(
                Topic.ROLES,
                incident.roles().size() > 1 ? Block.bullets(facts.roles()) : List.of()),
            new Section(Topic.LINKS, Block.links(links()))));
  }

  /// The event, and the caller, who is to be looked at rather than the roles.
  private List<Block.Link> links() {
    return Stream.of(
            ConsoleLinks.principal(subject.caller()),
            sample.map(Explanation::denial).flatMap(ConsoleLinks::event))
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
                .filter(section -> section.topic() != Topic.ROLES)
                .toList());
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(sign(), lines.headline()));
    blocks.addAll(SlackDocument.blocks(shown, MESSAGE));
    String first = sign() + " " + SlackHeader.line(lines.headline());
    return new SlackMessage(
        SlackText.whole(lines.lead().map(news -> first + "\n" + news).orElse(first), shown),
        blocks,
        reply());
  }

  private Optional<SlackMessage.Reply> reply() {
    String text = SlackText.escape(SlackHeader.line(lines.headline()));
    return switch (kind) {
      case PROGRESS -> Optional.empty();
      case FIRST ->
          document.blocks(Topic.ROLES).stream()
              .findFirst()
              .map(roles -> List.of(new Block.Paragraph(TopicTitle.of(Topic.ROLES) + ":"), roles))
              .map(blocks -> List.of(new Section(Topic.ROLES, blocks)))
              .map(document::with)
              .map(roles -> new SlackMessage.Reply(text, SlackDocument.blocks(roles, REPLY)));
      case CHANGED, REMINDER, RESOLVED -> {
        SlackPage page = new SlackPage(REPLY);
        page.add(new Block.Paragraph(lines.happened().capital().then(".")));
        page.add(new Block.Paragraph(words(lines.lead().orElseGet(lines::ending))));
        yield Optional.of(new SlackMessage.Reply(text, page.blocks()));
      }
    };
  }
}
