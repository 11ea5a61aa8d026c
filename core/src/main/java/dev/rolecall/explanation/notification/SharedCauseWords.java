package dev.rolecall.explanation.notification;

import com.slack.api.model.block.LayoutBlock;
import dev.rolecall.denial.AwsPartition;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.ConsoleLinks;
import dev.rolecall.explanation.DocumentWriter;
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
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.explanation.wording.notification.EndedWords;
import dev.rolecall.explanation.wording.notification.SharedCauseText;
import dev.rolecall.explanation.wording.term.DenialSeverity;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The notification of many callers and roles that are blocked by one and the same. It shows what
/// was changed, how many are denied, the largest by name and one fix. All of them are listed in the
/// JSON on the topic, and in a file in Slack.
final class SharedCauseWords implements NotificationWords {

  private static final int MESSAGE = 5_500;
  private static final int REPLY = 6_300;
  private static final int LISTED = 20;
  private static final int LISTED_FIRST = 5;

  /// What the reply shows rather than the message.
  private static final Set<Topic> IN_REPLY = Set.of(Topic.TODO, Topic.MEMBERS, Topic.ANSWER);

  private final Notification.OfSharedCause notice;
  private final Incident incident;
  private final Explanation sample;
  private final SharedCauseText text;
  private final ConsoleLinks links;
  private final Document document;

  SharedCauseWords(
      Notification.OfSharedCause notice,
      IncidentSubject.SharedCause subject,
      WritingOptions writingOptions) {
    this.notice = notice;
    this.incident = notice.incident();
    this.sample = notice.sample();
    this.text = new SharedCauseText(notice, subject);
    this.links = new ConsoleLinks(writingOptions.links());
    this.document = document(writingOptions);
  }

  private String sign() {
    return text.isOver() ? "✅" : DenialSeverity.sign(sample);
  }

  private Document document(WritingOptions writingOptions) {
    Document explained = DocumentWriter.write(sample, writingOptions, false);
    RichSentence headline = text.happened().capital().then(text.isOver() ? "" : ".");
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(Topic.INCIDENT, new Block.Facts(text.facts())));
    sections.add(new Section(Topic.MEMBERS, new Block.Bullets(text.largest(LISTED))));
    sections.add(new Section(Topic.LINKS, explained.blocks(Topic.LINKS)));
    if (text.isOver()) {
      EndedWords ended = ended();
      sections.add(new Section(Topic.CHANGES, Block.bullets(ended.changes())));
      return Answers.below(
          new Document(
              headline,
              text.ending(ended.sentence()),
              RichSentence.NOTHING,
              headline.then("."),
              sections),
          incident);
    }
    sections.add(new Section(Topic.TODO, todo(explained)));
    return Answers.below(
        new Document(
            headline, explained.cause(), text.action(explained.action()), headline, sections),
        incident);
  }

  private EndedWords ended() {
    Optional<Resolution> end = incident.resolution();
    return new EndedWords(
        incident,
        sample,
        end.map(Resolution::how).orElse(Resolution.How.SILENT),
        end.map(Resolution::at).orElse(notice.now()));
  }

  /// What shows the change, and what one of them needs.
  private List<Block> todo(Document explained) {
    List<Block> todo = new ArrayList<>();
    Optional<Change> change = notice.members().change();
    change
        .flatMap(Change::eventId)
        .ifPresent(
            id -> {
              todo.add(new Block.Paragraph(text.lookUp()));
              todo.add(
                  new Block.Code(
                      "bash",
                      FullTextHint.change(
                          id, AwsPartition.globalRegion(sample.denial().partition()))));
            });
    todo.add(new Block.Paragraph(text.example()));
    if (change.isPresent()) {
      todo.add(new Block.Paragraph(explained.action()));
    }
    todo.addAll(explained.blocks(Topic.TODO));
    return todo;
  }

  @Override
  public NotificationText text() {
    return new NotificationText(
        sign(),
        text.line(),
        text.lead(),
        document,
        Optional.of(FullTextHint.command(sample.denial())));
  }

  @Override
  public SlackMessage slack() {
    List<Section> shown =
        new ArrayList<>(
            document.sections().stream()
                .filter(section -> !IN_REPLY.contains(section.topic()))
                .map(this::withList)
                .toList());
    shown.add(new Section(Topic.MEMBERS, new Block.Bullets(text.largest(LISTED_FIRST))));
    Document first = document.with(shown);
    String line = SlackText.line(sign(), text.line());
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(SlackHeader.of(sign(), text.line()));
    blocks.addAll(SlackDocument.blocks(first, MESSAGE));
    return new SlackMessage(
        line,
        SlackText.whole(line, text.lead().map(RichSentence::plain), first),
        blocks,
        reply(),
        SlackButtons.of(
            incident, links.details(sample.denial(), sample.diagnosis().cause().code())),
        file());
  }

  private Section withList(Section section) {
    List<Block.Fact> facts = new ArrayList<>(text.facts());
    text.listed().ifPresent(facts::add);
    return section.topic() == Topic.INCIDENT
        ? new Section(Topic.INCIDENT, new Block.Facts(facts))
        : section;
  }

  private Optional<SlackMessage.Reply> reply() {
    String line = SlackText.title(sign(), text.line());
    return switch (notice.kind()) {
      case PROGRESS, HANDLED -> Optional.empty();
      case FIRST, CHANGED -> Optional.of(new SlackMessage.Reply(line, details()));
      case REMINDER, REOPENED -> {
        SlackPage page = new SlackPage(REPLY);
        text.lead().map(Block.Paragraph::new).ifPresent(page::add);
        page.add(new Block.Facts(text.facts()));
        yield Optional.of(new SlackMessage.Reply(line, page.blocks()));
      }
      case RESOLVED -> {
        SlackPage page = new SlackPage(REPLY);
        page.add(new Block.Paragraph(document.cause()));
        page.add(new Block.Facts(text.facts()));
        document.blocks(Topic.CHANGES).forEach(page::add);
        yield Optional.of(new SlackMessage.Reply(line, page.blocks()));
      }
    };
  }

  /// What to do, the largest by name, and the commands that answer the alert. Of what to do as much
  /// as the others leave room for.
  private List<LayoutBlock> details() {
    SlackPage end = new SlackPage(REPLY);
    document
        .blocks(Topic.ANSWER)
        .forEach(block -> end.addTitled(TopicTitle.of(Topic.ANSWER), block));
    SlackPage members = new SlackPage(REPLY - end.length());
    document
        .blocks(Topic.MEMBERS)
        .forEach(block -> members.addTitled(TopicTitle.of(Topic.MEMBERS), block));
    List<LayoutBlock> blocks =
        new ArrayList<>(
            SlackDocument.blocks(
                new Document(
                    RichSentence.NOTHING,
                    RichSentence.NOTHING,
                    List.of(new Section(Topic.TODO, document.blocks(Topic.TODO)))),
                REPLY - end.length() - members.length()));
    blocks.addAll(members.blocks());
    blocks.addAll(end.blocks());
    return blocks;
  }

  /// The file with all of them, where there are more than the reply lists. Every reply of an
  /// ongoing alert brings it: more of them may have been found since the reply before.
  private Optional<SlackMessage.AttachedList> file() {
    return Optional.of(new SlackMessage.AttachedList(text.fileName(), text.fileTitle()))
        .filter(_ -> reply().isPresent() && !text.isOver() && notice.members().pairs() > LISTED);
  }
}
