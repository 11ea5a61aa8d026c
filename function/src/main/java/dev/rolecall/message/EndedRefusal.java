package dev.rolecall.message;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.diagnosis.Explanation;
import dev.rolecall.incident.Incident;
import dev.rolecall.incident.Notice;
import dev.rolecall.incident.Resolution;
import dev.rolecall.message.Letter.Section;
import dev.rolecall.message.Letter.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A refusal that is over, in words. Nobody is asked for anything any more.
final class EndedRefusal implements NoticeWords {

  private static final String SIGN = "✅";
  private static final int MESSAGE = 6_000;
  private static final int REPLY = 3_000;

  private final Explanation explanation;
  private final Ending ending;
  private final Title title;
  private final Letter letter;

  EndedRefusal(Notice.OfRefusal notice) {
    Incident incident = notice.incident();
    this.explanation = notice.explanation();
    this.ending =
        new Ending(
            incident,
            explanation,
            incident.resolution().map(Resolution::how).orElse(Resolution.How.SILENT),
            incident.resolution().map(Resolution::at).orElse(notice.now()));
    this.title = new Title(explanation);
    this.letter = letter();
  }

  @Override
  public Bulletin bulletin() {
    Prose call =
        Prose.say(ending.word() + ": {} could not assume {}", title.caller(), title.role());
    String figures =
        ending.isMended() ? ending.lasted() + ", " + ending.denials() : ending.silence();
    Prose headline = call.then(" (" + figures + ")");
    return new Bulletin(
        headline,
        List.of(headline, call),
        List.of(),
        Optional.empty(),
        letter,
        Optional.of(Pointer.command(explanation.denial())));
  }

  private Letter letter() {
    List<Section> sections = new ArrayList<>();
    List<Block> end = new ArrayList<>();
    end.add(new Block.Paragraph(ending.sentence()));
    ending.notSeen().map(Block.Paragraph::new).ifPresent(end::add);
    end.add(new Block.Facts(ending.facts()));
    sections.add(new Section(Topic.INCIDENT, end));
    if (!ending.changes().isEmpty()) {
      sections.add(new Section(Topic.CHANGES, List.of(new Block.Bullets(ending.changes()))));
    }
    List<Block.Link> links = Places.of(explanation.denial());
    if (!links.isEmpty()) {
      sections.add(new Section(Topic.LINKS, List.of(new Block.Links(links))));
    }
    Prose headline =
        Prose.words(ending.word() + ": ")
            .then(new Names(explanation).call(Summary.verb(explanation, true)))
            .capital();
    return new Letter(headline, headline.then(". ").then(ending.sentence()), sections);
  }

  @Override
  public SlackMessage slack() {
    Prose name = Prose.words(ending.word() + ": ").then(SlackFormat.call(title));
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(SIGN, name));
    blocks.addAll(SlackLetter.blocks(letter.sections(), MESSAGE));
    String first = SIGN + " " + SlackHeader.line(name);
    String sentence = Visible.line(ending.sentence().plain());
    List<String> lines = List.of(first, sentence, Sentences.capital(ending.figures()));
    return new SlackMessage(
        SlackText.of(lines, letter),
        blocks,
        Optional.of(new SlackMessage.Reply(SlackText.escape(first + ": " + sentence), reply())));
  }

  /// Short, with the same facts.
  private List<LayoutBlock> reply() {
    SlackPage page = new SlackPage(REPLY);
    String label = SIGN + " " + Sentences.capital(ending.word());
    page.add(List.of(RichText.labelled(label, Prose.words(ending.figures()))));
    page.add(List.of(RichText.section(RichText.inline(ending.sentence()))));
    ending.changes().stream()
        .findFirst()
        .ifPresent(change -> page.add(RichText.of(new Block.Bullets(List.of(change)))));
    return page.blocks();
  }
}
