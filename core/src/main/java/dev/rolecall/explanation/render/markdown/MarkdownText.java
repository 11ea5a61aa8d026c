package dev.rolecall.explanation.render.markdown;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes texts into markdown so that they stay texts: no link, mention, HTML or code comes of
/// them.
public final class MarkdownText {

  /// Words that no dialect makes anything of, with the signs that Rolecall uses.
  private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N}…→✅❌❔✓✗·,.;:'\"()/%=?-]*");

  /// What dialects make links, mentions or images of, even without brackets.
  private static final Pattern LINKING =
      Pattern.compile("://|www\\.|@|#|^GH-\\d|mailto:|xmpp:", Pattern.CASE_INSENSITIVE);

  /// At the beginning of a line these make lists, rules or headings.
  private static final Pattern AT_BEGINNING = Pattern.compile("^(\\d*)([-+=.)])");

  private static final Pattern TICKS = Pattern.compile("`+");
  private static final String BLANK = " ";

  private MarkdownText() {}

  /// A sentence on one line.
  public static String of(RichSentence sentence) {
    return AT_BEGINNING.matcher(text(sentence, MarkdownText::code)).replaceFirst("$1\\\\$2");
  }

  /// A sentence as text, each value as `code` writes it.
  static String text(RichSentence sentence, UnaryOperator<String> code) {
    return safe(sentence).stream()
        .map(
            span ->
                switch (span) {
                  case TextSpan.Words(String text) -> text;
                  case TextSpan.Value(String text) -> code.apply(text);
                })
        .collect(Collectors.joining());
  }

  /// A sentence with hidden characters made visible. Rolecall writes the words, but names may have
  /// got into them: what clients could make more than a word of is a value.
  public static List<TextSpan> safe(RichSentence sentence) {
    List<TextSpan> safe = new ArrayList<>();
    for (TextSpan span : sentence.spans()) {
      String shown = VisibleText.line(span.text());
      switch (span) {
        case TextSpan.Value _ -> safe.add(new TextSpan.Value(shown));
        case TextSpan.Words _ -> words(shown, safe);
      }
    }
    return safe;
  }

  private static void words(String text, List<TextSpan> safe) {
    StringBuilder plain = new StringBuilder();
    StringTokenizer parts = new StringTokenizer(text, BLANK, true);
    while (parts.hasMoreTokens()) {
      String part = parts.nextToken();
      if (part.isBlank() || isHarmless(part)) {
        plain.append(part);
      } else {
        safe.add(new TextSpan.Words(plain.toString()));
        safe.add(new TextSpan.Value(part));
        plain.setLength(0);
      }
    }
    safe.add(new TextSpan.Words(plain.toString()));
  }

  /// Whether no client makes anything but a word of `part`.
  public static boolean isHarmless(String part) {
    return HARMLESS.matcher(part).matches() && !LINKING.matcher(part).find();
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
