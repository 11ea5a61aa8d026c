package dev.rolecall.message;

import dev.rolecall.diagnosis.Explanation;

/// An explanation on one line, in signs that every mail server and every phone takes.
final class ShortLines {

  /// SNS takes fewer than 100 characters.
  /// [Publish](https://docs.aws.amazon.com/sns/latest/api/API_Publish.html)
  private static final int SUBJECT = 99;

  /// One text message, with room for what a carrier puts before it.
  private static final int SMS = 140;

  private static final int NAME_IN_SMS = 30;

  private ShortLines() {}

  /// "Rolecall: ci could not assume deploy (external id missing)".
  static String subject(Explanation explanation) {
    Title title = new Title(explanation);
    String end = " (" + title.cause() + ")";
    int room = SUBJECT - "Rolecall:  could not assume ".length() - end.length();
    String role = cut(ascii(title.role()), room / 2);
    return "Rolecall: "
        + cut(ascii(title.caller()), room - role.length())
        + " could not assume "
        + role
        + end;
  }

  /// The same with who acts, as a text message.
  static String sms(Explanation explanation) {
    Title title = new Title(explanation);
    String line =
        "Rolecall: "
            + cut(ascii(title.caller()), NAME_IN_SMS)
            + " could not assume "
            + cut(ascii(title.role()), NAME_IN_SMS)
            + ": "
            + title.cause()
            + (title.wantsAction() ? ". Acts: " + title.actor() : "");
    return cut(line, SMS);
  }

  private static String cut(String text, int most) {
    return Cut.at(most, "..", text, sign -> sign);
  }

  /// Letters, digits and signs that GSM 03.38 has in one septet each; links get no chance.
  private static String ascii(String text) {
    return text.replace("://", ":").replaceAll("[^A-Za-z0-9 .,:;/+=_@()*#&%-]", "?");
  }
}
