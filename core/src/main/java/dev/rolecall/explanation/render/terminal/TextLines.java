package dev.rolecall.explanation.render.terminal;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.TextSpan;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import java.util.ArrayList;
import java.util.List;

/// Lines for a terminal, with sentences wrapped at its width. Everything that is added is made
/// visible first: only the styles put escape sequences in.
final class TextLines {

  private static final int NARROWEST = 40;

  /// Values up to here are kept on one line, blanks in them or not.
  private static final int UNBROKEN = 40;

  private final StringBuilder out = new StringBuilder();
  private final boolean color;
  private final int width;

  TextLines(WritingOptions writingOptions) {
    this(writingOptions.color(), Math.max(NARROWEST, writingOptions.width()));
  }

  private TextLines(boolean color, int width) {
    this.color = color;
    this.width = width;
  }

  /// The same without any lines yet.
  TextLines same() {
    return new TextLines(color, width);
  }

  /// How many lines there are.
  long count() {
    return out.chars().filter(c -> c == '\n').count();
  }

  int width() {
    return width;
  }

  /// A piece of a word, in one style.
  private record Piece(String text, TextStyle style) {}

  /// What must stay on one line.
  private record Word(List<Piece> pieces) {
    private int length() {
      int length = 0;
      for (Piece piece : pieces) {
        length += columns(piece.text());
      }
      return length;
    }
  }

  static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  /// One line as it is, whatever its length.
  TextLines raw(String indent, String text, TextStyle textStyle) {
    if (!text.isEmpty()) {
      out.append(indent).append(styled(VisibleText.line(text), textStyle));
    }
    return blank();
  }

  TextLines blank() {
    out.append('\n');
    return this;
  }

  /// A sentence, wrapped.
  ///
  /// @param first what the first line begins with
  /// @param further what the others begin with, as wide as `first`
  TextLines wrapped(String first, String further, RichSentence text, TextStyle words) {
    out.append(first);
    int column = columns(first);
    boolean begin = true;
    for (Word word : words(text, words)) {
      int length = word.length();
      if (!begin && column + 1 + length > width) {
        out.append('\n').append(further);
        column = columns(further);
      } else if (!begin) {
        out.append(' ');
        column++;
      }
      word.pieces.forEach(piece -> out.append(styled(piece.text(), piece.style())));
      column += length;
      begin = false;
    }
    out.append('\n');
    return this;
  }

  private static List<Word> words(RichSentence text, TextStyle textStyle) {
    List<Word> words = new ArrayList<>();
    boolean joined = false;
    for (TextSpan textSpan : text.spans()) {
      String shown = VisibleText.line(textSpan.text());
      joined =
          switch (textSpan) {
            case TextSpan.Words _ -> add(words, shown, textStyle, joined, false);
            case TextSpan.Value _ ->
                add(
                    words,
                    '`' + shown + '`',
                    textStyle == TextStyle.PLAIN ? TextStyle.VALUE : textStyle,
                    joined,
                    shown.length() <= UNBROKEN);
          };
    }
    return words;
  }

  /// Adds the words of `text`; the first of them joins the last word there is, when no blank is
  /// between them.
  ///
  /// @param whole whether `text` is one word, blanks in it or not
  private static boolean add(
      List<Word> words, String text, TextStyle textStyle, boolean joined, boolean whole) {
    boolean joins = joined;
    int start = 0;
    while (start < text.length()) {
      int blank = whole ? -1 : text.indexOf(' ', start);
      String part = text.substring(start, blank < 0 ? text.length() : Math.max(blank, start + 1));
      start += part.length();
      if (part.isBlank()) {
        joins = false;
        continue;
      }
      if (!joins || words.isEmpty()) {
        words.add(new Word(new ArrayList<>()));
      }
      words.getLast().pieces.add(new Piece(part, textStyle));
      joins = true;
    }
    return joins;
  }

  String styled(String text, TextStyle textStyle) {
    return color ? textStyle.of(text) : text;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
