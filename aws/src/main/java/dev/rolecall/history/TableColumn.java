package dev.rolecall.history;

import java.util.Locale;

/// A column of a table, or one of the keys by which the table is partitioned.
///
/// @param name as Athena has it, in lower case
/// @param type as Athena writes it: `string`, `array<struct<arn:string>>`
public record TableColumn(String name, String type) {
  public TableColumn {
    name = name.toLowerCase(Locale.ROOT);
  }
}
