package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.words;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.ConsoleLinks;
import dev.rolecall.explanation.FullTextHint;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.slack.RichText;
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A caller who tries one role after the other, or whom nobody here knows, in words. It says what
/// to look at and how to lock the caller out, never how to let it in.
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
    List<Section> sections = new ArrayList<>();
    List<Block> first = new ArrayList<>();
    first.add(new Block.Paragraph(words(isOver() ? lines.ending() : lines.meaning())));
    SearchFacts facts = new SearchFacts(subject, incident, sample, incidentTimeline);
    first.add(new Block.Facts(facts.all()));
    sections.add(new Section(Topic.INCIDENT, first));
    if (!isOver()) {
      sections.add(
          new Section(
              Topic.TODO, new SearchTrail(subject, incident, sample).blocks(lines.isForeign())));
    }
    if (incident.roles().size() > 1) {
      sections.add(new Section(Topic.ROLES, List.of(new Block.Bullets(facts.roles()))));
    }
    List<Block.Link> links = links();
    if (!links.isEmpty()) {
      sections.add(new Section(Topic.LINKS, List.of(new Block.Links(links))));
    }
    RichSentence sentence = lines.happened().capital();
    return new Document(sentence, sentence.then("."), sections);
  }

  /// The event, and the caller, who is to be looked at rather than the roles.
  private List<Block.Link> links() {
    List<Block.Link> links = new ArrayList<>();
    ConsoleLinks.principal(subject.caller()).ifPresent(links::add);
    sample.map(Explanation::denial).flatMap(ConsoleLinks::event).ifPresent(links::add);
    return links;
  }

  private String sign() {
    return isOver() ? "⚪" : "🚨";
  }

  @Override
  public SlackMessage slack() {
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(sign(), lines.headline()));
    List<Section> shown = new ArrayList<>(document.sections());
    shown.removeIf(section -> section.topic() == Topic.ROLES);
    blocks.addAll(SlackDocument.blocks(shown, MESSAGE));
    String first = sign() + " " + SlackHeader.line(lines.headline());
    return new SlackMessage(
        SlackText.whole(
            lines.lead().map(news -> first + "\n" + news).orElse(first),
            new Document(document.headline(), document.summary(), shown)),
        blocks,
        reply());
  }

  private Optional<SlackMessage.Reply> reply() {
    String text = SlackText.escape(SlackHeader.line(lines.headline()));
    return switch (kind) {
      case PROGRESS -> Optional.empty();
      case FIRST ->
          document.sections().stream()
              .filter(section -> section.topic() == Topic.ROLES)
              .findFirst()
              .map(
                  section ->
                      new SlackMessage.Reply(
                          text, SlackDocument.blocks(List.of(titled(section)), REPLY)));
      case CHANGED, REMINDER, RESOLVED -> {
        SlackPage page = new SlackPage(REPLY);
        page.add(List.of(RichText.section(RichText.inline(lines.happened().capital().then(".")))));
        String news = lines.lead().orElseGet(lines::ending);
        page.add(List.of(RichText.section(RichText.inline(words(news)))));
        yield Optional.of(new SlackMessage.Reply(text, page.blocks()));
      }
    };
  }

  private static Section titled(Section section) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(words(section.topic().title() + ":")));
    blocks.addAll(section.blocks());
    return new Section(section.topic(), blocks);
  }
}
