package dev.rolecall.message;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.incident.Digest;
import dev.rolecall.message.Letter.Section;
import dev.rolecall.message.Letter.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A look back at some days, in words.
final class DigestWords implements NoticeWords {

  private static final int MOST_CAUSES = 10;
  private static final int MOST_PAIRS = 10;
  private static final int MOST_UNREAD = 5;
  private static final int MESSAGE = 9_000;

  private final Digest digest;
  private final Letter letter;

  DigestWords(Digest digest) {
    this.digest = digest;
    this.letter = letter();
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

  private Prose headline() {
    return Prose.words(denials() + " " + days() + ", " + problems());
  }

  @Override
  public Bulletin bulletin() {
    return new Bulletin(
        headline(), List.of(headline()), List.of(), Optional.empty(), letter, Optional.empty());
  }

  private Letter letter() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(Topic.INCIDENT, List.of(new Block.Facts(facts()))));
    add(sections, Topic.CAUSES, causes());
    add(sections, Topic.PAIRS, pairs());
    add(sections, Topic.UNREAD, unread());
    Prose headline = headline().capital();
    return new Letter(headline, headline.then("."), sections);
  }

  private static void add(List<Section> sections, Topic topic, List<Prose> items) {
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
            time -> facts.add(fact("time to resolution", Moment.length(time) + " (median)")));
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
    return new Block.Fact(label, Prose.words(words));
  }

  private List<Prose> causes() {
    List<Prose> causes = new ArrayList<>();
    digest
        .causes()
        .forEach(
            (cause, denials) ->
                causes.add(
                    Prose.words(
                        CauseLabel.of(cause)
                            + ": "
                            + Count.of(denials)
                            + " ("
                            + Count.share(denials, digest.denials())
                            + ")")));
    return first(causes, MOST_CAUSES);
  }

  private List<Prose> pairs() {
    return first(
        digest.pairs().stream()
            .map(
                pair ->
                    Prose.say(
                            (pair.resolved() ? "✅" : "❌") + " {} → {}",
                            Course.name(ShortName.of(pair.caller())),
                            Course.name(ShortName.of(pair.role())))
                        .then(": " + Count.of(pair.denials()) + ", " + CauseLabel.of(pair.cause())))
            .toList(),
        MOST_PAIRS);
  }

  private List<Prose> unread() {
    List<Prose> unread = new ArrayList<>();
    digest
        .unread()
        .forEach(
            (what, incidents) ->
                unread.add(
                    Prose.ticked(Cut.at(160, Visible.line(what)))
                        .then(" (" + Count.of(incidents, "problem") + ")")));
    return first(unread, MOST_UNREAD);
  }

  private static List<Prose> first(List<Prose> items, int most) {
    if (items.size() <= most) {
      return items;
    }
    List<Prose> some = new ArrayList<>(items.subList(0, most));
    some.add(Prose.words("and " + (items.size() - most) + " more"));
    return some;
  }

  @Override
  public SlackMessage slack() {
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of("📋", Prose.words("Rolecall: " + denials() + " " + days())));
    blocks.addAll(SlackLetter.blocks(letter.sections(), MESSAGE));
    return new SlackMessage(
        SlackText.whole("Rolecall: " + headline().plain(), letter), blocks, Optional.empty());
  }
}
