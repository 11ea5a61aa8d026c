package dev.rolecall.explanation.render.sns;

import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.document.Document;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.terminal.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A notice for channels that show text.
///
/// @param sign an emoji that tells at a glance what it is
/// @param headline one line; names are values
/// @param subjects the same for subjects, which are shorter; the best first
/// @param endings of a text message: the first that fits is taken
/// @param actor who has to act, where a principal has to; fixed words
/// @param lead what is new, before everything else
/// @param letter the whole document
/// @param pointer says where to read what had to be shortened
public record NotificationText(
    String sign,
    RichSentence headline,
    List<RichSentence> subjects,
    List<String> endings,
    Optional<String> actor,
    Optional<RichSentence> lead,
    Document letter,
    Optional<String> pointer) {

  private static final int EMAIL = 20_000;
  private static final int EMAIL_WIDTH = 90;
  private static final int DEFAULT = 2_000;

  public NotificationText {
    subjects = List.copyOf(subjects);
    endings = List.copyOf(endings);
  }

  public String subject() {
    return ShortLines.subject(subjects);
  }

  /// `default`, `email` and `sms`.
  public Map<String, String> texts(WritingOptions writingOptions) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("default", summary());
    texts.put("email", email(writingOptions));
    texts.put("sms", ShortLines.sms(headline, endings));
    return texts;
  }

  private String summary() {
    String all =
        VisibleText.line(lead.map(news -> news.then(" ")).orElse(words("")).plain())
            + VisibleText.line(letter.summary().plain());
    String end = pointer.map(command -> "\n" + command).orElse("");
    return Truncation.at(DEFAULT - end.length(), all) + end;
  }

  private String email(WritingOptions writingOptions) {
    WritingOptions plain =
        new WritingOptions(
            writingOptions.showExternalIds(), writingOptions.terraform(), false, EMAIL_WIDTH);
    return Truncation.lines(EMAIL, whole(), TextFormat.of(lead, letter, plain));
  }

  /// Stands where something was left out.
  public String whole() {
    return pointer.map(FullTextHint::line).orElse("(shortened)");
  }
}
