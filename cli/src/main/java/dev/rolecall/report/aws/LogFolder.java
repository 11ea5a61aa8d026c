package dev.rolecall.report.aws;

import dev.rolecall.report.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How CloudTrail lays out its files:
/// `[...]AWSLogs/[o-ORGANIZATION/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/FILE.json.gz`. [Finding log
/// files](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html)
final class LogFolder {

  /// The folder that CloudTrail puts everything into.
  static final String TOP_NAME = "AWSLogs/";

  private static final Pattern TOP = Pattern.compile("(.*/)?AWSLogs/(o-[a-z0-9]+/)?");
  private static final Pattern ACCOUNT = Pattern.compile("(.*/)?AWSLogs/(o-[a-z0-9]+/)?\\d{12}/");
  private static final Pattern TRAIL = Pattern.compile("(.*/)?\\d{12}/CloudTrail/");
  private static final Pattern REGION =
      Pattern.compile("(.*/)?\\d{12}/CloudTrail/[a-z]{2,4}(-[a-z]+)+-\\d+/");
  private static final Pattern DAY = Pattern.compile("/(\\d{4}/\\d{2}/\\d{2})/[^/]*$");
  private static final DateTimeFormatter PATH =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withResolverStyle(ResolverStyle.STRICT);

  private LogFolder() {}

  /// Whether what lies in `prefix` is found by looking into its folders one by one.
  static boolean isAbove(String prefix) {
    return TOP.matcher(prefix).matches()
        || ACCOUNT.matcher(prefix).matches()
        || TRAIL.matcher(prefix).matches();
  }

  /// Whether a folder right in `prefix` may hold log files. Beside these lie digests, Insights
  /// events and the logs of other services.
  static boolean mayHold(String prefix, String folder) {
    return !ACCOUNT.matcher(prefix).matches() || TRAIL.matcher(folder).matches();
  }

  /// Whether a file is a digest, or one of Insights: no log of calls.
  static boolean isBeside(String key) {
    return key.contains("/CloudTrail-Digest/") || key.contains("/CloudTrail-Insight/");
  }

  /// The key after which files of the period begin, where the folders are days.
  static Optional<String> begin(String prefix, Period period) {
    return REGION.matcher(prefix).matches()
        ? period.from().map(from -> prefix + PATH.format(day(from)))
        : Optional.empty();
  }

  /// Whether the file belongs to a day of the period, or does not say. An event may lie in a file
  /// of the next day, since files are written minutes later.
  static boolean isOf(String key, Period period) {
    Optional<LocalDate> day = day(key);
    return day.isEmpty()
        || (period.from().filter(from -> day.get().isBefore(day(from))).isEmpty()
            && !isAfter(day.get(), period));
  }

  /// Whether all that follows `key` in `prefix` is past the period.
  static boolean isPast(String prefix, String key, Period period) {
    return REGION.matcher(prefix).matches()
        && day(key).filter(day -> isAfter(day, period)).isPresent();
  }

  private static boolean isAfter(LocalDate day, Period period) {
    return period.to().filter(to -> day.isAfter(day(to).plusDays(1))).isPresent();
  }

  private static Optional<LocalDate> day(String key) {
    Matcher day = DAY.matcher(key);
    if (!day.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(day.group(1), PATH));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
