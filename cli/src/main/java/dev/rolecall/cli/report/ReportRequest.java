package dev.rolecall.cli.report;

import dev.rolecall.cli.history.AthenaOptions;
import dev.rolecall.cli.history.LogGroupOptions;
import dev.rolecall.denial.AccountId;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.HistoryRequest.Purpose;
import dev.rolecall.report.Period;
import dev.rolecall.report.aws.S3Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What report to make.
///
/// @param logGroups to read
/// @param athena the table to read
/// @param lookup whether CloudTrail is asked for the events
/// @param live whether AWS is asked for what snapshots do not tell
/// @param output empty for standard output
/// @param terraform where the configuration of the roles lies
/// @param excel whether a table is for Excel
/// @param pairs where to write who was seen to assume which role
/// @param checkpoint as it was given
/// @param threads as they were given
/// @param accounts to look up in addition to those of the profiles; with log groups and tables,
///   those whose records are read
/// @param regions to look up, as they were given; with log groups and tables, those whose calls are
///   read
record ReportRequest(
    List<String> local,
    List<S3Address> s3,
    LogGroupOptions logGroups,
    Optional<AthenaOptions> athena,
    boolean lookup,
    boolean live,
    Period period,
    List<Path> snapshot,
    ReportFormat format,
    Optional<Path> output,
    Optional<Path> terraform,
    boolean excel,
    Optional<Path> pairs,
    Optional<Path> checkpoint,
    Optional<Integer> threads,
    List<AccountId> accounts,
    List<String> regions,
    WritingOptions options) {

  private static final String PART = ".part";

  /// Whether events are read over a network.
  boolean remote() {
    return lookup || !s3.isEmpty() || !logGroups.groups().isEmpty() || athena.isPresent();
  }

  /// What a source of events is called.
  String unit() {
    boolean files = !local.isEmpty() || !s3.isEmpty();
    boolean days = lookup || !logGroups.groups().isEmpty();
    return athena.isPresent() || (files && days) ? "source" : days ? "day" : "file";
  }

  /// What is asked of log groups and tables.
  HistoryRequest history() {
    return new HistoryRequest(
        period.from(),
        period.to(),
        new TreeSet<>(accounts),
        new TreeSet<>(regions),
        pairs.isPresent() ? Purpose.REPORT_WITH_PAIRS : Purpose.REPORT);
  }

  /// The file beside the output that is kept until the report is made. Denials are kept, and not
  /// who assumed which role.
  Optional<Path> part() {
    return output
        .filter(_ -> checkpoint.isEmpty() && pairs.isEmpty() && remote())
        .map(file -> file.resolveSibling(file.getFileName() + PART));
  }
}
