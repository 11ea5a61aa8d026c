package dev.rolecall.message;

import com.slack.api.model.block.element.RichTextElement;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.incident.Incident;
import dev.rolecall.incident.Notice;
import dev.rolecall.incident.NoticeKind;
import dev.rolecall.message.Letter.Section;
import dev.rolecall.message.Letter.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A refusal that goes on, in words: the explanation of its newest denial, with how it went so far.
///
/// The message for Slack says where the incident stands, whatever the kind of the notice, so that
/// it reads the same however often it was changed in place. What is new stands in the reply.
final class OpenRefusal implements NoticeWords {

  private static final int MOST_SEEN = 3;
  private static final int MOST_SEEN_IN_MAIL = 10;
  private static final int DETAILS = 6_300;

  private final NoticeKind kind;
  private final Incident incident;
  private final Explanation explanation;
  private final Course course;
  private final Way way;
  private final Title title;
  private final OpenLines lines;
  private final Letter letter;

  OpenRefusal(Notice.OfRefusal notice, Options options) {
    this.kind = notice.kind();
    this.incident = notice.incident();
    this.explanation = notice.explanation();
    this.course = new Course(incident, notice.now());
    this.way = Way.of(incident, explanation);
    this.title = new Title(explanation);
    this.lines = new OpenLines(kind, incident, title, way, course);
    this.letter = LetterWriter.write(explanation, options, false);
  }

  private boolean isBack() {
    return incident.episode() > 1;
  }

  @Override
  public Bulletin bulletin() {
    return new Bulletin(
        lines.headline(),
        lines.subjects(),
        ShortLines.acting(title),
        lines.lead().map(Prose::words),
        withCourse(),
        Optional.of(Pointer.command(explanation.denial())));
  }

  /// The explanation with a section on the incident, where that tells something.
  private Letter withCourse() {
    List<Block.Fact> facts = new ArrayList<>();
    if (course.repeats()) {
      facts.add(course.fact());
    }
    facts.addAll(way.facts());
    again().ifPresent(facts::add);
    facts.addAll(course.seen(MOST_SEEN_IN_MAIL));
    owner().ifPresent(owner -> facts.add(new Block.Fact("owner", owner)));
    if (facts.isEmpty()) {
      return letter;
    }
    List<Section> sections = new ArrayList<>(letter.sections());
    sections.add(1, new Section(Topic.INCIDENT, List.of(new Block.Facts(facts))));
    return new Letter(letter.headline(), letter.summary(), sections);
  }

  private Optional<Block.Fact> again() {
    List<String> words = new ArrayList<>();
    if (isBack()) {
      incident
          .resolution()
          .ifPresent(end -> words.add("it was over since " + course.clock(end.at())));
    }
    if (incident.episode() > 2) {
      words.add("this is the " + Count.ordinal(incident.episode()) + " time");
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Block.Fact("again", Prose.words(String.join("; ", words))));
  }

  private Optional<Prose> owner() {
    return incident.owner().map(Course::name).map(Prose::value);
  }

  @Override
  public SlackMessage slack() {
    SlackScreen screen = new SlackScreen(explanation, letter, frame());
    List<String> news = new ArrayList<>();
    if (kind != NoticeKind.FIRST) {
      news.add(SlackHeader.line(call()));
      lines.lead().ifPresent(news::add);
    }
    return new SlackMessage(SlackText.of(letter, title, news), screen.blocks(), reply(screen));
  }

  private Prose call() {
    return SlackFormat.call(title);
  }

  private SlackFrame frame() {
    String denied =
        !way.fixed().isEmpty() ? " still denied: " : isBack() ? " denied again: " : " denied: ";
    List<RichTextElement> acting = new ArrayList<>(SlackFrame.acting(title));
    owner().ifPresent(owner -> acting.add(RichText.labelled("Owner", owner)));
    return new SlackFrame(
        SlackFrame.sign(explanation),
        call().then(denied + title.cause()),
        slackLead(),
        acting,
        RichText.of(new Block.Facts(course.seen(MOST_SEEN))),
        hasDetails() ? "More below." : "More in the details of the first message.");
  }

  private List<RichTextElement> slackLead() {
    List<Block.Fact> facts = new ArrayList<>(way.facts());
    if (course.repeats()) {
      facts.add(new Block.Fact(lines.goesOn(), Prose.words(course.denials())));
    }
    again().ifPresent(facts::add);
    List<RichTextElement> lead = new ArrayList<>();
    facts.forEach(fact -> lead.add(RichText.labelled(label(fact), fact.text())));
    if (!way.met()) {
      lead.add(RichText.section(RichText.inline(Prose.words(Way.unmet()))));
    }
    return lead;
  }

  private static String label(Block.Fact fact) {
    String sign = fact.label().equals(Way.FIXED) ? "✅ " : "";
    return sign + Sentences.capital(fact.label());
  }

  private boolean hasDetails() {
    return kind == NoticeKind.FIRST || kind == NoticeKind.CHANGED;
  }

  private Optional<SlackMessage.Reply> reply(SlackScreen screen) {
    return switch (kind) {
      case PROGRESS -> Optional.empty();
      case FIRST, RESOLVED ->
          Optional.of(
              new SlackMessage.Reply(
                  SlackText.escape("Details: " + SlackHeader.line(call())),
                  screen.details(List.of(), DETAILS)));
      case CHANGED -> {
        String news = lines.lead().orElse("");
        yield Optional.of(
            new SlackMessage.Reply(
                SlackText.escape(SlackHeader.line(call()) + ": " + news),
                screen.details(List.of(RichText.heading(news)), DETAILS)));
      }
      case REMINDER -> Optional.of(reminder());
    };
  }

  /// Short: the message above it has everything.
  private SlackMessage.Reply reminder() {
    SlackPage page = new SlackPage(DETAILS);
    page.add(List.of(RichText.labelled(lines.goesOn(), Prose.words(course.denials() + "."))));
    page.add(
        List.of(
            RichText.labelled("In the way", Prose.words(title.cause())),
            RichText.labelled("Who acts", Prose.words(title.actor()))));
    return new SlackMessage.Reply(
        SlackText.escape(
            SlackHeader.line(call()) + ": " + title.cause() + ". " + lines.lead().orElse("")),
        page.blocks());
  }
}
