package dev.rolecall.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The type of a column, as AWS Glue or Trino writes it.
sealed interface ColumnType {

  /// `string`, `varchar(36)`, `timestamp`.
  ///
  /// @param name in lower case, without its parameters
  record Scalar(String name) implements ColumnType {

    boolean isText() {
      return switch (name) {
        case "string", "varchar", "char" -> true;
        default -> false;
      };
    }

    boolean isNumber() {
      return switch (name) {
        case "tinyint",
            "smallint",
            "int",
            "integer",
            "bigint",
            "double",
            "float",
            "real",
            "decimal" ->
            true;
        default -> false;
      };
    }

    boolean isDate() {
      return name.equals("date");
    }

    boolean isTime() {
      return name.startsWith("timestamp");
    }

    boolean hasZone() {
      return name.equals("timestamptz") || name.contains("zone");
    }
  }

  /// `struct<type:string,arn:string>` or `row(type varchar, arn varchar)`.
  record Struct(List<Field> fields) implements ColumnType {

    /// The field of this name, however it is written.
    Optional<Field> field(String name) {
      String letters = Letters.of(name);
      return fields.stream().filter(field -> Letters.of(field.name).equals(letters)).findFirst();
    }
  }

  /// A field of a struct.
  record Field(String name, ColumnType type) {}

  /// `array<string>`.
  record ListOf(ColumnType element) implements ColumnType {}

  /// `map<string,string>`.
  record MapOf(ColumnType key, ColumnType value) implements ColumnType {}

  /// Whether Athena makes JSON of values of this type. Times with a zone are none, for example.
  default boolean isCastable() {
    return switch (this) {
      case Scalar scalar -> scalar.isText() || scalar.isNumber() || scalar.name.equals("boolean");
      case Struct struct -> struct.fields.stream().allMatch(field -> field.type.isCastable());
      case ListOf list -> list.element.isCastable();
      case MapOf map -> map.key.isCastable() && map.value.isCastable();
    };
  }

  /// The type in `text`; one of an unknown name when it cannot be understood.
  static ColumnType parse(String text) {
    String type = text.strip();
    int open = opening(type);
    String name = (open < 0 ? type : type.substring(0, open)).strip().toLowerCase(Locale.ROOT);
    if (open < 0) {
      return new Scalar(name);
    }
    int close = Math.max(type.lastIndexOf('>'), type.lastIndexOf(')'));
    if (close < open) {
      return new Scalar(type.toLowerCase(Locale.ROOT));
    }
    List<String> parts = parts(type.substring(open + 1, close));
    return switch (name) {
      case "struct", "row" -> new Struct(parts.stream().map(ColumnType::field).toList());
      case "array" -> new ListOf(parse(parts.getFirst()));
      case "map" -> new MapOf(parse(parts.getFirst()), parse(parts.getLast()));
      default ->
          new Scalar((name + type.substring(close + 1).toLowerCase(Locale.ROOT)).stripTrailing());
    };
  }

  private static int opening(String type) {
    for (int i = 0; i < type.length(); i++) {
      if (type.charAt(i) == '<' || type.charAt(i) == '(') {
        return i;
      }
    }
    return -1;
  }

  private static Field field(String text) {
    TableColumn field = column(text);
    return new Field(field.name(), parse(field.type()));
  }

  /// Fields of a struct: what stands between its brackets.
  static List<TableColumn> fields(String text) {
    return parts(text).stream().map(ColumnType::column).toList();
  }

  /// `NAME:TYPE`, or `NAME TYPE`; the name may be in quotes.
  private static TableColumn column(String text) {
    String part = text.strip();
    char first = part.isEmpty() ? ' ' : part.charAt(0);
    if (first == '"' || first == '`') {
      int end = part.indexOf(first, 1);
      if (end > 0) {
        String rest = part.substring(end + 1).strip();
        return new TableColumn(
            part.substring(1, end), rest.startsWith(":") ? rest.substring(1) : rest);
      }
    }
    int end = 0;
    while (end < part.length() && part.charAt(end) != ':' && part.charAt(end) != ' ') {
      end++;
    }
    return new TableColumn(
        part.substring(0, end), end == part.length() ? "" : part.substring(end + 1));
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '<', '(' -> depth++;
        case '>', ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(text.substring(from, i));
            from = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
