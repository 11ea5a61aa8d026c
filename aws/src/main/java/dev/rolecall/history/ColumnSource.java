package dev.rolecall.history;

import dev.rolecall.history.command.Sql;
import java.util.List;
import java.util.Optional;

/// Where a value is in the rows of a table.
///
/// @param sql a column, or a field of one
/// @param path where it is in the JSON that `sql` holds as text; `$` for all of it
record ColumnSource(String sql, ColumnType type, String path) {

  private static final String WHOLE = "$";
  private static final int ACCOUNT_DIGITS = 12;

  /// Larger numbers are milliseconds since 1970, not seconds.
  private static final String MOST_SECONDS = "100000000000";

  static ColumnSource of(TableColumn column) {
    return new ColumnSource(
        Sql.name(List.of("t", column.name())), ColumnType.parse(column.type()), WHOLE);
  }

  /// The field of this name inside the value.
  Optional<ColumnSource> field(String name) {
    return switch (type) {
      case ColumnType.Struct struct ->
          struct
              .field(name)
              .map(
                  field ->
                      new ColumnSource(sql + "." + Sql.name(field.name()), field.type(), WHOLE));
      case ColumnType.MapOf map when map.key() instanceof ColumnType.Scalar key && key.isText() ->
          Optional.of(new ColumnSource(Sql.valueOf(sql, name), map.value(), WHOLE));
      case ColumnType.Scalar scalar when scalar.isText() ->
          Optional.of(new ColumnSource(sql, type, path + "." + name));
      case ColumnType.Scalar _, ColumnType.MapOf _, ColumnType.ListOf _ -> Optional.empty();
    };
  }

  /// The name of the column.
  String name() {
    return sql.substring(sql.indexOf('.') + 1).replace("\"", "");
  }

  boolean isText() {
    return type instanceof ColumnType.Scalar scalar && scalar.isText();
  }

  /// Whether it is a text in a column of its own, and not one inside JSON.
  boolean isPlainText() {
    return isText() && path.equals(WHOLE);
  }

  /// The value as a text.
  String text() {
    if (!(type instanceof ColumnType.Scalar scalar)) {
      return Sql.written(Sql.json(sql));
    }
    if (scalar.isText()) {
      return path.equals(WHOLE) ? sql : Sql.textAt(sql, path);
    }
    return scalar.isTime() || scalar.isDate() ? iso(scalar) : Sql.asText(sql);
  }

  /// The value as the ID of an account: a number may lack zeros.
  String account() {
    return type instanceof ColumnType.Scalar scalar && scalar.isNumber()
        ? Sql.padded(sql, ACCOUNT_DIGITS)
        : text();
  }

  /// The value as a time as CloudTrail writes it.
  String time() {
    return type instanceof ColumnType.Scalar scalar && scalar.isNumber()
        ? Sql.isoTime(Sql.inUtc(Sql.ofSeconds(seconds())))
        : text();
  }

  private String seconds() {
    String number = Sql.asNumber(sql);
    return Sql.either(number + " > " + MOST_SECONDS, number + " / 1000", number);
  }

  private String iso(ColumnType.Scalar scalar) {
    return Sql.isoTime(scalar.hasZone() ? Sql.inUtc(sql) : sql);
  }

  /// The value as JSON.
  String json() {
    if (!isText()) {
      return Sql.json(sql);
    }
    return path.equals(WHOLE) ? Sql.parsed(sql) : Sql.jsonAt(sql, path);
  }
}
