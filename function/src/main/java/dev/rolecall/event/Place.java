package dev.rolecall.event;

import java.util.OptionalInt;

/// Where something was read.
///
/// @param source the file as it was given, or "standard input"
/// @param record the record's number within the source, from 1; 0 for the source as a whole
/// @param line the line, from 1, where the JSON itself is broken and a number of records helps less
public record Place(String source, long record, OptionalInt line) {

  /// The place of a record.
  public static Place of(String source, long record) {
    return new Place(source, record, OptionalInt.empty());
  }

  /// The source as a whole.
  public static Place of(String source) {
    return of(source, 0);
  }

  Place atLine(int line) {
    return new Place(source, record, OptionalInt.of(line));
  }

  /// `log.json: record 17`, or `log.json: record 17 (line 203)`.
  @Override
  public String toString() {
    String text = record == 0 ? source : source + ": record " + record;
    return line.isPresent() ? text + " (line " + line.getAsInt() + ")" : text;
  }
}
