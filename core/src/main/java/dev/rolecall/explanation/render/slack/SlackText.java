package dev.rolecall.explanation.render.slack;

import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.markdown.ClientMarkdown;
import dev.rolecall.explanation.render.markdown.PlainBlocks;
import dev.rolecall.explanation.wording.TopicTitle;
import dev.rolecall.explanation.wording.notification.AlertLine;
import dev.rolecall.explanation.wording.notification.LineFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Text that Slack shows where it shows no blocks: the line of a notification, and all of an alert
/// for when Slack refuses the blocks. Only links that Rolecall writes are marked up.
///
/// @see <a href="https://docs.slack.dev/messaging/formatting-message-text#escaping">escaping</a>
public final class SlackText {

  /// What a phone shows of a notification, about.
  private static final int MOST_IN_LINE = 150;

  private static final int MOST = 2_900;

  private SlackText() {}

  /// `text` with Slack's three special characters escaped, `&` first.
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// A plain-text object is read by some clients with entities and by others without: signs that
  /// look alike mean the same to both.
  static String plain(String text) {
    return text.replace('&', '＆').replace('<', '‹').replace('>', '›');
  }

  /// What a line of a message takes.
  ///
  /// @param sign an emoji
  static LineFormat format(String sign) {
    return new LineFormat(sign + " ", MOST_IN_LINE, " → ", "…", ClientMarkdown::plain);
  }

  /// The alert in a single line: all that a notification shows.
  ///
  /// @param sign an emoji
  public static String line(String sign, AlertLine line) {
    return line.within(format(sign));
  }

  /// The alert in a single line without who needs to act, for a reply.
  ///
  /// @param sign an emoji
  public static String title(String sign, AlertLine line) {
    return line.title(format(sign));
  }

  /// All of the lead, what is new, and of the document what fits.
  ///
  /// @param first a line, as a notification shows it
  /// @param news what is new
  public static String whole(String first, Optional<String> news, Document document) {
    List<String> lines = new ArrayList<>();
    lines.add(first);
    news.ifPresent(lines::add);
    for (RichSentence line : List.of(document.cause(), document.action())) {
      if (!line.spans().isEmpty()) {
        lines.add(VisibleText.line(line.plain()));
      }
    }
    for (Document.Section section : document.sections()) {
      if (section.topic().isFirst()) {
        if (document.isTitled(section) && section.topic() != Document.Topic.INCIDENT) {
          lines.add(TopicTitle.of(section.topic()) + ":");
        }
        section.blocks().stream()
            .filter(SlackText::isText)
            .map(block -> VisibleText.lines(PlainBlocks.of(block)))
            .forEach(lines::add);
      }
    }
    String links =
        document.links().stream()
            .map(link -> "\n<" + escape(link.address()) + "|" + escape(link.label()) + ">")
            .collect(Collectors.joining());
    return Truncation.at(MOST - links.length(), "…", String.join("\n", lines), SlackText::escape)
        + links;
  }

  private static boolean isText(Block block) {
    return !(block instanceof Block.Links)
        && (!(block instanceof Block.Code) || PlainBlocks.isShort(block));
  }
}
