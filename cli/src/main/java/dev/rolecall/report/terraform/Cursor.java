package dev.rolecall.report.terraform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Moves through text in HCL's native syntax, over comments, strings and here-documents as a whole.
/// [Syntax](https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md)
class Cursor {

  /// Strings in expressions in strings, so many deep.
  private static final int DEEPEST = 100;

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

  /// Over a string, with what is interpolated in it.
  ///
  /// @return whether it ends on its line
  final boolean skipString() {
    at++;
    while (!isAtEnd() && here() != '\n') {
      if (here() == '"') {
        at++;
        return true;
      }
      if (here() == '\\' || begins("$${") || begins("%%{")) {
        at += here() == '\\' ? 2 : 3;
      } else if (begins("${") || begins("%{")) {
        skipInterpolation();
      } else {
        at++;
      }
    }
    return false;
  }

  /// Over `${...}`.
  ///
  /// @return where it ends
  final int skipInterpolation() {
    at += 2;
    int open = 1;
    depth++;
    while (!isAtEnd() && open > 0 && depth < DEEPEST) {
      if (here() == '"') {
        skipString();
      } else {
        open += here() == '{' ? 1 : here() == '}' ? -1 : 0;
        at++;
      }
    }
    depth--;
    at = Math.min(at, text.length());
    return at;
  }

  /// Over a here-document, when one begins here.
  ///
  /// @return whether there was one, whole
  final boolean skipHeredoc() {
    return skip(HEREDOC);
  }
}
