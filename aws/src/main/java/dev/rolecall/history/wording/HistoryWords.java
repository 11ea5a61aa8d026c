package dev.rolecall.history.wording;

import java.util.List;

/// What is said of tables that hold CloudTrail's history.
public final class HistoryWords {

  private HistoryWords() {}

  private static String list(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /// What Rolecall reads, and the table does not have.
  public static String lessCertain(String table, List<String> fields) {
    return "Table %s has no %s: answers that depend on %s are less certain."
        .formatted(table, list(fields), fields.size() == 1 ? "it" : "them");
  }

  /// A table of which one column is used.
  public static String wholeRecords(String table, String column) {
    return "Column %s of table %s is read as CloudTrail's records in JSON."
        .formatted(column, table);
  }

  public static String ocsf(String table) {
    return "Table %s contains OCSF events, which leave out some fields of CloudTrail's records:"
            .formatted(table)
        + " answers that depend on those fields are less certain.";
  }

  public static String allDates(String table) {
    return "No start of the period is given: Athena scans all dates of table %s. Add --since or --from."
        .formatted(table);
  }

  public static String notByDate(String table) {
    return "Table %s has no partition key by which Athena can skip other dates: it scans the whole table, whatever the period."
        .formatted(table);
  }

  public static String view(String table) {
    return "%s is a view: how much Athena scans for a period depends on the view's query."
        .formatted(table);
  }

  /// A table in which what was sent is not as it was sent.
  public static String parametersNotWhole(String table, String column) {
    return "Column %s of table %s does not contain request parameters as they were sent (JSON text does): what a denied call sent, except for the role, counts as unknown."
        .formatted(column, table);
  }

  /// What becomes of calls that assumed a role.
  public static String newestOfPairs(int most) {
    return "Of the calls with which a caller assumed a role and sent the same external ID, tags and"
        + " MFA, the newest %d are read: `count` in pairs is at most that.".formatted(most);
  }

  /// A table of something else.
  public static String noRecords(String table, List<String> columns) {
    return "table %s does not contain CloudTrail records (columns: %s)"
        .formatted(table, columns.isEmpty() ? "none" : String.join(", ", columns));
  }

  public static String missing(String table, List<String> fields) {
    return "table %s has no column for %s".formatted(table, list(fields));
  }

  /// A table of other events of Amazon Security Lake.
  public static String otherEvents(String table) {
    return "table %s contains OCSF events, but not those of CloudTrail: their table has `cloud_trail_mgmt` in its name"
        .formatted(table);
  }

  public static String accountNeeded(String table, String key) {
    return "table %s needs account IDs (its partition key `%s` has the projection type `injected`): add --account ID"
        .formatted(table, key);
  }

  public static String regionNeeded(String table, String key) {
    return "table %s needs Regions (its partition key `%s` has the projection type `injected`): add --lookup-region REGION"
        .formatted(table, key);
  }

  /// A table that cannot say in which account a call was recorded.
  public static String noAccounts(String table) {
    return "table %s has neither recipientAccountId nor a partition key of accounts, which --account needs"
        .formatted(table);
  }

  /// A table that cannot say in which Region a call was recorded.
  public static String noRegions(String table) {
    return "table %s has neither awsRegion nor a partition key of Regions, which --lookup-region needs"
        .formatted(table);
  }

  public static String injected(String table, String key) {
    return "table %s needs a value for its partition key `%s`, which has the projection type `injected`; use the type `enum`"
        .formatted(table, key);
  }

  /// A call that is not allowed.
  ///
  /// @param why a clause
  /// @param section of the page of permissions
  public static String notAllowed(String why, String section) {
    return why + (why.endsWith(".") ? " " : ". ") + policies(section);
  }

  /// Where the policies are.
  public static String policies(String section) {
    return "The policies to copy are in docs/permissions.md#" + section + ".";
  }

  /// A call that did not reach AWS.
  public static String unreachable(String call, String why) {
    return call + " did not reach AWS (" + why + ")";
  }
}
