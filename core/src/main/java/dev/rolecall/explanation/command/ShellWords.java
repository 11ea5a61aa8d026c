package dev.rolecall.explanation.command;

import dev.rolecall.explanation.redaction.VisibleText;
import java.util.regex.Pattern;

/// Writes words into POSIX shell commands.
public final class ShellWords {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./][A-Za-z0-9_@%+=:,./-]*");

  private ShellWords() {}

  /// `text` as one word, whatever it holds. Control characters, which no name in IAM has, are made
  /// visible.
  public static String quote(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : "'" + VisibleText.line(text).replace("'", "'\\''") + "'";
  }

  /// An option with its value. A value that begins with a dash would be taken for an option, so it
  /// is joined with `=`.
  public static String option(String option, String value) {
    return option + (value.startsWith("-") ? "=" : " ") + quote(value);
  }

  /// `text`, which may have several lines, as one word.
  public static String lines(String text) {
    return "'" + VisibleText.lines(text).replace("'", "'\\''") + "'";
  }
}
