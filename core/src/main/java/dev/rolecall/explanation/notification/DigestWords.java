package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.term.Count;
import dev.rolecall.explanation.term.IncidentTimeline;
import dev.rolecall.explanation.term.ShortName;
import dev.rolecall.explanation.term.TimeFormat;
import dev.rolecall.incident.notification.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A look back at some days, in words.
final class DigestWords implements NotificationWords {

  private static final String SIGN = "📋";
  private static final int MOST_CAUSES = 10;
  private static final int MOST_PAIRS = 10;
  private static final int MOST_UNREAD = 5;
  private static final int MESSAGE = 9_000;

  private final Digest digest;
  private final Document document;

  DigestWords(Digest digest) {
    this.digest = digest;
    this.document = letter();
  }

  private String denials() {
    return digest.denials() == 0 ? "no denials" : Count.of(digest.denials(), "denial");
  }

  private String days() {
    return switch (digest.period()) {
      case DAILY -> "on " + digest.to();
      case WEEKLY -> "in " + Count.of(digest.period().days(), "day");
    };
  }

  private String problems() {
    return Count.of(digest.opened(), "new problem")
        + ", "
        + Count.of(digest.resolved())
        + " resolved";
  }

  private RichSentence headline() {
    return words(denials() + " " + days() + ", " + problems());
  }

  @Override
  public NotificationText text() {
    return new NotificationText(
        SIGN,
        headline(),
        List.of(headline()),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        document,
        Optional.empty());
  }

  private Document letter() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(Topic.INCIDENT, List.of(new Block.Facts(facts()))));
    add(sections, Topic.CAUSES, causes());
    add(sections, Topic.PAIRS, pairs());
    add(sections, Topic.UNREAD, unread());
    RichSentence headline = headline().capital();
    return new Document(headline, headline.then("."), sections);
  }

  private static void add(List<Section> sections, Topic topic, List<RichSentence> items) {
    if (!items.isEmpty()) {
      sections.add(new Section(topic, List.of(new Block.Bullets(items))));
    }
  }

  private List<Block.Fact> facts() {
    List<Block.Fact> facts = new ArrayList<>();
    if (digest.period().days() > 1) {
      facts.add(fact("days", digest.from() + " to " + digest.to() + " (UTC)"));
    }
    facts.add(
        fact(
            "problems",
            Count.of(digest.opened()) + " new, " + Count.of(digest.resolved()) + " resolved"));
    digest
        .typicalResolution()
        .ifPresent(
            time -> facts.add(fact("time to resolution", TimeFormat.length(time) + " (median)")));
    if (digest.denials() > 0) {
      facts.add(
          fact(
              "not explained",
              Count.of(digest.undetermined())
                  + " ("
                  + Count.share(digest.undetermined(), digest.denials())
                  + ")"));
    }
    if (digest.searches() > 0) {
      facts.add(
          fact(
              "🚨 searches",
              Count.of(digest.searches(), "caller") + " tried one role after the other"));
    }
    if (digest.muted() > 0) {
      facts.add(fact("muted", Count.of(digest.muted(), "denial") + ", only counted"));
    }
    return facts;
  }

  private static Block.Fact fact(String label, String words) {
    return new Block.Fact(label, words(words));
  }

  private List<RichSentence> causes() {
    List<RichSentence> causes = new ArrayList<>();
    digest
        .causes()
        .forEach(
            (cause, denials) ->
                causes.add(
                    words(
                        cause.label()
                            + ": "
                            + Count.of(denials)
                            + " ("
                            + Count.share(denials, digest.denials())
                            + ")")));
    return first(causes, MOST_CAUSES);
  }

  private List<RichSentence> pairs() {
    return first(
        digest.pairs().stream()
            .map(
                pair ->
                    say(
                            (pair.resolved() ? "✅" : "❌") + " {} → {}",
                            IncidentTimeline.name(ShortName.of(pair.caller())),
                            IncidentTimeline.name(ShortName.of(pair.role())))
                        .then(": " + Count.of(pair.denials()) + ", " + pair.cause().label()))
            .toList(),
        MOST_PAIRS);
  }

  private List<RichSentence> unread() {
    List<RichSentence> unread = new ArrayList<>();
    digest
        .unread()
        .forEach(
            (what, incidents) ->
                unread.add(
                    ticked(Truncation.at(160, VisibleText.line(what)))
                        .then(" (" + Count.of(incidents, "problem") + ")")));
    return first(unread, MOST_UNREAD);
  }

  private static List<RichSentence> first(List<RichSentence> items, int most) {
    if (items.size() <= most) {
      return items;
    }
    List<RichSentence> some = new ArrayList<>(items.subList(0, most));
    some.add(words("and " + (items.size() - most) + " more"));
    return some;
  }

  @Override
  public SlackMessage slack() {
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(SIGN, words("Rolecall: " + denials() + " " + days())));
    blocks.addAll(SlackDocument.blocks(document.sections(), MESSAGE));
    return new SlackMessage(
        SlackText.whole("Rolecall: " + headline().plain(), document), blocks, Optional.empty());
  }
}
