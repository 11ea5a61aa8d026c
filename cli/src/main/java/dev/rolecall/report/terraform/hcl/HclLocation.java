package dev.rolecall.report.terraform.hcl;

/// A place in a file.
///
/// @param line from 1
/// @param column from 1, in UTF-16 units
public record HclLocation(int line, int column) {

  /// Where the character at `offset` stands in `text`.
  static HclLocation of(String text, int offset) {
    long lines = text.chars().limit(offset).filter(c -> c == '\n').count();
    return new HclLocation((int) lines + 1, offset - text.lastIndexOf('\n', offset - 1));
  }
}
