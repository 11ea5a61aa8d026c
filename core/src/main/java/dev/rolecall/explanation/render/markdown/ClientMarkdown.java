package dev.rolecall.explanation.render.markdown;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.Document.Section;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The little markdown that Slack and Microsoft Teams read alike, for texts that another program
/// hands on to one of them. Whether it escapes is not told, so nothing needs escaping: brackets and
/// backticks of values give way to signs that look alike.
public final class ClientMarkdown {

  private ClientMarkdown() {}

  /// Text without any sign that either of them reads as more than text.
  public static String plain(String text) {
    return VisibleText.lines(text)
        .replace('`', 'ˋ')
        .replace('<', '‹')
        .replace('>', '›')
        .replace('&', '＆')
        .replace('[', '［')
        .replace(']', '］')
        .replace('@', '＠')
        .replace('*', '∗')
        .replace("://", ":⁄⁄");
  }

  /// What is new, cause, who needs to do what, and then what else is worth reading first; whole
  /// blocks as far as they fit, then `more`.
  public static String of(Optional<RichSentence> lead, Document document, int most, String more) {
    StringBuilder out = new StringBuilder();
    lead.ifPresent(news -> out.append(prose(news)).append('\n'));
    for (String part : parts(document)) {
      if (out.length() + part.length() + 1 + more.length() > most) {
        return out.append(more).toString();
      }
      out.append(part).append('\n');
    }
    return out.toString().stripTrailing();
  }

  private static List<String> parts(Document document) {
    List<String> parts = new ArrayList<>();
    lead(document).map(ClientMarkdown::prose).forEach(parts::add);
    for (Section section : document.sections()) {
      if (section.topic().isFirst() || section.topic() == Document.Topic.ANSWER) {
        if (document.isTitled(section)) {
          parts.add("*" + TopicTitle.of(section.topic()) + "*");
        }
        section.blocks().forEach(block -> parts.add(block(block)));
      }
    }
    return parts;
  }

  private static Stream<RichSentence> lead(Document document) {
    return Stream.of(document.cause(), document.action()).filter(line -> !line.spans().isEmpty());
  }

  /// What to do, a sentence each.
  public static List<String> steps(Document document) {
    Stream<String> todo =
        document.blocks(Document.Topic.TODO).stream()
            .filter(block -> block instanceof Block.Paragraph || block instanceof Block.Bullets)
            .flatMap(block -> block(block).lines());
    return Stream.concat(
            Stream.of(document.action())
                .filter(action -> !action.spans().isEmpty())
                .map(ClientMarkdown::prose),
            todo)
        .filter(line -> !line.endsWith(":"))
        .map(line -> line.startsWith("• ") ? line.substring(2) : line)
        .toList();
  }

  private static String block(Block block) {
    return switch (block) {
      case Block.Paragraph(RichSentence text) -> prose(text);
      case Block.Bullets(List<RichSentence> items) ->
          PlainBlocks.lines(items, item -> "• " + prose(item));
      case Block.Facts(List<Block.Fact> facts) ->
          PlainBlocks.lines(facts, fact -> fact.label() + ": " + prose(fact.text()));
      case Block.Links(List<Block.Link> links) ->
          PlainBlocks.lines(links, link -> link.label() + ": " + link.address());
      case Block.Code _,
          Block.Difference _,
          Block.Comparison _,
          Block.Checklist _,
          Block.Message _ ->
          fenced(PlainBlocks.of(block));
    };
  }

  /// Commands that would not survive are left out: a command that looks right and is wrong is worse
  /// than none.
  private static String fenced(String text) {
    String shown = VisibleText.lines(text);
    return shown.equals(look(shown)) ? "```\n" + shown + "\n```" : ChannelWords.commandsElsewhere();
  }

  /// `text` with signs that look alike in place of those that end a code span or begin a mention.
  private static String look(String text) {
    return text.replace('`', 'ˋ').replace('<', '‹').replace('>', '›').replace('&', '＆');
  }

  private static String prose(RichSentence sentence) {
    return MarkdownText.text(sentence, ClientMarkdown::code);
  }

  private static String code(String text) {
    String shown = look(text);
    return shown.isBlank() ? ChannelWords.empty() : "`" + shown + "`";
  }
}
