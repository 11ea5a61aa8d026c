package dev.rolecall.cli.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The formats of a report.
enum ReportFormat {
  html("html?"),
  markdown("md|markdown"),
  json("json|ndjson"),
  csv("csv"),
  sarif("sarif");

  private final String endings;

  /// @param endings of the names of such files, as a pattern
  ReportFormat(String endings) {
    this.endings = endings;
  }

  /// The format that a file of this name has; empty when its ending does not tell.
  static Optional<ReportFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> lower.matches(".*\\.(" + format.endings + ")"))
        .findFirst();
  }
}
