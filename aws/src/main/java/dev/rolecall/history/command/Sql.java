package dev.rolecall.history.command;

import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Parts of statements in the SQL of Athena's engine, version 3. Names are quoted, so are values:
/// nothing that is put in can become a part of the statement.
///
/// JSON is made of maps: that works in all versions of the engine, and keeps the case of names.
public final class Sql {

  private Sql() {}

  /// A name: `"eventname"`.
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// A table, a column or a field by its names.
  public static String name(List<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining("."));
  }

  /// A text: `'AssumeRole'`.
  public static String text(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }

  /// Whether all are true.
  public static String and(List<String> conditions) {
    return joined(conditions, " AND ");
  }

  /// Whether one at least is true.
  public static String or(List<String> conditions) {
    return joined(conditions, " OR ");
  }

  private static String joined(List<String> conditions, String operator) {
    return conditions.size() == 1
        ? conditions.getFirst()
        : conditions.stream().collect(Collectors.joining(operator, "(", ")"));
  }

  public static String in(String value, Collection<String> values) {
    return values.size() == 1
        ? value + " = " + values.iterator().next()
        : value + values.stream().collect(Collectors.joining(", ", " IN (", ")"));
  }

  public static String inTexts(String value, Collection<String> values) {
    return in(value, values.stream().map(Sql::text).toList());
  }

  public static String is(String value, String other) {
    return value + " = " + other;
  }

  public static String notBefore(String value, String bound) {
    return value + " >= " + bound;
  }

  public static String before(String value, String bound) {
    return value + " < " + bound;
  }

  public static String after(String value, String bound) {
    return value + " > " + bound;
  }

  public static String notAfter(String value, String bound) {
    return value + " <= " + bound;
  }

  public static String between(String value, String first, String last) {
    return value + " BETWEEN " + first + " AND " + last;
  }

  /// Whether a text is there.
  public static String given(String text) {
    return text + " <> ''";
  }

  /// Whether a text is empty or not there.
  public static String notGiven(String text) {
    return "COALESCE(" + text + ", '') = ''";
  }

  public static String matches(String text, String pattern) {
    return "regexp_like(" + text + ", " + text(pattern) + ")";
  }

  public static String like(String text, String pattern) {
    return text + " LIKE " + text(pattern);
  }

  /// The first that is there.
  public static String first(List<String> values) {
    return values.size() == 1
        ? values.getFirst()
        : values.stream().collect(Collectors.joining(", ", "COALESCE(", ")"));
  }

  /// The one or the other.
  public static String either(String condition, String then, String otherwise) {
    return "CASE WHEN " + condition + " THEN " + then + " ELSE " + otherwise + " END";
  }

  /// The value, only if the condition is true.
  public static String when(String condition, String then) {
    return "CASE WHEN " + condition + " THEN " + then + " END";
  }

  public static String not(String condition) {
    return "NOT (" + condition + ")";
  }

  public static String asText(String value) {
    return "CAST(" + value + " AS VARCHAR)";
  }

  public static String asNumber(String value) {
    return "CAST(" + value + " AS DOUBLE)";
  }

  /// Null in place of an empty text.
  public static String nullIfEmpty(String text) {
    return "NULLIF(" + text + ", '')";
  }

  /// A number with zeros before it: an account ID.
  public static String padded(String number, int digits) {
    return "lpad(" + asText(number) + ", " + digits + ", '0')";
  }

  /// A time without a zone, in UTC, as CloudTrail writes it.
  public static String isoTime(String time) {
    return "date_format(" + time + ", '%Y-%m-%dT%H:%i:%sZ')";
  }

  public static String inUtc(String time) {
    return time + " AT TIME ZONE 'UTC'";
  }

  /// The time of a number of seconds since 1970.
  public static String ofSeconds(String seconds) {
    return "from_unixtime(" + seconds + ")";
  }

  /// `timestamp` or `date`.
  public static String time(String type, String value) {
    return type + " " + text(value);
  }

  /// A text in which what fits a pattern is replaced.
  public static String replaced(String text, String pattern, String replacement) {
    return "regexp_replace(" + text + ", " + text(pattern) + ", " + text(replacement) + ")";
  }

  /// The first characters of a text; with others at its end where it is shorter.
  public static String filled(String text, int length, String character) {
    return "rpad(" + text + ", " + length + ", " + text(character) + ")";
  }

  /// What is before the first separator.
  public static String untilFirst(String text, char separator) {
    return "split_part(" + text + ", " + text(String.valueOf(separator)) + ", 1)";
  }

  /// A value as JSON.
  public static String json(String value) {
    return "CAST(" + value + " AS JSON)";
  }

  /// The JSON that a text holds; null when it holds none.
  public static String parsed(String text) {
    return "TRY(json_parse(" + text + "))";
  }

  /// The JSON at a path.
  public static String jsonAt(String text, String path) {
    return "json_extract(" + text + ", " + text(path) + ")";
  }

  /// The text at a path of JSON.
  public static String textAt(String text, String path) {
    return "json_extract_scalar(" + text + ", " + text(path) + ")";
  }

  /// The value of a key.
  public static String valueOf(String map, String key) {
    return "element_at(" + map + ", " + text(key) + ")";
  }

  /// JSON as a text.
  public static String written(String json) {
    return "json_format(" + json + ")";
  }

  /// An object of these fields, as JSON, without those that are null; null when there are no
  /// fields.
  ///
  /// @param fields JSON by name
  public static String object(SequencedMap<String, String> fields) {
    if (fields.isEmpty()) {
      return json("NULL");
    }
    return json(
        "map_filter(MAP(ARRAY["
            + fields.keySet().stream().map(Sql::text).collect(Collectors.joining(", "))
            + "], ARRAY["
            + String.join(", ", fields.values())
            + "]), (k, v) -> v IS NOT NULL)");
  }

  /// The values as one text, which differs when one of them does.
  public static String key(List<String> values) {
    return written(json(list(values)));
  }

  /// A map of texts without some of its keys, as JSON.
  public static String without(String map, Collection<String> keys) {
    return json("map_filter(" + map + ", (k, v) -> " + not(inTexts("k", keys)) + ")");
  }

  /// The object in a text, as a map of JSON; null when there is none.
  public static String members(String text) {
    return "TRY(CAST(json_parse(" + text + ") AS MAP(VARCHAR, JSON)))";
  }

  /// A map of texts without the keys that are like a pattern.
  public static String withoutLike(String map, String pattern) {
    return "map_filter(" + map + ", (k, v) -> " + not(like("k", pattern)) + ")";
  }

  public static String list(List<String> values) {
    return "ARRAY[" + String.join(", ", values) + "]";
  }

  /// Whether a list has items.
  public static String isNotEmpty(String list) {
    return "cardinality(" + list + ") > 0";
  }

  /// A list of what is made of each item, as JSON.
  ///
  /// @param json made of `r`
  public static String each(String list, String json) {
    return json("transform(" + list + ", r -> " + json + ")");
  }

  /// `TRUE` as JSON.
  public static String yes() {
    return json("TRUE");
  }

  /// A table whose rows are the items of a list.
  ///
  /// @param keys columns to keep
  /// @param list the column with the list
  /// @param fields all fields of an item, in their order
  /// @param wanted those to keep
  public static String unnested(
      String table, List<String> keys, String list, List<String> fields, List<String> wanted) {
    String columns =
        Stream.concat(
                keys.stream().map(key -> name(List.of("l", key))),
                wanted.stream().map(field -> name(List.of("i", field))))
            .collect(Collectors.joining(", "));
    return "(SELECT "
        + columns
        + " FROM "
        + as(table, "l")
        + " CROSS JOIN UNNEST("
        + name(List.of("l", list))
        + ") AS "
        + name("i")
        + fields.stream().map(Sql::name).collect(Collectors.joining(", ", " (", ")"))
        + ")";
  }

  /// A table by another name.
  public static String as(String table, String name) {
    return table + " AS " + name(name);
  }

  /// A statement that selects from one table.
  public static String select(
      SequencedMap<String, String> columns, String table, List<String> conditions) {
    return columns.entrySet().stream()
            .map(column -> "  " + column.getValue() + " AS " + name(column.getKey()))
            .collect(Collectors.joining(",\n", "SELECT\n", "\n"))
        + "FROM "
        + table
        + conditions.stream().collect(Collectors.joining("\n  AND ", "\nWHERE ", ""));
  }

  /// Of the rows of `select` that have the same value, the newest.
  ///
  /// @param by the value, made of columns
  public static String newest(
      String select, List<String> columns, String by, List<String> order, int most) {
    String names = columns.stream().map(Sql::name).collect(Collectors.joining(", "));
    return "SELECT "
        + names
        + "\nFROM (\nSELECT "
        + names
        + ", row_number() OVER (PARTITION BY "
        + by
        + order.stream()
            .map(column -> name(column) + " DESC")
            .collect(Collectors.joining(", ", " ORDER BY ", ""))
        + ") AS "
        + name("number")
        + "\nFROM (\n"
        + select
        + "\n))\nWHERE "
        + name("number")
        + " <= "
        + most;
  }
}
