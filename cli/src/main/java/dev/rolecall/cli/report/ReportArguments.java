package dev.rolecall.cli.report;

import static dev.rolecall.cli.live.CommandOptions.FORMAT;
import static dev.rolecall.cli.live.CommandOptions.LIVE;
import static dev.rolecall.cli.report.ReportCommand.ACCOUNT;
import static dev.rolecall.cli.report.ReportCommand.CHECKPOINT;
import static dev.rolecall.cli.report.ReportCommand.FROM;
import static dev.rolecall.cli.report.ReportCommand.LOOKUP_REGION;
import static dev.rolecall.cli.report.ReportCommand.OUTPUT;
import static dev.rolecall.cli.report.ReportCommand.PAIRS_OUTPUT;
import static dev.rolecall.cli.report.ReportCommand.SINCE;
import static dev.rolecall.cli.report.ReportCommand.TERRAFORM;
import static dev.rolecall.cli.report.ReportCommand.THREADS;
import static dev.rolecall.cli.report.ReportCommand.TO;

import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.TimeSpan;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.report.Period;
import dev.rolecall.report.aws.EventLookup;
import dev.rolecall.report.aws.S3Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Understands what a command line asks of `rolecall report`.
///
/// @param now where spans of time end
record ReportArguments(ParseResult parsed, Instant now) {

  private static final String STANDARD_OUTPUT = "-";

  /// What to make.
  ///
  /// @throws ParameterException when the command line is not right
  ReportRequest request() {
    List<String> events = parsed.matchedPositionalValue(0, List.of());
    List<S3Address> s3 = events.stream().filter(S3Address::isMeant).map(this::address).toList();
    check(
        !(given(PAIRS_OUTPUT) && given(CHECKPOINT)),
        PAIRS_OUTPUT + " reads every source anew: leave out " + CHECKPOINT);
    boolean live = given(LIVE);
    check(
        !events.isEmpty() || live,
        "which EVENTS? Files, directories, s3://BUCKET/PREFIX, or " + LIVE);
    if (s3.isEmpty() && !live) {
      CommandOptions.refuseWithoutLive(parsed);
    }
    for (String option : List.of(ACCOUNT, LOOKUP_REGION)) {
      check(events.isEmpty() || !given(option), option + " is for " + LIVE + " without EVENTS");
    }
    Period period = period();
    Instant oldest = now.minus(EventLookup.LONGEST);
    check(
        !events.isEmpty() || period.from().filter(oldest::isAfter).isEmpty(),
        "CloudTrail remembers the last 90 days: give EVENTS, or less of " + SINCE + " or " + FROM);
    ReportFormat format = format();
    return new ReportRequest(
        events.stream().filter(argument -> !S3Address.isMeant(argument)).toList(),
        s3,
        events.isEmpty(),
        live,
        period,
        CommandOptions.snapshot(parsed),
        format,
        output(format),
        terraform(format),
        text(PAIRS_OUTPUT).map(file -> file(PAIRS_OUTPUT, file)),
        Options.value(parsed, CHECKPOINT),
        threads(),
        CommandOptions.accounts(parsed, ACCOUNT),
        regions(),
        CommandOptions.options(parsed));
  }

  private S3Address address(String argument) {
    return S3Address.parse(argument)
        .orElseThrow(() -> wrong("EVENTS", argument, "no s3://BUCKET/PREFIX"));
  }

  private ReportFormat format() {
    return Options.<ReportFormat>value(parsed, FORMAT)
        .or(() -> ReportFormat.ofFile(parsed.matchedOptionValue(OUTPUT, "")))
        .orElse(ReportFormat.html);
  }

  /// Empty for standard output.
  private Optional<Path> output(ReportFormat format) {
    return text(OUTPUT)
        .or(() -> Optional.of("report.html").filter(_ -> format == ReportFormat.html))
        .filter(name -> !name.equals(STANDARD_OUTPUT))
        .map(name -> file(OUTPUT, name));
  }

  /// SARIF is about lines of files, and nothing else is.
  private Optional<Path> terraform(ReportFormat format) {
    Optional<String> given = text(TERRAFORM);
    check(
        given.isPresent() == (format == ReportFormat.sarif),
        TERRAFORM + " and --format sarif need each other");
    return given.map(
        folder -> path(TERRAFORM, folder, Files.isDirectory(Path.of(folder)), "no directory"));
  }

  private Path file(String option, String given) {
    Path file = Path.of(given);
    boolean fits =
        Files.isDirectory(file.toAbsolutePath().resolveSibling("")) && !Files.isDirectory(file);
    return path(option, given, fits, "no file in a directory that is there");
  }

  private Path path(String option, String given, boolean fits, String otherwise) {
    check(fits, option, given, otherwise);
    return Path.of(given);
  }

  private Optional<Integer> threads() {
    Optional<Integer> threads = Options.value(parsed, THREADS);
    threads.ifPresent(
        number ->
            check(
                number >= 1 && number <= 256,
                THREADS,
                number.toString(),
                "no number between 1 and 256"));
    return threads;
  }

  private List<String> regions() {
    List<String> regions = Options.values(parsed, LOOKUP_REGION);
    regions.forEach(name -> check(SignIn.isRegion(name), LOOKUP_REGION, name, "no region of AWS"));
    return regions;
  }

  private Period period() {
    Optional<String> since = text(SINCE);
    Optional<String> from = text(FROM);
    Optional<String> to = text(TO);
    check(
        since.isEmpty() || (from.isEmpty() && to.isEmpty()),
        "either " + SINCE + ", or " + FROM + " and " + TO);
    Optional<Instant> begin =
        since.map(this::before).or(() -> from.map(time -> time(FROM, time, 0)));
    Optional<Instant> end = to.map(time -> time(TO, time, 1));
    check(
        begin.isEmpty() || end.isEmpty() || begin.get().isBefore(end.get()),
        TO,
        to.orElse(""),
        "not after " + FROM);
    return new Period(begin, end);
  }

  private Instant before(String span) {
    return TimeSpan.parse(span)
        .filter(Duration::isPositive)
        .map(now::minus)
        .orElseThrow(() -> wrong(SINCE, span, "no span such as 12h or 90d"));
  }

  /// @param later so many days after the beginning of a day
  private Instant time(String option, String given, int later) {
    try {
      return given.length() == "2026-11-01".length()
          ? LocalDate.parse(given).plusDays(later).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(given);
    } catch (DateTimeParseException _) {
      throw wrong(option, given, "no time such as 2026-11-01 or 2026-11-01T12:00:00Z");
    }
  }

  private boolean given(String option) {
    return parsed.hasMatchedOption(option);
  }

  private Optional<String> text(String option) {
    return Options.value(parsed, option);
  }

  private void check(boolean fine, String otherwise) {
    Options.check(parsed, fine, otherwise);
  }

  private void check(boolean fine, String option, String given, String otherwise) {
    if (!fine) {
      throw wrong(option, given, otherwise);
    }
  }

  private ParameterException wrong(String option, String given, String problem) {
    return Options.wrong(parsed, option, given, problem);
  }
}
