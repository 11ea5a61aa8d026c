package dev.rolecall.history;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A column of a table, or one of the keys by which the table is partitioned.
///
/// @param name as Athena has it, in lower case
/// @param type as Athena writes it: `string`, `array<struct<arn:string>>`
public record TableColumn(String name, String type) {

  private static final Pattern LIST_OF_STRUCTS =
      Pattern.compile("(?is)\\s*array\\s*[<(]\\s*(?:struct|row)\\s*[<(](.*)[>)]\\s*[>)]\\s*");

  public TableColumn {
    name = name.toLowerCase(Locale.ROOT);
  }

  /// The fields of the structs of which it is a list; none if it is another type.
  List<TableColumn> fieldsOfItems() {
    Matcher list = LIST_OF_STRUCTS.matcher(type);
    return list.matches() ? ColumnType.fields(list.group(1)) : List.of();
  }
}
