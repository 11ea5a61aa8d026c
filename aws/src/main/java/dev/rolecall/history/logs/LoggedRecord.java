package dev.rolecall.history.logs;

import dev.rolecall.history.logs.LogFilter.InsightsQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/// A log event.
///
/// @param time when it was logged; empty when the answer does not say
/// @param message a record of CloudTrail as JSON
record LoggedRecord(Optional<Instant> time, String message) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  /// A row of Logs Insights.
  static LoggedRecord of(List<ResultField> row) {
    Optional<Instant> time = Optional.empty();
    String message = "";
    for (ResultField field : row) {
      switch (String.valueOf(field.field())) {
        case "@timestamp" -> time = time(String.valueOf(field.value()));
        case "@message", InsightsQuery.RECORD ->
            message = Optional.ofNullable(field.value()).orElse("");
        default -> {}
      }
    }
    return new LoggedRecord(time, message);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// A log event of `FilterLogEvents`.
  static LoggedRecord of(FilteredLogEvent event) {
    return new LoggedRecord(
        Optional.ofNullable(event.timestamp()).map(Instant::ofEpochMilli),
        Optional.ofNullable(event.message()).orElse(""));
  }

  /// Whether the end of the record is missing: its braces do not match.
  boolean isCut() {
    String json = message.stripLeading();
    if (!json.startsWith("{")) {
      return false;
    }
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    }
    return quoted || depth != 0;
  }
}
