package dev.rolecall.explanation.render.sns;

import dev.rolecall.explanation.wording.notification.AlertLine;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import dev.rolecall.explanation.wording.notification.LineFormat;

/// Messages on one line, in signs that every mail server and every phone takes.
final class ShortLines {

  /// SNS takes fewer than 100 characters.
  /// [Publish](https://docs.aws.amazon.com/sns/latest/api/API_Publish.html)
  private static final int SUBJECT = 99;

  /// One text message, with room for what a carrier puts before it.
  private static final int SMS = 140;

  private ShortLines() {}

  static String subject(AlertLine line) {
    return line.title(format(SUBJECT));
  }

  static String sms(AlertLine line) {
    return line.within(format(SMS));
  }

  private static LineFormat format(int most) {
    return new LineFormat(ChannelWords.sender(), most, " to ", "..", ShortLines::ascii);
  }

  /// Letters, digits and signs that GSM 03.38 has in one septet each; links get no chance.
  private static String ascii(String text) {
    return text.replace("://", ":").replaceAll("[^A-Za-z0-9 .,:;/+=_@()*#&%'-]", "?");
  }
}
