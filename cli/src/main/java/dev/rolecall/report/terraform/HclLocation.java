package dev.rolecall.report.terraform;

/// A place in a file.
///
/// @param line from 1
/// @param column from 1, in UTF-16 units
public record HclLocation(int line, int column) {

  /// Where the character at `offset` stands in `text`.
  static HclLocation of(String text, int offset) {
    int line = 1;
    int start = 0;
    for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++;
      start = at + 1;
    }
    return new HclLocation(line, offset - start + 1);
  }
}
