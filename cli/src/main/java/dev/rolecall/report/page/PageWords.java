package dev.rolecall.report.page;

import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.report.IncidentStatus;
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

  static String of(IncidentStatus incidentStatus) {
    return switch (incidentStatus) {
      case STILL_DENIED -> "Still denied";
      case ALLOWED_NOW -> "Allowed now";
      case NOT_KNOWN -> "Not known";
    };
  }

  static String of(Confidence confidence) {
    return switch (confidence) {
      case CERTAIN -> "certain";
      case LIKELY -> "likely";
      case UNDETERMINED -> "not decided";
    };
  }

  /// "2026-11-03 02:14", in UTC; a dash when there is no time.
  static String minute(Optional<Instant> time) {
    return time.map(MINUTE::format).orElse("–");
  }
}
