package dev.rolecall.cli.history;

import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.TimeSpan;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.report.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options that say which period to read.
public final class PeriodOptions {

  public static final String SINCE = "--since";
  public static final String FROM = "--from";
  public static final String TO = "--to";

  private PeriodOptions() {}

  public static CommandSpec addTo(CommandSpec spec) {
    return Options.add(
        spec,
        Options.one(SINCE, String.class, "SPAN")
            .description("Length of the period, up to now, such as 12h or 90d."),
        Options.one(FROM, String.class, "TIME")
            .description("Start of the period: 2026-11-01 or 2026-11-01T12:00:00Z."),
        Options.one(TO, String.class, "TIME")
            .description("End of the period (inclusive for a date)."));
  }

  /// The period that is given.
  ///
  /// @param now where spans of time end
  /// @throws ParameterException when the command line is not right
  public static Period period(ParseResult parsed, Instant now) {
    Optional<String> since = Options.value(parsed, SINCE);
    Optional<String> from = Options.value(parsed, FROM);
    Optional<String> to = Options.value(parsed, TO);
    Options.check(
        parsed,
        since.isEmpty() || (from.isEmpty() && to.isEmpty()),
        UsageWords.sinceOrFromTo(SINCE, FROM, TO));
    Optional<Instant> begin =
        since
            .map(span -> before(parsed, span, now))
            .or(() -> from.map(time -> time(parsed, FROM, time, 0)));
    Optional<Instant> end = to.map(time -> time(parsed, TO, time, 1));
    Options.check(
        parsed,
        begin.isEmpty() || end.isEmpty() || begin.get().isBefore(end.get()),
        UsageWords.notAfter(TO, to.orElse(""), FROM));
    return new Period(begin, end);
  }

  private static Instant before(ParseResult parsed, String span, Instant now) {
    return TimeSpan.parse(span)
        .filter(Duration::isPositive)
        .map(now::minus)
        .orElseThrow(() -> Options.wrong(parsed, UsageWords.notASpan(SINCE, span)));
  }

  /// @param later so many days after the beginning of a day
  private static Instant time(ParseResult parsed, String option, String given, int later) {
    try {
      return given.length() == "2026-11-01".length()
          ? LocalDate.parse(given).plusDays(later).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(given);
    } catch (DateTimeParseException _) {
      throw Options.wrong(parsed, UsageWords.notATime(option, given));
    }
  }
}
