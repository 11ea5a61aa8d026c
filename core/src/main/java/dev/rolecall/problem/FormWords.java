package dev.rolecall.problem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Why a file, or a part of one, holds no denial that can be explained.
public final class FormWords {

  private FormWords() {}

  /// Of a file in a form that is not read.
  ///
  /// @param form what the file is: "a PDF document"
  /// @param remedy what to give in its place
  public static String unsupported(String form, String remedy) {
    return form + " cannot be read: " + remedy;
  }

  public static String lostDenial() {
    return "it names a denied AssumeRole call, but holds no CloudTrail record of it that can be"
        + " read";
  }

  public static String tooDeep() {
    return "an archive in an archive in an archive is not opened";
  }

  public static String expandsTooMuch() {
    return "it expands to more than it could if it were a log: the rest is not read";
  }

  /// Of an archive that is damaged.
  ///
  /// @param kind of archive: "zip"
  public static String corrupt(String kind, long records) {
    return kind + " data is corrupt after record " + records;
  }

  public static String endsTooEarly(String kind, long records) {
    return kind + " data ends too early, after record " + records;
  }

  /// Of compressed data inside JSON.
  ///
  /// @param path what leads to it
  public static String corruptIn(String path) {
    return path + ": gzip data is corrupt";
  }

  public static String cutOff(String path) {
    return path + ": " + JsonWords.invalid(JsonWords.endsTooEarly());
  }

  public static String longLine() {
    return "a line is longer than 16 MiB";
  }

  public static String endsTooEarly() {
    return JsonWords.invalid(JsonWords.endsTooEarly());
  }

  /// Of a JSON object without a record.
  ///
  /// @param fields the names of its first fields
  public static String json(List<String> fields) {
    return fields.isEmpty()
        ? "JSON without a CloudTrail record"
        : "JSON without a CloudTrail record (its fields are " + String.join(", ", fields) + ")";
  }

  /// Of a row without a record.
  ///
  /// @param columns the names of the columns
  public static String row(List<String> columns) {
    return "a table without a CloudTrail record (its columns are "
        + String.join(", ", columns)
        + ")";
  }

  public static String text() {
    return "text without an AWS error about assuming a role";
  }

  /// What is wrong with a text in a markup language, by its beginning.
  ///
  /// @param beginning its first lines
  public static Optional<String> markup(List<String> beginning) {
    String lower = beginning.isEmpty() ? "" : beginning.getFirst().toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return Optional.of(unsupported("an HTML page", "save the log itself, not the page"));
    }
    if (lower.startsWith("<?xml")) {
      return Optional.of(unsupported("XML", "export the records as JSON"));
    }
    boolean keys =
        beginning.size() > 1
            && beginning.stream()
                .allMatch(line -> line.matches("-|(?:- )?[\\w.-]{1,60}:(?: .*)?|-(?: .*)?"));
    if (lower.equals("---") || keys) {
      return Optional.of(unsupported("YAML", "convert it to JSON, for example with `yq -o json`"));
    }
    return Optional.empty();
  }
}
