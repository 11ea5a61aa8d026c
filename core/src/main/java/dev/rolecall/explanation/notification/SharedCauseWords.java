package dev.rolecall.explanation.notification;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.explanation.DocumentWriter;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.Document.Topic;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.render.slack.SlackDocument;
import dev.rolecall.explanation.render.slack.SlackHeader;
import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.slack.SlackText;
import dev.rolecall.explanation.render.sns.NotificationText;
import dev.rolecall.explanation.wording.notification.SharedCauseText;
import dev.rolecall.explanation.wording.term.DenialSeverity;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.IncidentSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The notification of many callers and roles that are blocked by one and the same.
final class SharedCauseWords implements NotificationWords {

  private static final String OVER = "✅";
  private static final int MESSAGE = 7_000;

  private final Notification.OfSharedCause notice;
  private final SharedCauseText text;
  private final Document document;

  SharedCauseWords(
      Notification.OfSharedCause notice,
      IncidentSubject.SharedCause subject,
      WritingOptions writingOptions) {
    this.notice = notice;
    this.text = new SharedCauseText(notice, subject);
    this.document = document(writingOptions);
  }

  private String sign() {
    return text.isOver() ? OVER : DenialSeverity.sign(notice.sample());
  }

  private Document document(WritingOptions writingOptions) {
    Document sample = DocumentWriter.write(notice.sample(), writingOptions, false);
    RichSentence headline = text.happened().capital();
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(Topic.INCIDENT, new Block.Facts(text.facts())));
    if (!text.isOver()) {
      List<Block> todo = new ArrayList<>(sample.blocks(Topic.TODO));
      if (!notice.sample().fixes().isEmpty()) {
        todo.add(new Block.Paragraph(text.evaluated()));
      }
      sections.add(new Section(Topic.TODO, todo));
    }
    sections.add(new Section(Topic.PAIRS, new Block.Bullets(text.largest())));
    sections.add(new Section(Topic.LINKS, sample.blocks(Topic.LINKS)));
    return new Document(
        headline,
        text.isOver() ? RichSentence.NOTHING : sample.cause(),
        text.isOver() ? RichSentence.NOTHING : sample.action(),
        headline.then("."),
        sections);
  }

  @Override
  public NotificationText text() {
    return new NotificationText(
        sign(),
        text.line(),
        Optional.empty(),
        document,
        Optional.of(FullTextHint.command(notice.sample().denial())));
  }

  @Override
  public SlackMessage slack() {
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(sign(), text.line()));
    blocks.addAll(SlackDocument.blocks(document, MESSAGE));
    String line = SlackText.line(sign(), text.line());
    return new SlackMessage(
        line, SlackText.whole(line, Optional.empty(), document), blocks, Optional.empty());
  }
}
