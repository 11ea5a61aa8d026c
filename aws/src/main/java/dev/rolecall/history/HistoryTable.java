package dev.rolecall.history;

import java.util.List;
import java.util.Map;

/// A table as Athena's `GetTableMetadata` describes it.
///
/// @param partitionKeys the columns by which data is partitioned, which are not among `columns`
/// @param parameters `projection.enabled` and others
public record HistoryTable(
    TableName name,
    List<TableColumn> columns,
    List<TableColumn> partitionKeys,
    Map<String, String> parameters) {
  public HistoryTable {
    columns = List.copyOf(columns);
    partitionKeys = List.copyOf(partitionKeys);
    parameters = Map.copyOf(parameters);
  }
}
