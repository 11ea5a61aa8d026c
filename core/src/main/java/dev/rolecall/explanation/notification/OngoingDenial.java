package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.slack.SlackFrame;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackScreen;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.render.sns.ShortLines;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.term.DenialSeverity;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.explanation.wording.Headline;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.NotificationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An ongoing denial, in words: the explanation of its newest denial, with how it went so far.
///
/// The message for Slack says where the incident stands, whatever the kind of the notice, so that
/// it reads the same however often it was changed in place. What is new stands in the reply.
final class OngoingDenial implements NotificationWords {

  private static final int MOST_SEEN = 3;
  private static final int MOST_SEEN_IN_MAIL = 10;
  private static final int DETAILS = 6_300;

  private final NotificationKind kind;
  private final Incident incident;
  private final Explanation explanation;
  private final IncidentTimeline incidentTimeline;
  private final CauseHistory causeHistory;
  private final Headline title;
  private final OngoingLines lines;
  private final Document document;

  OngoingDenial(Notification.OfRefusal notice, WritingOptions writingOptions) {
    this.kind = notice.kind();
    this.incident = notice.incident();
    this.explanation = notice.explanation();
    this.incidentTimeline = new IncidentTimeline(incident, notice.now());
    this.causeHistory = CauseHistory.of(incident, explanation);
    this.title = new Headline(explanation);
    this.lines = new OngoingLines(kind, incident, title, causeHistory, incidentTimeline);
    this.document = DocumentWriter.write(explanation, writingOptions, false);
  }

  private boolean isBack() {
    return incident.episode() > 1;
  }

  @Override
  public NotificationText text() {
    return new NotificationText(
        DenialSeverity.sign(explanation),
        lines.headline(),
        lines.subjects(),
        ShortLines.acting(title),
        Optional.of(title.actor()),
        lines.lead().map(RichSentence::words),
        withCourse(),
        Optional.of(FullTextHint.command(explanation.denial())));
  }

  /// The explanation with a section on the incident, where there is something to say about it.
  private Document withCourse() {
    List<Block.Fact> facts = new ArrayList<>();
    if (incidentTimeline.repeats()) {
      facts.add(incidentTimeline.fact());
    }
    facts.addAll(causeHistory.facts());
    again().ifPresent(facts::add);
    facts.addAll(incidentTimeline.seen(MOST_SEEN_IN_MAIL));
    owner("owner").ifPresent(facts::add);
    List<Section> sections = new ArrayList<>(document.sections());
    if (!facts.isEmpty()) {
      sections.add(1, new Section(Topic.INCIDENT, new Block.Facts(facts)));
    }
    return document.with(sections);
  }

  private Optional<Block.Fact> again() {
    List<String> words = new ArrayList<>();
    if (isBack()) {
      incident
          .resolution()
          .ifPresent(end -> words.add("it was over since " + incidentTimeline.clock(end.at())));
    }
    if (incident.episode() > 2) {
      words.add("this is the " + Count.ordinal(incident.episode()) + " time");
    }
    return Optional.of(String.join("; ", words))
        .filter(text -> !text.isEmpty())
        .map(text -> new Block.Fact("again", text));
  }

  private Optional<Block.Fact> owner(String label) {
    return incident
        .owner()
        .map(name -> new Block.Fact(label, RichSentence.value(IncidentTimeline.name(name))));
  }

  @Override
  public SlackMessage slack() {
    SlackScreen screen = new SlackScreen(explanation, document, frame());
    List<String> news = new ArrayList<>();
    if (kind != NotificationKind.FIRST) {
      news.add(SlackHeader.line(call()));
      lines.lead().ifPresent(news::add);
    }
    return new SlackMessage(SlackText.of(document, title, news), screen.blocks(), reply(screen));
  }

  private RichSentence call() {
    return SlackFormat.call(title);
  }

  private SlackFrame frame() {
    String denied =
        !causeHistory.fixed().isEmpty()
            ? " still denied: "
            : isBack() ? " denied again: " : " denied: ";
    List<Block> acting = new ArrayList<>(SlackFrame.acting(title));
    owner("Owner").map(Block.Facts::new).ifPresent(acting::add);
    return new SlackFrame(
        DenialSeverity.sign(explanation),
        call().then(denied + title.cause()),
        slackLead(),
        acting,
        incidentTimeline.seen(MOST_SEEN).stream().<Block>map(Block.Facts::new).toList(),
        hasDetails() ? "More below." : "More in the details of the first message.");
  }

  private List<Block> slackLead() {
    List<Block.Fact> facts = new ArrayList<>(causeHistory.facts());
    if (incidentTimeline.repeats()) {
      facts.add(new Block.Fact(lines.ongoing(), incidentTimeline.denials()));
    }
    again().ifPresent(facts::add);
    List<Block> lead = new ArrayList<>();
    facts.forEach(fact -> lead.add(new Block.Facts(new Block.Fact(label(fact), fact.text()))));
    if (!causeHistory.met()) {
      lead.add(new Block.Paragraph(CauseHistory.UNMET));
    }
    return lead;
  }

  private static String label(Block.Fact fact) {
    String sign = fact.label().equals(CauseHistory.FIXED) ? "✅ " : "";
    return sign + Sentences.capital(fact.label());
  }

  private boolean hasDetails() {
    return kind == NotificationKind.FIRST || kind == NotificationKind.CHANGED;
  }

  private Optional<SlackMessage.Reply> reply(SlackScreen screen) {
    String call = SlackHeader.line(call());
    return switch (kind) {
      case PROGRESS -> Optional.empty();
      case FIRST, RESOLVED -> details(screen, "Details: " + call, Optional.empty());
      case CHANGED -> details(screen, call + ": " + lines.lead().orElse(""), lines.lead());
      case REMINDER -> Optional.of(reminder());
    };
  }

  private static Optional<SlackMessage.Reply> details(
      SlackScreen screen, String text, Optional<String> news) {
    return Optional.of(
        new SlackMessage.Reply(SlackText.escape(text), screen.details(news, DETAILS)));
  }

  /// Short: the message above it has everything.
  private SlackMessage.Reply reminder() {
    SlackPage page = new SlackPage(DETAILS);
    page.add(new Block.Facts(new Block.Fact(lines.ongoing(), incidentTimeline.denials() + ".")));
    page.add(
        new Block.Facts(
            new Block.Fact("In the way", title.cause()),
            new Block.Fact("Who acts", title.actor())));
    return new SlackMessage.Reply(
        SlackText.escape(
            SlackHeader.line(call()) + ": " + title.cause() + ". " + lines.lead().orElse("")),
        page.blocks());
  }
}
