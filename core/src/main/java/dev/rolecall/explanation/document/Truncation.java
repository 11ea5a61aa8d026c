package dev.rolecall.explanation.document;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Shortens texts to what a channel takes. Lengths are in UTF-16 units after escaping; a cut never
/// falls into a surrogate pair, a grapheme or an escape.
public final class Truncation {

  private static final String MORE = "…";

  private Truncation() {}

  /// `text`, with an ellipsis at its end if it was too long.
  public static String at(int most, String text) {
    return at(most, MORE, text, UnaryOperator.identity());
  }

  /// `text`, with an ellipsis in its middle if it was too long: names differ at their ends.
  public static String middle(int most, String text) {
    int length = text.codePointCount(0, text.length());
    if (length <= most) {
      return text;
    }
    int end = most / 3;
    return text.substring(0, text.offsetByCodePoints(0, most - end - MORE.length()))
        + MORE
        + text.substring(text.offsetByCodePoints(text.length(), -end));
  }

  /// `text` escaped, and shortened so that the escaped text with `more` fits.
  ///
  /// @param more stands where something was left out; escaped already
  public static String at(int most, String more, String text, UnaryOperator<String> escape) {
    String whole = escape.apply(text);
    if (whole.length() <= most) {
      return whole;
    }
    BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
    graphemes.setText(text);
    StringBuilder out = new StringBuilder();
    int from = graphemes.first();
    for (int to = graphemes.next(); to != BreakIterator.DONE; to = graphemes.next()) {
      String next = escape.apply(text.substring(from, to));
      if (out.length() + next.length() + more.length() > most) {
        break;
      }
      out.append(next);
      from = to;
    }
    return out.append(more).toString();
  }

  /// As many whole lines of `text` as fit, then `more` as a line of its own if some did not.
  public static String lines(int most, String more, String text) {
    if (text.length() <= most) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (out.length() + line.length() + 1 + more.length() > most) {
        break;
      }
      out.append(line).append('\n');
    }
    return out.isEmpty() ? at(most, text) : out.append(more).toString();
  }
}
