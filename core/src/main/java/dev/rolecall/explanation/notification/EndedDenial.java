package dev.rolecall.explanation.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
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
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.Sentences;
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackFormat;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.term.EntityNames;
import dev.rolecall.explanation.wording.Headline;
import dev.rolecall.explanation.wording.Summary;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A denial that is over, in words. No action is needed any more.
final class EndedDenial implements NotificationWords {

  private static final String SIGN = "✅";
  private static final int MESSAGE = 6_000;
  private static final int REPLY = 3_000;

  private final Explanation explanation;
  private final ResolutionText resolutionText;
  private final Headline title;
  private final Document document;

  EndedDenial(Notification.OfRefusal notice) {
    Incident incident = notice.incident();
    this.explanation = notice.explanation();
    this.resolutionText =
        new ResolutionText(
            incident,
            explanation,
            incident.resolution().map(Resolution::how).orElse(Resolution.How.SILENT),
            incident.resolution().map(Resolution::at).orElse(notice.now()));
    this.title = new Headline(explanation);
    this.document = letter();
  }

  @Override
  public NotificationText text() {
    RichSentence call =
        say(resolutionText.word() + ": {} could not assume {}", title.caller(), title.role());
    String figures =
        resolutionText.isMended()
            ? resolutionText.lasted() + ", " + resolutionText.denials()
            : resolutionText.silence();
    RichSentence headline = call.then(" (" + figures + ")");
    return new NotificationText(
        SIGN,
        headline,
        List.of(headline, call),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        document,
        Optional.of(FullTextHint.command(explanation.denial())));
  }

  private Document letter() {
    List<Block> end = new ArrayList<>();
    end.add(new Block.Paragraph(resolutionText.sentence()));
    resolutionText.notSeen().map(Block.Paragraph::new).ifPresent(end::add);
    end.add(new Block.Facts(resolutionText.facts()));
    RichSentence headline =
        words(resolutionText.word() + ": ")
            .then(new EntityNames(explanation).call(Summary.verb(explanation, true)))
            .capital();
    return new Document(
        headline,
        headline.then(". ").then(resolutionText.sentence()),
        List.of(
            new Section(Topic.INCIDENT, end),
            new Section(Topic.CHANGES, Block.bullets(resolutionText.changes())),
            new Section(Topic.LINKS, Block.links(ConsoleLinks.of(explanation.denial())))));
  }

  @Override
  public SlackMessage slack() {
    RichSentence name = words(resolutionText.word() + ": ").then(SlackFormat.call(title));
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(SIGN, name));
    blocks.addAll(SlackDocument.blocks(document, MESSAGE));
    String first = SIGN + " " + SlackHeader.line(name);
    String sentence = VisibleText.line(resolutionText.sentence().plain());
    List<String> lines = List.of(first, sentence, Sentences.capital(resolutionText.figures()));
    return new SlackMessage(
        SlackText.of(lines, document),
        blocks,
        Optional.of(new SlackMessage.Reply(SlackText.escape(first + ": " + sentence), reply())));
  }

  /// Short, with the same facts.
  private List<LayoutBlock> reply() {
    SlackPage page = new SlackPage(REPLY);
    String label = SIGN + " " + Sentences.capital(resolutionText.word());
    page.add(new Block.Facts(new Block.Fact(label, resolutionText.figures())));
    page.add(new Block.Paragraph(resolutionText.sentence()));
    resolutionText.changes().stream()
        .findFirst()
        .ifPresent(change -> page.add(new Block.Bullets(List.of(change))));
    return page.blocks();
  }
}
