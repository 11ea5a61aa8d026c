package dev.rolecall.explanation.render.terminal;

import dev.rolecall.explanation.document.Block;

/// How a piece of text looks on a terminal.
enum TextStyle {
  PLAIN(""),
  BOLD("\u001b[1m"),
  VALUE("\u001b[36m"),
  ADDED("\u001b[32m"),
  REMOVED("\u001b[31m"),
  FAINT("\u001b[2m");

  private static final String RESET = "\u001b[0m";

  private final String code;

  TextStyle(String code) {
    this.code = code;
  }

  /// `text` in this style.
  String of(String text) {
    return code.isEmpty() || text.isEmpty() ? text : code + text + RESET;
  }

  /// The style of a line of a difference.
  static TextStyle of(Block.Change change) {
    return switch (change) {
      case KEPT -> PLAIN;
      case ADDED -> ADDED;
      case REMOVED -> REMOVED;
      case SKIPPED -> FAINT;
    };
  }
}
