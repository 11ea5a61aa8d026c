package dev.rolecall.cli.report;

import dev.rolecall.denial.AccountId;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.report.Period;
import dev.rolecall.report.aws.S3Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What report to make.
///
/// @param lookup whether CloudTrail is asked for the events
/// @param live whether AWS is asked for what snapshots do not tell
/// @param output empty for standard output
/// @param terraform where the configuration of the roles lies
/// @param excel whether a table is for Excel
/// @param pairs where to write who was seen to assume which role
/// @param checkpoint as it was given
/// @param threads as they were given
/// @param accounts to look up in addition to those of the profiles
/// @param regions to look up, as they were given
record ReportRequest(
    List<String> local,
    List<S3Address> s3,
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
    return lookup || !s3.isEmpty();
  }

  /// The file beside the output that is kept until the report is made. Denials are kept, and not
  /// who assumed which role.
  Optional<Path> part() {
    return output
        .filter(_ -> checkpoint.isEmpty() && pairs.isEmpty() && remote())
        .map(file -> file.resolveSibling(file.getFileName() + PART));
  }
}
