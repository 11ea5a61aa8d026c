package dev.rolecall.history;

import dev.rolecall.denial.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/// What is asked of a history.
///
/// @param from the beginning of the period, which belongs to it
/// @param to its end, which does not
/// @param accounts whose records are read; empty for those of all accounts
/// @param regions where denials were recorded; empty for all Regions
public record HistoryRequest(
    Optional<Instant> from,
    Optional<Instant> to,
    SortedSet<AccountId> accounts,
    SortedSet<String> regions,
    Purpose purpose) {

  /// What for.
  public enum Purpose {
    /// Denials, and the changes and successful calls that explain them.
    REPORT,
    /// The same, with more of the successful calls: who assumed which role, and what was sent.
    REPORT_WITH_PAIRS,
    /// Successful calls.
    PAIRS
  }
}
