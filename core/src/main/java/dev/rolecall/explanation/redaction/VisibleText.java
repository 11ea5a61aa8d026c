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

  /// Without a pattern, which takes a third of the time that an alert takes to write.
  private static String escape(String text, boolean lineBreaks) {
    StringBuilder escaped = new StringBuilder();
    int copied = 0;
    int next;
    for (int i = 0; i < text.length(); i = next) {
      char unescaped = text.charAt(i);
      if (unescaped >= ' ' && unescaped <= '~') {
        next = i + 1;
        continue;
      }
      int point = text.codePointAt(i);
      next = i + Character.charCount(point);
      if (isHidden(point) && !(lineBreaks && point == '\n')) {
        escaped.append(text, copied, i);
        for (char unit : Character.toChars(point)) {
          escaped.append(String.format("\\u%04x", (int) unit));
        }
        copied = next;
      }
    }
    return copied == 0 ? text : escaped.append(text, copied, text.length()).toString();
  }

  private static boolean isHidden(int point) {
    return switch ((byte) Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
