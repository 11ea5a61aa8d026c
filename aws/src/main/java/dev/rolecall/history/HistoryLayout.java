package dev.rolecall.history;

import java.util.List;
import java.util.Optional;

/// Where a table has what a query asks for. Expressions are of columns of a table that is called
/// `t`.
interface HistoryLayout {

  /// The name of the call.
  String eventName();

  String eventSource();

  /// Null or empty where the call succeeded.
  String errorCode();

  Optional<String> errorMessage();

  /// When the call was made, as it is in the table.
  ColumnSource time();

  /// Where it was recorded.
  Optional<String> region();

  /// In which account it was recorded.
  Optional<String> account();

  /// The ID of the record; null where there is none.
  Optional<String> id();

  /// The ID that the records of a call in several accounts have in common, or that of the record.
  Optional<String> callId();

  /// What tells apart who assumed which role; empty when the table does not show it.
  List<String> pair();

  /// What tells apart what callers send: external ID, tags, source identity and MFA.
  List<String> sent();

  /// The record, as a text in JSON.
  String record();

  /// What the user should know about it.
  List<String> notes();

  /// The layout of a table; empty when it is none of records of CloudTrail.
  static Optional<HistoryLayout> of(HistoryTable table) {
    Optional<HistoryLayout> ocsf = OcsfLayout.of(table);
    return ocsf.isPresent() ? ocsf : CloudTrailLayout.of(table);
  }
}
