package dev.rolecall.cli.console;

import dev.rolecall.explanation.redaction.VisibleText;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command reads from and writes to.
///
/// @param terminal whether a person is looking on
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Map<String, String> environment) {

  /// Whether colour is welcome: on a terminal, and [NO_COLOR](https://no-color.org) is not set.
  public boolean colour() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /// Whether stack traces are wanted.
  public boolean traces() {
    return !environment.getOrDefault("ROLECALL_TRACE", "").isEmpty();
  }

  /// The width of the terminal in columns.
  public int width() {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[0-9]{2,4}") ? Math.clamp(Integer.parseInt(columns), 60, 120) : 100;
  }

  /// Says on standard error what is wrong.
  public void complain(String problem) {
    err.println("rolecall: " + VisibleText.line(problem));
  }

  /// Text in UTF-8, written in large pieces.
  public static PrintStream stream(OutputStream out) {
    return new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
  }
}
