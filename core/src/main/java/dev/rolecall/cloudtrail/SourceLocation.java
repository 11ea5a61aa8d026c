package dev.rolecall.cloudtrail;

import java.util.OptionalInt;

/// Where something was read.
///
/// @param source the file as it was given, or "standard input"
/// @param record the record's number within the source, from 1; 0 for the source as a whole
/// @param line the line, from 1, where the JSON itself is broken and a number of records helps less
public record SourceLocation(String source, long record, OptionalInt line) {

  /// The place of a record.
  public static SourceLocation of(String source, long record) {
    return new SourceLocation(source, record, OptionalInt.empty());
  }

  /// The source as a whole.
  public static SourceLocation of(String source) {
    return of(source, 0);
  }

  SourceLocation atLine(int line) {
    return new SourceLocation(source, record, OptionalInt.of(line));
  }

  /// `log.json: record 17`, or `log.json: record 17 (line 203)`.
  @Override
  public String toString() {
    String text = record == 0 ? source : source + ": record " + record;
    return line.isPresent() ? text + " (line " + line.getAsInt() + ")" : text;
  }
}
