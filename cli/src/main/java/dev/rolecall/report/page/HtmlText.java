package dev.rolecall.report.page;

import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.redaction.VisibleText;
import org.apache.commons.text.StringEscapeUtils;

/// Texts that other people may have written, on their way into the page.
final class HtmlText {

  private static final int LONGEST = 1_000;

  private HtmlText() {}

  /// `text` without keys and tokens, its hidden characters made visible, at most a few lines long.
  static String text(String text) {
    String clean = new TextSpan.Value(text).text();
    String cut =
        clean.codePointCount(0, clean.length()) <= LONGEST
            ? clean
            : clean.substring(0, clean.offsetByCodePoints(0, LONGEST)) + "…";
    return VisibleText.line(cut);
  }

  /// The same as markup: between tags or in an attribute with double quotes.
  static String markup(String text) {
    return escaped(text(text));
  }

  /// A text of ours as markup, whatever its length, with its line breaks.
  static String escaped(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }
}
