package dev.rolecall.explanation.redaction;

/// Makes characters visible that a reader would not see, or that would act on a terminal: control
/// characters, bidirectional overrides, zero-width characters, line separators.
public final class VisibleText {

  private VisibleText() {}

  /// `text` on one line, each such character as `\u001b`.
  public static String line(String text) {
    return escape(text, false);
  }

  /// `text` with its line breaks, each other such character as `\u001b`. Within the strings of a
  /// JSON document the result means the same as `text`.
  public static String lines(String text) {
    return escape(text, true);
  }

  private static String escape(String text, boolean keepLines) {
    StringBuilder out = new StringBuilder(text.length());
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int c = text.codePointAt(i);
      next = i + Character.charCount(c);
      if ((c == '\n' && keepLines) || !isHidden(c)) {
        out.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          out.append("\\u").append(String.format("%04x", (int) unit));
        }
      }
    }
    return out.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
