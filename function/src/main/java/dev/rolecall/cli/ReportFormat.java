package dev.rolecall.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The formats of a report.
enum ReportFormat {
  html(".html", ".htm"),
  markdown(".md", ".markdown"),
  json(".json", ".ndjson"),
  csv(".csv");

  private final String[] endings;

  ReportFormat(String... endings) {
    this.endings = endings;
  }

  /// The format that a file of this name has; empty when its ending does not tell.
  static Optional<ReportFormat> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> Arrays.stream(format.endings).anyMatch(lower::endsWith))
        .findFirst();
  }
}
