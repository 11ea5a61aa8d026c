package dev.rolecall.cloudtrail.foreign;

import dev.rolecall.json.JsonValue;
import java.util.List;
import java.util.Optional;

/// Puts the records of one source together. In the answers of Athena the first row of a page names
/// the columns of the others.
public final class ForeignRecords {

  private List<String> columns = List.of();

  /// Whether `value` is the row that names the columns of those that follow.
  public boolean isHead(JsonValue value) {
    List<String> cells = cells(value);
    boolean head = cells.stream().anyMatch("eventname"::equalsIgnoreCase);
    if (head) {
      columns = cells;
    }
    return head;
  }

  /// The record in `value`, as JSON; empty when no call is named there.
  public Optional<String> of(JsonValue value) {
    List<String> cells = cells(value);
    return cells.isEmpty() ? ForeignRecord.of(value) : ForeignRecord.of(columns, cells);
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
    if (!value.isObject() || !data.isList()) {
      return List.of();
    }
    return data.items("").stream()
        .map(cell -> cell.isObject() ? cell.asText("VarCharValue").orElse("") : "")
        .toList();
  }
}
