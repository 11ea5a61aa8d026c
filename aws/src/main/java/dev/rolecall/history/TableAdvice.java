package dev.rolecall.history;

import dev.rolecall.history.wording.HistoryWords;
import dev.rolecall.history.wording.TableDefinitions;
import java.util.List;
import java.util.stream.Stream;

/// What is wrong with a table, and a statement that creates one that fits.
final class TableAdvice {

  /// So many columns are named of a table that holds something else.
  private static final int SOME = 8;

  private static final String NEW_NAME = "cloudtrail_rolecall";

  private TableAdvice() {}

  static HistoryQuery.Unfit unfit(HistoryTable table) {
    return new HistoryQuery.Unfit(problem(table), projected(table.name()));
  }

  private static String problem(HistoryTable table) {
    String name = table.name().toString();
    List<String> missing = CloudTrailLayout.missing(table);
    List<String> columns =
        Stream.concat(table.columns().stream(), table.partitionKeys().stream())
            .map(TableColumn::name)
            .toList();
    if (columns.contains("class_uid") && columns.contains("metadata")) {
      return HistoryWords.otherEvents(name);
    }
    return missing.size() < CloudTrailField.NEEDED.size() - 1
        ? HistoryWords.missing(name, missing)
        : HistoryWords.noRecords(name, columns.stream().limit(SOME).toList());
  }

  /// In the same database, where tables can be created in it.
  static String projected(TableName name) {
    String database = name.catalog().equals(TableName.GLUE) ? quoted(name.database()) + "." : "";
    return TableDefinitions.ofOrganization(database + NEW_NAME);
  }

  /// Statements that create tables are in the language of Hive.
  private static String quoted(String name) {
    return name.matches("[a-z][a-z0-9_]*") ? name : "`" + name.replace("`", "``") + "`";
  }
}
