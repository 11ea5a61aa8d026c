package dev.rolecall.mcp.tool;

import dev.rolecall.cli.console.Console;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.mcp.wording.ToolWords;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the command would say on standard error, for the one who made a call.
final class CallNotes {

  private static final String NAME = "rolecall: ";
  private static final int MOST = 20;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> notes = new ArrayList<>();
  private final Console console;

  CallNotes(Map<String, String> environment) {
    console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            false,
            environment);
  }

  /// A console that takes notes.
  Console console() {
    return console;
  }

  void add(String sentence) {
    if (notes.size() < MOST) {
      notes.add(Redaction.of(VisibleText.line(sentence)));
    }
  }

  /// All notes, those of the console first.
  List<String> all() {
    List<String> all = new ArrayList<>();
    said.toString(StandardCharsets.UTF_8)
        .lines()
        .limit(MOST)
        .map(line -> line.startsWith(NAME) ? line.substring(NAME.length()) : line)
        .map(Redaction::of)
        .forEach(all::add);
    all.addAll(notes);
    return all;
  }

  /// `text` with the notes below it.
  String below(String text) {
    StringBuilder whole = new StringBuilder(text.stripTrailing()).append('\n');
    List<String> all = all();
    if (!all.isEmpty()) {
      whole.append('\n');
      all.forEach(note -> whole.append(ToolWords.note(note)).append('\n'));
    }
    return whole.toString();
  }
}
