package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.ticked;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.ShortName;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.notification.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A summary of some days, in words.
public record DigestText(Digest digest) {

  private static final int MOST_CAUSES = 10;
  private static final int MOST_PAIRS = 10;
  private static final int MOST_UNREAD = 5;
  private static final int LONGEST_FACT = 160;

  private String denials() {
    return digest.denials() == 0 ? "no denials" : Count.of(digest.denials(), "denial");
  }

  private String days() {
    return switch (digest.period()) {
      case DAILY -> "on " + digest.to();
      case WEEKLY -> "in " + Count.of(digest.period().days(), "day");
    };
  }

  private String incidents() {
    return Count.of(digest.opened()) + " new, " + Count.of(digest.resolved()) + " resolved";
  }

  private RichSentence headline() {
    return words(denials() + " " + days() + ". Incidents: " + incidents());
  }

  /// The digest in a single line, with the cause that was there most often.
  public AlertLine line() {
    List<RichSentence> endings =
        digest.causes().entrySet().stream()
            .findFirst()
            .map(
                most ->
                    words(
                        ". Most frequent: "
                            + CauseLabel.of(most.getKey())
                            + " ("
                            + Count.of(most.getValue())
                            + ")"))
            .stream()
            .toList();
    return new SentenceLine(List.of(headline()), endings);
  }

  /// The whole of it.
  public Document document() {
    RichSentence headline = headline().capital();
    return new Document(
        headline,
        headline.then("."),
        List.of(
            new Section(Topic.INCIDENT, new Block.Facts(facts())),
            new Section(Topic.CAUSES, bullets(causes())),
            new Section(Topic.PAIRS, bullets(pairs())),
            new Section(Topic.UNREAD, bullets(unread()))));
  }

  private static List<Block> bullets(List<RichSentence> items) {
    return items.isEmpty() ? List.of() : List.of(new Block.Bullets(items));
  }

  private List<Block.Fact> facts() {
    List<Block.Fact> facts = new ArrayList<>();
    if (digest.period().days() > 1) {
      facts.add(new Block.Fact("Days", digest.from() + " to " + digest.to() + " (UTC)"));
    }
    facts.add(new Block.Fact("Incidents", incidents()));
    digest
        .typicalResolution()
        .map(TimeFormat::length)
        .ifPresent(time -> facts.add(new Block.Fact("Time to resolution", time + " (median)")));
    if (digest.denials() > 0) {
      facts.add(new Block.Fact("Cause undetermined", share(digest.undetermined())));
    }
    if (digest.searches() > 0) {
      facts.add(
          new Block.Fact("🚨 Possible role enumeration", Count.of(digest.searches(), "caller")));
    }
    if (digest.muted() > 0) {
      facts.add(
          new Block.Fact("Muted", Count.of(digest.muted(), "denial") + " (counted, not alerted)"));
    }
    return facts;
  }

  private String share(long denials) {
    return Count.of(denials) + " (" + Count.share(denials, digest.denials()) + ")";
  }

  private List<RichSentence> causes() {
    return first(
        MOST_CAUSES,
        Stream.concat(
            digest.causes().entrySet().stream()
                .map(
                    cause -> words(CauseLabel.of(cause.getKey()) + ": " + share(cause.getValue()))),
            digest.newer().entrySet().stream()
                .map(
                    cause ->
                        words(CauseLabel.newer(cause.getKey()) + ": " + share(cause.getValue())))));
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
                        .then(": " + Count.of(pair.denials()) + ", " + cause(pair))));
  }

  private static String cause(Digest.Pair pair) {
    return pair.newer().map(CauseLabel::newer).orElseGet(() -> CauseLabel.of(pair.cause()));
  }

  private List<RichSentence> unread() {
    return first(
        MOST_UNREAD,
        digest.unread().entrySet().stream()
            .map(
                fact ->
                    ticked(Truncation.at(LONGEST_FACT, VisibleText.line(fact.getKey())))
                        .then(" (" + Count.of(fact.getValue(), "incident") + ")")));
  }

  private static List<RichSentence> first(int most, Stream<RichSentence> items) {
    return ChannelWords.first(most, items.toList());
  }
}
