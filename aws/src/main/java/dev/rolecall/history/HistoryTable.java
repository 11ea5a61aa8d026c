package dev.rolecall.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table as Athena's `GetTableMetadata` describes it.
///
/// @param partitionKeys the columns by which data is partitioned, which are not among `columns`
/// @param parameters `projection.enabled` and others
/// @param rows the column of a list whose items are the records, with `columns` as their fields:
///   AWS Glue crawlers describe CloudTrail's files so, which are `{"Records": [...]}`
public record HistoryTable(
    TableName name,
    List<TableColumn> columns,
    List<TableColumn> partitionKeys,
    Map<String, String> parameters,
    Optional<String> rows) {

  private static final String RECORDS = "records";

  public HistoryTable {
    columns = List.copyOf(columns);
    partitionKeys = List.copyOf(partitionKeys);
    parameters = Map.copyOf(parameters);
  }

  /// A table as it is described; one with a list of records is read by its records.
  public static HistoryTable of(
      TableName name,
      List<TableColumn> columns,
      List<TableColumn> partitionKeys,
      Map<String, String> parameters) {
    for (TableColumn column : columns) {
      List<TableColumn> fields = column.fieldsOfItems();
      if (Letters.of(column.name()).equals(RECORDS) && !fields.isEmpty()) {
        return new HistoryTable(
            name, fields, partitionKeys, parameters, Optional.of(column.name()));
      }
    }
    return new HistoryTable(name, columns, partitionKeys, parameters, Optional.empty());
  }

  /// Whether it is made of the files that CloudTrail writes.
  boolean isOfCloudTrailFiles() {
    return parameters.getOrDefault("inputformat", "").contains("cloudtrail");
  }

  /// Whether it is a query that is kept, and so has no partitions of its own.
  boolean isView() {
    return parameters.getOrDefault("presto_view", "").equals("true");
  }
}
