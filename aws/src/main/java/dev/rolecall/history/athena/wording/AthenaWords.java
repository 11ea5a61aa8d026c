package dev.rolecall.history.athena.wording;

import dev.rolecall.explanation.wording.term.ByteCount;

/// What is said about queries of Athena.
public final class AthenaWords {

  private AthenaWords() {}

  public static String disabled(String workgroup) {
    return "workgroup " + workgroup + " is disabled";
  }

  /// A call that AWS answered with an error.
  ///
  /// @param said AWS's own words
  public static String failed(String call, String said) {
    return call + " failed" + (said.isEmpty() ? "" : ": " + said);
  }

  /// A query that brought no result.
  ///
  /// @param state `FAILED` or `CANCELLED`
  /// @param said AWS's own words
  public static String ended(String id, String state, String said, long scanned) {
    return "query %s ended with state %s after it scanned %s%s"
        .formatted(id, state, ByteCount.of(scanned), said.isEmpty() ? "" : ": " + said);
  }
}
