package dev.rolecall.json;

/// Something in a text that is not as it should be.
///
/// @param where the place: `Statement[0].Effect`; empty for the text as a whole
/// @param line the line, from 1
/// @param what what is wrong there: "not a text"
public record JsonProblem(String where, int line, String what) {

  /// Place and problem: `Statement[0].Effect: not a text`.
  @Override
  public String toString() {
    return where.isEmpty() ? what : where + ": " + what;
  }
}
