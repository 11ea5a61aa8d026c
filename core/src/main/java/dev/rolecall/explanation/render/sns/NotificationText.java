package dev.rolecall.explanation.render.sns;

import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.terminal.TextFormat;
import dev.rolecall.explanation.wording.notification.AlertLine;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import dev.rolecall.explanation.wording.notification.LineFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A notification for channels that show text.
///
/// @param sign an emoji that shows at a glance what it is
/// @param line the alert in a single line
/// @param lead what is new, before everything else
/// @param letter the whole document
/// @param pointer a command that prints what had to be shortened
public record NotificationText(
    String sign,
    AlertLine line,
    Optional<RichSentence> lead,
    Document letter,
    Optional<String> pointer) {

  private static final int EMAIL = 20_000;
  private static final int EMAIL_WIDTH = 90;
  private static final int DEFAULT = 2_000;
  private static final int FIRST_LINE = 300;

  public String subject() {
    return ShortLines.subject(line);
  }

  /// `default`, `email` and `sms`.
  public Map<String, String> texts(WritingOptions writingOptions) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("default", summary());
    texts.put("email", email(writingOptions));
    texts.put("sms", ShortLines.sms(line));
    return texts;
  }

  /// The alert in a line.
  String title(int most) {
    return line.title(new LineFormat("", most, " → ", "…", name -> name));
  }

  /// The alert in a line, what is new, the cause and the action, a line each.
  String summary() {
    List<String> lines = new ArrayList<>();
    lines.add(title(FIRST_LINE));
    lead.map(RichSentence::plain).map(VisibleText::line).ifPresent(lines::add);
    for (RichSentence sentence : List.of(letter.cause(), letter.action())) {
      if (!sentence.spans().isEmpty()) {
        lines.add(VisibleText.line(sentence.plain()));
      }
    }
    String end = pointer.map(command -> "\n" + command).orElse("");
    return Truncation.at(DEFAULT - end.length(), String.join("\n", lines)) + end;
  }

  private String email(WritingOptions writingOptions) {
    WritingOptions plain =
        new WritingOptions(
            writingOptions.showExternalIds(),
            writingOptions.terraform(),
            false,
            EMAIL_WIDTH,
            writingOptions.links(),
            writingOptions.ofCommand());
    return Truncation.lines(EMAIL, whole(), TextFormat.of(lead, letter, plain));
  }

  /// Stands where something was left out.
  public String whole() {
    return pointer.map(FullTextHint::line).orElse(ChannelWords.cut());
  }
}
