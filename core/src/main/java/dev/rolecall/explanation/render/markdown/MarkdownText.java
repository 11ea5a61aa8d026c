package dev.rolecall.explanation.render.markdown;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes texts into markdown so that they stay texts: no link, mention, HTML or code comes of
/// them.
public final class MarkdownText {

  /// Words that no dialect makes anything of, with the signs that are ours.
  private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N}…→✅❌❔·,.;:'\"()/%=?-]*");

  /// What dialects make links, mentions or images of, even without brackets.
  private static final Pattern LINKING =
      Pattern.compile("(?i).*(://|www\\.|@|#|^GH-\\d|mailto:|xmpp:).*");

  /// At the beginning of a line these make lists, rules or headings.
  private static final Pattern AT_BEGINNING = Pattern.compile("^(\\d*)([-+=.)])");

  private static final Pattern TICKS = Pattern.compile("`+");
  private static final Pattern BLANK = Pattern.compile("(?<= )|(?= )");

  private MarkdownText() {}

  /// A sentence on one line.
  static String of(RichSentence richSentence) {
    StringBuilder out = new StringBuilder();
    for (TextSpan textSpan : richSentence.spans()) {
      switch (textSpan) {
        case TextSpan.Words(String text) -> out.append(words(text));
        case TextSpan.Value(String text) -> out.append(code(text));
      }
    }
    return AT_BEGINNING.matcher(out).replaceFirst("$1\\\\$2");
  }

  /// Words are ours, but names may have got into them: what could be more than a word becomes code.
  private static String words(String text) {
    StringBuilder out = new StringBuilder();
    for (String part : parts(VisibleText.line(text))) {
      out.append(part.isBlank() || isHarmless(part) ? part : code(part));
    }
    return out.toString();
  }

  /// The words of `text` and the blanks between them.
  public static String[] parts(String text) {
    return BLANK.split(text, -1);
  }

  /// Whether no client makes anything but a word of `part`.
  public static boolean isHarmless(String part) {
    return HARMLESS.matcher(part).matches() && !LINKING.matcher(part).matches();
  }

  /// A code span, whatever backticks are in it. It cannot be empty.
  public static String code(String text) {
    String shown = VisibleText.line(text);
    if (shown.isBlank()) {
      return shown.isEmpty() ? "(empty)" : "(blank)";
    }
    String ticks = "`".repeat(longestRun(shown) + 1);
    boolean pad = shown.startsWith("`") || shown.endsWith("`") || isPadded(shown);
    String blank = pad ? " " : "";
    return ticks + blank + shown + blank + ticks;
  }

  /// A blank at both ends would be taken away.
  private static boolean isPadded(String text) {
    return text.startsWith(" ") && text.endsWith(" ");
  }

  /// A fence that `text` cannot end.
  public static String fence(String text) {
    return "`".repeat(Math.max(3, longestRun(text) + 1));
  }

  private static int longestRun(String text) {
    int longest = 0;
    Matcher runs = TICKS.matcher(text);
    while (runs.find()) {
      longest = Math.max(longest, runs.end() - runs.start());
    }
    return longest;
  }
}
