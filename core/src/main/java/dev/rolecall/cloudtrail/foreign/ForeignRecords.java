package dev.rolecall.cloudtrail.foreign;

import dev.rolecall.json.JsonValue;
import java.util.List;
import java.util.Optional;

/// Puts the records of one source together. Answers of databases name the columns once, before the
/// rows; Athena's in the first row of a page.
public final class ForeignRecords {

  private List<String> columns = List.of();

  /// Takes the names of columns, given as texts or as objects with a name.
  public void columns(JsonValue value) {
    List<String> names =
        value.items("").stream()
            .map(
                item ->
                    item.isObject()
                        ? item.asText("name").or(() -> item.asText("Name")).orElse("")
                        : item.asScalar().orElse(""))
            .toList();
    if (names.stream().anyMatch(ForeignRecords::isEventName)) {
      columns = names;
    }
  }

  private static boolean isEventName(String name) {
    return name.replaceAll("[^A-Za-z]", "").equalsIgnoreCase("eventname");
  }

  /// Whether `value` is the row that names the columns of those that follow.
  public boolean isHead(JsonValue value) {
    List<String> cells = cells(value);
    boolean head = cells.stream().anyMatch(ForeignRecords::isEventName);
    if (head) {
      columns = cells;
    }
    return head;
  }

  /// The record in `value`, as JSON; empty when no call is named there.
  public Optional<String> of(JsonValue value) {
    List<String> cells = cells(value);
    return cells.isEmpty() || cells.size() != columns.size()
        ? ForeignRecord.of(value)
        : ForeignRecord.of(columns, cells);
  }

  /// The record in an object that has the name of the call as CloudTrail writes it, and not all of
  /// the rest; empty when nothing is to be gained.
  public Optional<String> completed(JsonValue value) {
    boolean flat =
        value.fields().stream()
            .anyMatch(
                field ->
                    field.name().startsWith("userIdentity")
                        || field.name().startsWith("user_identity"));
    return flat ? ForeignRecord.of(value) : Optional.empty();
  }

  /// `{"Data": [{"VarCharValue": CELL}, ...]}`; a cell without a value is null.
  private static List<String> cells(JsonValue value) {
    JsonValue data = value.isObject() ? value.get("Data") : value;
    if (!data.isList()) {
      return List.of();
    }
    return data.items("").stream()
        .map(
            cell ->
                cell.isObject()
                    ? cell.asText("VarCharValue").orElse("")
                    : cell.asScalar().orElse(""))
        .toList();
  }
}
