package dev.rolecall.report;

import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What was denied in a period.
///
/// @param generated when the report was made
/// @param from the beginning of the period: as asked for, else the time of the first denial
/// @param to its end: as asked for, else the time of the last denial
/// @param incidents those seen last first
/// @param unread what could not be read, a sentence each: sources, records, parts of the snapshot.
///   They quote the input. At most [#MOST_UNREAD]
/// @param unreadCount how many there are, named or not
/// @param accountNames what the organization calls the accounts of callers and roles
/// @param explain says why an incident's newest denial happened; asked for one after the other, and
///   nothing of it is kept
public record Report(
    Instant generated,
    Optional<Instant> from,
    Optional<Instant> to,
    Totals totals,
    List<ReportedIncident> incidents,
    List<String> unread,
    long unreadCount,
    Map<AccountId, String> accountNames,
    Function<ReportedIncident, Explanation> explain) {

  /// So many things that could not be read are named.
  public static final int MOST_UNREAD = 1_000;

  public Report {
    incidents = List.copyOf(incidents);
    unread = List.copyOf(unread);
    accountNames = Map.copyOf(accountNames);
  }

  /// The same report with other explanations.
  public Report explainedBy(Function<ReportedIncident, Explanation> other) {
    return new Report(
        generated, from, to, totals, incidents, unread, unreadCount, accountNames, other);
  }

  /// Why the newest denial of an incident happened.
  public Explanation explain(ReportedIncident incident) {
    return explain.apply(incident);
  }

  /// How much was read.
  ///
  /// @param sources files, objects, or pages of CloudTrail
  /// @param records all of them
  /// @param denials those that are refused calls to assume a role
  /// @param scans what AWS scanned for them
  public record Totals(long sources, long records, long denials, List<Scan> scans) {
    public Totals {
      scans = List.copyOf(scans);
    }
  }
}
