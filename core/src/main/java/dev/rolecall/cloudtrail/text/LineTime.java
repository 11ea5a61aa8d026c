package dev.rolecall.cloudtrail.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time that a log has for what stands in it. Without a time zone it is no certain time, and
/// not taken.
public final class LineTime {

  private static final Pattern TIME =
      Pattern.compile(
          "(?<![\\d])(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ,]{1,2}(\\d\\d:\\d\\d:\\d\\d)"
              + "(?:[.,](\\d{1,9}))?\\s?(Z|UTC|[+-]\\d\\d:?\\d\\d)(?![\\w:])");

  private static final Pattern SINCE_1970 = Pattern.compile("(\\d{10})(?:\\.\\d+)?|(\\d{13})");

  private static final Pattern BEGINNING = Pattern.compile("[\\s\\[<|>\\w=\"]{0,40}");

  /// Where a time ends at the latest that stands behind such a beginning.
  private static final int LATEST = 80;

  private LineTime() {}

  /// The first time in a line.
  static Optional<Instant> in(String line) {
    Matcher time = TIME.matcher(line);
    return time.find() ? instant(time) : Optional.empty();
  }

  /// The time with which a line begins.
  static Optional<Instant> before(String line) {
    Matcher time = TIME.matcher(line).useTransparentBounds(true);
    return time.region(0, Math.min(line.length(), LATEST)).find()
            && BEGINNING.matcher(line.substring(0, time.start())).matches()
        ? instant(time)
        : Optional.empty();
  }

  /// The time in a field of its own, in ISO 8601 or in seconds or milliseconds since 1970.
  public static Optional<Instant> of(String text) {
    Matcher number = SINCE_1970.matcher(text);
    if (number.matches()) {
      return Optional.of(
          number.group(1) == null
              ? Instant.ofEpochMilli(Long.parseLong(text))
              : Instant.ofEpochSecond(Long.parseLong(number.group(1))));
    }
    Matcher time = TIME.matcher(text);
    return time.lookingAt() ? instant(time) : Optional.empty();
  }

  private static Optional<Instant> instant(Matcher time) {
    String zone =
        switch (time.group(6)) {
          case "Z", "UTC" -> "Z";
          case String offset ->
              offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset;
        };
    try {
      return Optional.of(
          OffsetDateTime.parse(
                  "%s-%s-%sT%s%s%s"
                      .formatted(
                          time.group(1),
                          time.group(2),
                          time.group(3),
                          time.group(4),
                          time.group(5) == null ? "" : "." + time.group(5),
                          zone))
              .toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
