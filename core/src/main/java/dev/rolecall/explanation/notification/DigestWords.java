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
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.incident.notification.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A look back at some days, in words.
record DigestWords(Digest digest) implements NotificationWords {

  private static final String SIGN = "📋";
  private static final int MOST_CAUSES = 10;
  private static final int MOST_PAIRS = 10;
  private static final int MOST_UNREAD = 5;
  private static final int MESSAGE = 9_000;

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
        document(),
        Optional.empty());
  }

  private Document document() {
    RichSentence headline = headline().capital();
    return new Document(
        headline,
        headline.then("."),
        List.of(
            new Section(Topic.INCIDENT, new Block.Facts(facts())),
            new Section(Topic.CAUSES, Block.bullets(causes())),
            new Section(Topic.PAIRS, Block.bullets(pairs())),
            new Section(Topic.UNREAD, Block.bullets(unread()))));
  }

  private List<Block.Fact> facts() {
    List<Block.Fact> facts = new ArrayList<>();
    if (digest.period().days() > 1) {
      facts.add(new Block.Fact("days", digest.from() + " to " + digest.to() + " (UTC)"));
    }
    facts.add(
        new Block.Fact(
            "problems",
            Count.of(digest.opened()) + " new, " + Count.of(digest.resolved()) + " resolved"));
    digest
        .typicalResolution()
        .map(TimeFormat::length)
        .ifPresent(time -> facts.add(new Block.Fact("time to resolution", time + " (median)")));
    if (digest.denials() > 0) {
      facts.add(new Block.Fact("not explained", share(digest.undetermined())));
    }
    if (digest.searches() > 0) {
      String callers = Count.of(digest.searches(), "caller");
      facts.add(new Block.Fact("🚨 searches", callers + " tried one role after the other"));
    }
    if (digest.muted() > 0) {
      facts.add(new Block.Fact("muted", Count.of(digest.muted(), "denial") + ", only counted"));
    }
    return facts;
  }

  private String share(long denials) {
    return Count.of(denials) + " (" + Count.share(denials, digest.denials()) + ")";
  }

  private List<RichSentence> causes() {
    return first(
        MOST_CAUSES,
        digest.causes().entrySet().stream()
            .map(cause -> words(CauseLabel.of(cause.getKey()) + ": " + share(cause.getValue()))));
  }

  private List<RichSentence> pairs() {
    return first(
        MOST_PAIRS,
        digest.pairs().stream()
            .map(
                pair ->
                    say(
                            (pair.resolved() ? "✅" : "❌") + " {} → {}",
                            IncidentTimeline.name(ShortName.of(pair.caller())),
                            IncidentTimeline.name(ShortName.of(pair.role())))
                        .then(
                            ": " + Count.of(pair.denials()) + ", " + CauseLabel.of(pair.cause()))));
  }

  private List<RichSentence> unread() {
    return first(
        MOST_UNREAD,
        digest.unread().entrySet().stream()
            .map(
                fact ->
                    ticked(Truncation.at(160, VisibleText.line(fact.getKey())))
                        .then(" (" + Count.of(fact.getValue(), "problem") + ")")));
  }

  private static List<RichSentence> first(int most, Stream<RichSentence> items) {
    return RichSentence.first(most, items.toList(), "and %d more");
  }

  @Override
  public SlackMessage slack() {
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(SIGN, words("Rolecall: " + denials() + " " + days())));
    blocks.addAll(SlackDocument.blocks(document(), MESSAGE));
    return new SlackMessage(
        SlackText.whole("Rolecall: " + headline().plain(), document()), blocks, Optional.empty());
  }
}
