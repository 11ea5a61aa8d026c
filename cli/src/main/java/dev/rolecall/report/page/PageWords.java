package dev.rolecall.report.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Words that the markup and the script of the page have in common.
final class PageWords {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PageWords() {}

  /// "2026-11-03 02:14", in UTC; a dash when there is no time.
  static String minute(Optional<Instant> time) {
    return time.map(MINUTE::format).orElse("–");
  }
}
