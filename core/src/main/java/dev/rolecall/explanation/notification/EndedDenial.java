package dev.rolecall.explanation.notification;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.ConsoleLinks;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackButtons;
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackPage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.wording.Summary;
import dev.rolecall.explanation.wording.notification.ContextWords;
import dev.rolecall.explanation.wording.notification.EndedWords;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The notification of a denial that has ended. No action is needed any more.
final class EndedDenial implements NotificationWords {

  private static final String SIGN = "✅";
  private static final int MESSAGE = 6_000;
  private static final int REPLY = 3_000;

  private final Explanation explanation;
  private final EndedWords words;
  private final Document document;
  private final Incident incident;
  private final List<LayoutBlock> buttons;

  EndedDenial(Notification.OfRefusal notice, WritingOptions writingOptions) {
    Incident incident = notice.incident();
    this.explanation = notice.explanation();
    this.words =
        new EndedWords(
            incident,
            explanation,
            incident.resolution().map(Resolution::how).orElse(Resolution.How.SILENT),
            incident.resolution().map(Resolution::at).orElse(notice.now()));
    ConsoleLinks links = new ConsoleLinks(writingOptions.links());
    this.document = document(links);
    this.incident = incident;
    this.buttons =
        SlackButtons.of(
            incident, links.details(explanation.denial(), explanation.diagnosis().cause().code()));
  }

  @Override
  public NotificationText text() {
    return new NotificationText(
        SIGN,
        words.line(),
        Optional.empty(),
        Answers.below(document, incident),
        Optional.of(FullTextHint.command(explanation.denial())));
  }

  private Document document(ConsoleLinks links) {
    RichSentence headline =
        words.headline(new EntityNames(explanation).call(Summary.verb(explanation, true)));
    List<Block> end = new ArrayList<>();
    words.notChecked().map(Block.Paragraph::new).ifPresent(end::add);
    end.add(new Block.Facts(words.facts(new ContextWords(explanation).place())));
    return new Document(
        headline,
        words.sentence(),
        RichSentence.NOTHING,
        headline.then(". ").then(words.sentence()),
        List.of(
            new Section(Topic.INCIDENT, end),
            new Section(
                Topic.CHANGES,
                words.changes().isEmpty()
                    ? List.of()
                    : List.of(new Block.Bullets(words.changes()))),
            new Section(
                Topic.LINKS,
                Block.links(
                    links.of(explanation.denial(), explanation.diagnosis().cause().code())))));
  }

  @Override
  public SlackMessage slack() {
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(SIGN, words.line()));
    blocks.addAll(SlackDocument.blocks(document, MESSAGE));
    String text = SlackText.line(SIGN, words.line());
    return new SlackMessage(
        text,
        SlackText.whole(text, Optional.empty(), document),
        blocks,
        Optional.of(new SlackMessage.Reply(text, reply())),
        buttons);
  }

  /// Short, with the same facts.
  private List<LayoutBlock> reply() {
    SlackPage page = new SlackPage(REPLY);
    page.add(new Block.Facts(words.figures(SIGN)));
    page.add(new Block.Paragraph(words.sentence()));
    words.changes().stream()
        .findFirst()
        .ifPresent(change -> page.add(new Block.Bullets(List.of(change))));
    return page.blocks();
  }
}
