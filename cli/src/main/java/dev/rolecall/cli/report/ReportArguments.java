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
import java.util.ArrayList;
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
    List<String> local = new ArrayList<>();
    List<S3Address> s3 = new ArrayList<>();
    List<String> events = parsed.matchedPositionalValue(0, List.of());
    for (String argument : events) {
      if (S3Address.isMeant(argument)) {
        s3.add(
            S3Address.parse(argument)
                .orElseThrow(() -> wrong("EVENTS", argument, "no s3://BUCKET/PREFIX")));
      } else {
        local.add(argument);
      }
    }
    if (parsed.hasMatchedOption(PAIRS_OUTPUT) && parsed.hasMatchedOption(CHECKPOINT)) {
      throw usage(PAIRS_OUTPUT + " reads every source anew: leave out " + CHECKPOINT);
    }
    boolean live = parsed.hasMatchedOption(LIVE);
    if (events.isEmpty() && !live) {
      throw usage("which EVENTS? Files, directories, s3://BUCKET/PREFIX, or " + LIVE);
    }
    if (s3.isEmpty() && !live) {
      CommandOptions.refuseWithoutLive(parsed);
    }
    for (String option : List.of(ACCOUNT, LOOKUP_REGION)) {
      if (!events.isEmpty() && parsed.hasMatchedOption(option)) {
        throw usage(option + " is for " + LIVE + " without EVENTS");
      }
    }
    Period period = period();
    Instant oldest = now.minus(EventLookup.LONGEST);
    if (events.isEmpty() && period.from().filter(oldest::isAfter).isPresent()) {
      throw usage(
          "CloudTrail remembers the last 90 days: give EVENTS, or less of "
              + SINCE
              + " or "
              + FROM);
    }
    ReportFormat format = format();
    return new ReportRequest(
        local,
        s3,
        events.isEmpty(),
        live,
        period,
        CommandOptions.snapshot(parsed),
        format,
        output(format),
        terraform(format),
        given(PAIRS_OUTPUT).map(file -> file(PAIRS_OUTPUT, file)),
        Options.value(parsed, CHECKPOINT),
        threads(),
        CommandOptions.accounts(parsed, ACCOUNT),
        regions(),
        CommandOptions.options(parsed));
  }

  private ReportFormat format() {
    return Options.<ReportFormat>value(parsed, FORMAT)
        .or(() -> ReportFormat.ofFile(parsed.matchedOptionValue(OUTPUT, "")))
        .orElse(ReportFormat.html);
  }

  /// Empty for standard output.
  private Optional<Path> output(ReportFormat format) {
    return given(OUTPUT)
        .or(() -> Optional.of("report.html").filter(_ -> format == ReportFormat.html))
        .filter(name -> !name.equals(STANDARD_OUTPUT))
        .map(name -> file(OUTPUT, name));
  }

  /// SARIF is about lines of files, and nothing else is.
  private Optional<Path> terraform(ReportFormat format) {
    Optional<String> given = given(TERRAFORM);
    if (given.isPresent() != (format == ReportFormat.sarif)) {
      throw usage(TERRAFORM + " and --format sarif need each other");
    }
    return given.map(
        folder -> {
          if (!Files.isDirectory(Path.of(folder))) {
            throw wrong(TERRAFORM, folder, "no directory");
          }
          return Path.of(folder);
        });
  }

  private Path file(String option, String given) {
    Path file = Path.of(given);
    if (!Files.isDirectory(file.toAbsolutePath().resolveSibling("")) || Files.isDirectory(file)) {
      throw wrong(option, given, "no file in a directory that is there");
    }
    return file;
  }

  private Optional<Integer> threads() {
    return Options.<Integer>value(parsed, THREADS)
        .map(
            number -> {
              if (number < 1 || number > 256) {
                throw wrong(THREADS, number.toString(), "no number between 1 and 256");
              }
              return number;
            });
  }

  private List<String> regions() {
    List<String> given = Options.values(parsed, LOOKUP_REGION);
    for (String name : given) {
      if (!SignIn.isRegion(name)) {
        throw wrong(LOOKUP_REGION, name, "no region of AWS");
      }
    }
    return given;
  }

  private Period period() {
    Optional<String> since = given(SINCE);
    Optional<String> from = given(FROM);
    Optional<String> to = given(TO);
    if (since.isPresent() && (from.isPresent() || to.isPresent())) {
      throw usage("either " + SINCE + ", or " + FROM + " and " + TO);
    }
    Optional<Instant> begin =
        since.map(this::before).or(() -> from.map(time -> time(FROM, time, 0)));
    Optional<Instant> end = to.map(time -> time(TO, time, 1));
    if (begin.isPresent() && end.isPresent() && !begin.get().isBefore(end.get())) {
      throw wrong(TO, to.orElse(""), "not after " + FROM);
    }
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

  private Optional<String> given(String option) {
    return Options.value(parsed, option);
  }

  private ParameterException wrong(String option, String given, String problem) {
    return Options.wrong(parsed, option, given, problem);
  }

  private ParameterException usage(String problem) {
    return Options.wrong(parsed, problem);
  }
}
