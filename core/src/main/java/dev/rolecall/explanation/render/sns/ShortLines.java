package dev.rolecall.explanation.render.sns;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.Shortened;
import dev.rolecall.explanation.wording.Headline;
import java.util.List;

/// Messages on one line, in signs that every mail server and every phone takes.
public final class ShortLines {

  /// SNS takes fewer than 100 characters.
  /// [Publish](https://docs.aws.amazon.com/sns/latest/api/API_Publish.html)
  private static final int SUBJECT = 99;

  /// One text message, with room for what a carrier puts before it.
  private static final int SMS = 140;

  private static final int NAME_IN_SMS = 30;
  private static final String SENDER = "Rolecall: ";

  private ShortLines() {}

  /// The first of `lines` in which enough of each name fits; else the last.
  static String subject(List<RichSentence> lines) {
    List<Shortened> captions = lines.stream().map(line -> caption(line, SUBJECT)).toList();
    return captions.stream()
        .filter(shortened -> shortened.fits(SUBJECT))
        .findFirst()
        .orElse(captions.getLast())
        .within(SUBJECT);
  }

  /// "ci could not assume deploy (external id missing)".
  public static RichSentence subject(Headline title) {
    return call(title).then(" (" + title.cause() + ")");
  }

  /// "ci could not assume deploy: external id missing".
  public static RichSentence headline(Headline title) {
    return call(title).then(": " + title.cause());
  }

  private static RichSentence call(Headline title) {
    return say("{} could not assume {}", title.caller(), title.role());
  }

  /// Who acts, after a headline; the best first.
  public static List<String> acting(Headline title) {
    return title.wantsAction()
        ? List.of(". Acts: " + title.actor(), ". Acts: " + title.actorAlone())
        : List.of();
  }

  /// The headline as a text message, with the first of `endings` that fits.
  static String sms(RichSentence headline, List<String> endings) {
    String line = caption(headline, NAME_IN_SMS).within(SMS);
    return endings.stream()
        .map(line::concat)
        .filter(whole -> whole.length() <= SMS)
        .findFirst()
        .orElse(line);
  }

  private static Shortened caption(RichSentence line, int longest) {
    return new Shortened(words(SENDER).then(line), longest, "..", ShortLines::ascii);
  }

  /// Letters, digits and signs that GSM 03.38 has in one septet each; links get no chance.
  private static String ascii(String text) {
    return text.replace("://", ":").replaceAll("[^A-Za-z0-9 .,:;/+=_@()*#&%-]", "?");
  }
}
