package dev.rolecall.report.terraform.hcl;

import dev.rolecall.report.terraform.hcl.HclTemplate.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Moves through text in HCL's native syntax, over comments, strings and here-documents as a whole.
/// [Syntax](https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md)
class Cursor {

  /// Strings in expressions in strings, so many deep.
  private static final int DEEPEST = 100;

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:u(\\p{XDigit}{4})|U00((?:0\\p{XDigit}|10)\\p{XDigit}{4})|(.|\\z))",
          Pattern.DOTALL);
  private static final Pattern BLANK =
      Pattern.compile("[ \\t\\r]+|(?:#|//)[^\\n]*|/\\*(?s:.*?)(?:\\*/|\\z)");
  private static final Pattern LINES = Pattern.compile("\\n|" + BLANK);
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}_-]+");
  private static final Pattern HEREDOC =
      Pattern.compile(
          "<<-?([\\p{L}_][\\p{L}\\p{N}_-]*)[ \\t\\r]*\\n(?s:.*?)^[ \\t]*\\1[ \\t\\r]*$",
          Pattern.MULTILINE);

  final String text;
  int at;
  private final Matcher matcher;
  private int depth;

  Cursor(String text, int at) {
    this.text = text;
    this.at = at;
    this.matcher = BLANK.matcher(text);
  }

  final boolean isAtEnd() {
    return at >= text.length();
  }

  /// The character here; a NUL at the end.
  final char here() {
    return isAtEnd() ? '\0' : text.charAt(at);
  }

  final boolean begins(String what) {
    return text.startsWith(what, at);
  }

  /// Over blanks and comments.
  ///
  /// @param lines also over the ends of lines
  final void skipBlanks(boolean lines) {
    boolean more = true;
    while (more) {
      more = skip(lines ? LINES : BLANK);
    }
  }

  /// Over what matches here.
  ///
  /// @return whether something does
  private boolean skip(Pattern what) {
    boolean found = matcher.usePattern(what).region(at, text.length()).lookingAt();
    at = found ? matcher.end() : at;
    return found;
  }

  /// A word; empty when there is none.
  final String word() {
    return skip(WORD) ? matcher.group() : "";
  }

  /// Over a string, and what is interpolated in it.
  ///
  /// @param quoted whether a quotation mark ends it, on its line, and a backslash begins an escape
  /// @return empty when it does not end
  final Optional<HclTemplate> template(boolean quoted) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (!isAtEnd() && !(quoted && (here() == '"' || here() == '\n'))) {
      int start = at;
      if (begins("$${") || begins("%%{")) {
        at += 3;
        literal.append(text, start + 1, at);
      } else if (begins("${") || begins("%{")) {
        skipInterpolation();
        parts.add(new Part(literal.toString(), false));
        String inner = text.substring(start + 2, Math.max(start + 2, at - 1)).strip();
        parts.add(new Part(text.charAt(start) == '%' ? "%" + inner : inner, true));
        literal.setLength(0);
      } else if (quoted && here() == '\\') {
        literal.append(escape());
      } else {
        literal.append(text.charAt(at++));
      }
    }
    boolean ends = !quoted || here() == '"';
    at += quoted && ends ? 1 : 0;
    parts.add(new Part(literal.toString(), false));
    return ends ? Optional.of(new HclTemplate(parts)) : Optional.empty();
  }

  /// What a backslash and what follows it stand for.
  private String escape() {
    Matcher escape = ESCAPE.matcher(text);
    at = escape.find(at) ? escape.end() : text.length();
    String code = escape.group(1) == null ? escape.group(2) : escape.group(1);
    if (code != null) {
      return Character.toString(Integer.parseInt(code, 16));
    }
    String other = String.valueOf(escape.group(3));
    return switch (other) {
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "" -> "\\";
      default -> other;
    };
  }

  /// Over a string that begins here.
  ///
  /// @return empty when it does not end on its line
  final Optional<HclTemplate> string() {
    at++;
    return template(true);
  }

  /// Over `${...}`.
  private void skipInterpolation() {
    at += 2;
    int open = 1;
    depth++;
    while (!isAtEnd() && open > 0 && depth < DEEPEST) {
      if (here() == '"') {
        string();
      } else {
        open += here() == '{' ? 1 : here() == '}' ? -1 : 0;
        at++;
      }
    }
    depth--;
  }

  /// Over a here-document, when one begins here.
  ///
  /// @return whether there was one, whole
  final boolean skipHeredoc() {
    return skip(HEREDOC);
  }

  /// The text of a here-document that begins here; empty when none does.
  final Optional<HclTemplate> heredoc() {
    if (!skipHeredoc()) {
      return Optional.empty();
    }
    String whole = matcher.group();
    int begin = whole.indexOf('\n') + 1;
    String body = whole.substring(begin, Math.max(begin, whole.lastIndexOf('\n')));
    String text = whole.startsWith("<<-") ? body.stripIndent() : body;
    return new Cursor(text.isEmpty() ? "" : text + "\n", 0).template(false);
  }
}
