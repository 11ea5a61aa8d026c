package dev.rolecall.cloudtrail.form;

import java.util.Optional;
import java.util.Set;

/// Objects in the notations that programs print and people write: of Python, JavaScript and Ruby,
/// with comments or a comma too many, with line breaks in texts. What is not wholly there, or is
/// left out, is no object.
public final class LooseJson {

  private static final int MAX_DEPTH = 100;

  private static final Set<String> NOTHING = Set.of("None", "null", "nil", "undefined");

  private final String text;
  private final StringBuilder json = new StringBuilder();
  private int next;

  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken() {
      super(null, null, false, false);
    }
  }

  /// An object.
  ///
  /// @param json as JSON
  /// @param end where it ends in the text
  public record Found(String json, int end) {}

  private LooseJson(String text, int from) {
    this.text = text;
    this.next = from;
  }

  /// The object that begins at `from` with its bracket.
  public static Optional<Found> object(String text, int from) {
    LooseJson reading = new LooseJson(text, from);
    try {
      reading.value(0);
      return Optional.of(new Found(reading.json.toString(), reading.next));
    } catch (Broken _) {
      return Optional.empty();
    }
  }

  private void value(int depth) throws Broken {
    if (depth > MAX_DEPTH) {
      throw new Broken();
    }
    switch (peek()) {
      case '{' -> members('}', depth);
      case '[' -> members(']', depth);
      case '"', '\'' -> texts();
      default -> word();
    }
  }

  private void members(char close, int depth) throws Broken {
    json.append(text.charAt(next++));
    boolean first = true;
    while (peek() != close) {
      if (!first) {
        json.append(',');
      }
      first = false;
      if (close == '}') {
        name();
      }
      value(depth + 1);
      char c = peek();
      if (c == ',' || c == ';') {
        next++;
      } else if (c != close && !lineBreakBefore()) {
        throw new Broken();
      }
    }
    json.append(close);
    next++;
  }

  private boolean lineBreakBefore() {
    int i = next - 1;
    while (i >= 0 && Character.isWhitespace(text.charAt(i))) {
      if (text.charAt(i) == '\n') {
        return true;
      }
      i--;
    }
    return false;
  }

  private void name() throws Broken {
    char c = peek();
    if (c == '"' || c == '\'') {
      text();
    } else {
      int start = next;
      while (next < text.length() && isNamePart(text.charAt(next))) {
        next++;
      }
      if (next == start) {
        throw new Broken();
      }
      quote(text.substring(start, next));
    }
    c = peek();
    next++;
    boolean arrow = c == '=' && next < text.length() && text.charAt(next) == '>';
    if (arrow) {
      next++;
    } else if (c != ':') {
      throw new Broken();
    }
    json.append(':');
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '@' || c == '-';
  }

  /// Python joins texts that follow each other.
  private void texts() throws Broken {
    text();
    while (peekOrEnd() == '"' || peekOrEnd() == '\'') {
      json.setLength(json.length() - 1);
      int from = json.length();
      text();
      json.deleteCharAt(from);
    }
  }

  private void text() throws Broken {
    char quote = text.charAt(next++);
    json.append('"');
    while (true) {
      char c = take();
      if (c == quote) {
        json.append('"');
        return;
      }
      switch (c) {
        case '\\' -> escape(take());
        case '"' -> json.append("\\\"");
        case '\n' -> lineBreak();
        case '\r' -> {
          // a part of the line's end
        }
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
  }

  private void escape(char c) throws Broken {
    switch (c) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> json.append('\\').append(c);
      case 'u' -> {
        json.append("\\u");
        for (int i = 0; i < 4; i++) {
          char digit = take();
          if (Character.digit(digit, 16) < 0) {
            throw new Broken();
          }
          json.append(digit);
        }
      }
      case 'x' -> json.append("\\u00").append(take()).append(take());
      case '\n' -> {
        // the text goes on in the next line
      }
      default -> json.append(c == '\'' ? "'" : "\\\\" + c);
    }
  }

  /// A break that was put into a text: by YAML in place of a blank, with the next line indented; by
  /// a terminal anywhere.
  private void lineBreak() {
    int start = next;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    if (next > start) {
      json.append(' ');
    }
  }

  /// A number or a name; a text of another kind: `datetime.datetime(2026, 3, 1)`.
  private void word() throws Broken {
    int start = next;
    while (next < text.length()
        && (isNamePart(text.charAt(next)) || ".+".indexOf(text.charAt(next)) >= 0)) {
      next++;
    }
    String word = text.substring(start, next);
    if (word.equals("u") || word.equals("b")) {
      char quote = next < text.length() ? text.charAt(next) : ' ';
      if (quote == '"' || quote == '\'') {
        texts();
        return;
      }
    }
    if (next < text.length() && text.charAt(next) == '(') {
      call();
      quote(text.substring(start, next));
    } else if (NOTHING.contains(word)) {
      json.append("null");
    } else if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
      json.append(Boolean.parseBoolean(word));
    } else if (word.matches("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?")) {
      json.append(word);
    } else if (word.matches("\\d[\\w.+-]*")) {
      time();
      quote(text.substring(start, next));
    } else {
      throw new Broken();
    }
  }

  private void time() {
    while (next < text.length()
        && (isNamePart(text.charAt(next)) || ".:+".indexOf(text.charAt(next)) >= 0)) {
      next++;
    }
  }

  private void call() throws Broken {
    int depth = 0;
    do {
      char c = take();
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '\n') {
        throw new Broken();
      }
    } while (depth > 0);
  }

  private void quote(String plain) {
    json.append('"').append(plain.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }

  private char take() throws Broken {
    if (next == text.length()) {
      throw new Broken();
    }
    return text.charAt(next++);
  }

  private char peek() throws Broken {
    char c = peekOrEnd();
    if (c == 0) {
      throw new Broken();
    }
    return c;
  }

  /// The next character that is neither blank nor a comment; zero at the end.
  private char peekOrEnd() {
    while (next < text.length()) {
      if (Character.isWhitespace(text.charAt(next))) {
        next++;
      } else if (text.startsWith("//", next)) {
        skipTo("\n");
      } else if (text.startsWith("/*", next)) {
        skipTo("*/");
      } else {
        return text.charAt(next);
      }
    }
    return 0;
  }

  private void skipTo(String end) {
    int at = text.indexOf(end, next);
    next = at < 0 ? text.length() : at + end.length();
  }
}
