package dev.rolecall.explanation.redaction;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes characters visible that a reader would not see, or that would act on a terminal: control
/// characters, bidirectional overrides, zero-width characters, line separators.
public final class VisibleText {

  private static final String HIDDEN = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}";
  private static final Pattern IN_A_LINE = Pattern.compile("[" + HIDDEN + "]");
  private static final Pattern IN_LINES = Pattern.compile("[" + HIDDEN + "&&[^\n]]");

  private VisibleText() {}

  /// `text` on one line, each such character as `\u001b`.
  public static String line(String text) {
    return escape(text, IN_A_LINE);
  }

  /// `text` with its line breaks, each other such character as `\u001b`. Within the strings of a
  /// JSON document the result means the same as `text`.
  public static String lines(String text) {
    return escape(text, IN_LINES);
  }

  /// Nearly every text is printable ASCII, and a look for that costs a tenth of what the pattern
  /// costs on a warm call.
  private static String escape(String text, Pattern hidden) {
    return isPlain(text, hidden == IN_LINES)
        ? text
        : hidden
            .matcher(text)
            .replaceAll(
                match ->
                    match
                        .group()
                        .chars()
                        .mapToObj(unit -> String.format("\\\\u%04x", unit))
                        .collect(Collectors.joining()));
  }

  private static boolean isPlain(String text, boolean lineBreaks) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if ((unit < ' ' || unit > '~') && !(lineBreaks && unit == '\n')) {
        return false;
      }
    }
    return true;
  }
}
