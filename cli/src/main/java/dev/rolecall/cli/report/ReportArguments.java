package dev.rolecall.cli.report;

import static dev.rolecall.cli.history.PeriodOptions.FROM;
import static dev.rolecall.cli.history.PeriodOptions.SINCE;
import static dev.rolecall.cli.live.CommandOptions.FORMAT;
import static dev.rolecall.cli.live.CommandOptions.LIVE;
import static dev.rolecall.cli.report.ReportCommand.ACCOUNT;
import static dev.rolecall.cli.report.ReportCommand.CHECKPOINT;
import static dev.rolecall.cli.report.ReportCommand.EXCEL;
import static dev.rolecall.cli.report.ReportCommand.LOOKUP_REGION;
import static dev.rolecall.cli.report.ReportCommand.OUTPUT;
import static dev.rolecall.cli.report.ReportCommand.PAIRS_OUTPUT;
import static dev.rolecall.cli.report.ReportCommand.TERRAFORM;
import static dev.rolecall.cli.report.ReportCommand.THREADS;

import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.history.AthenaOptions;
import dev.rolecall.cli.history.LogGroupOptions;
import dev.rolecall.cli.history.PeriodOptions;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.report.Period;
import dev.rolecall.report.aws.EventLookup;
import dev.rolecall.report.aws.S3Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Understands what a command line asks of `rolecall report`.
///
/// @param now where spans of time end
record ReportArguments(ParseResult parsed, Instant now) {

  private static final String STANDARD_OUTPUT = "-";

  /// What events are read from without EVENTS.
  private static final List<String> REMOTE =
      List.of(LIVE, LogGroupOptions.NAME, AthenaOptions.NAME);

  private static final int MOST_THREADS = 256;

  /// What to make.
  ///
  /// @throws ParameterException when the command line is not right
  ReportRequest request() {
    List<String> events = parsed.matchedPositionalValue(0, List.of());
    List<S3Address> s3 = events.stream().filter(S3Address::isMeant).map(this::address).toList();
    check(
        !(given(PAIRS_OUTPUT) && given(CHECKPOINT)),
        UsageWords.readsEverySource(PAIRS_OUTPUT, CHECKPOINT));
    LogGroupOptions logGroups = LogGroupOptions.of(parsed);
    Optional<AthenaOptions> athena = AthenaOptions.of(parsed);
    boolean queried = !logGroups.groups().isEmpty() || athena.isPresent();
    boolean live = given(LIVE);
    boolean lookup = events.isEmpty() && !queried;
    check(!lookup || live, UsageWords.noEvents(REMOTE));
    if (s3.isEmpty() && !live && !queried) {
      CommandOptions.refuseWithoutLive(parsed);
    }
    for (String option : List.of(ACCOUNT, LOOKUP_REGION)) {
      check(lookup || queried || !given(option), UsageWords.onlyWithoutEvents(option, REMOTE));
    }
    Period period = PeriodOptions.period(parsed, now);
    Instant oldest = now.minus(EventLookup.LONGEST);
    check(
        !lookup || period.from().filter(oldest::isAfter).isEmpty(),
        UsageWords.olderThanEventHistory(SINCE, FROM));
    ReportFormat format = format();
    return new ReportRequest(
        events.stream().filter(argument -> !S3Address.isMeant(argument)).toList(),
        s3,
        logGroups,
        athena,
        lookup,
        live,
        period,
        CommandOptions.snapshot(parsed),
        format,
        output(format),
        terraform(format),
        excel(format),
        text(PAIRS_OUTPUT).map(file -> file(PAIRS_OUTPUT, file)),
        Options.value(parsed, CHECKPOINT),
        threads(),
        CommandOptions.accounts(parsed, ACCOUNT),
        regions(),
        CommandOptions.options(parsed));
  }

  private S3Address address(String argument) {
    return S3Address.parse(argument)
        .orElseThrow(() -> wrong(UsageWords.notAnS3Address("EVENTS", argument)));
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
        UsageWords.onlyTogether(TERRAFORM, "--format sarif"));
    return given.map(
        name -> {
          Path folder = Options.path(parsed, TERRAFORM, name);
          check(Files.isDirectory(folder), UsageWords.notADirectory(TERRAFORM, name));
          return folder;
        });
  }

  private boolean excel(ReportFormat format) {
    check(!given(EXCEL) || format == ReportFormat.csv, UsageWords.needs(EXCEL, FORMAT + " csv"));
    return given(EXCEL);
  }

  private Path file(String option, String given) {
    Path file = Options.path(parsed, option, given);
    boolean fits =
        Files.isDirectory(file.toAbsolutePath().resolveSibling("")) && !Files.isDirectory(file);
    check(fits, UsageWords.notAWritableFile(option, given));
    return file;
  }

  private Optional<Integer> threads() {
    Optional<Integer> threads = Options.value(parsed, THREADS);
    threads.ifPresent(
        number ->
            check(
                number >= 1 && number <= MOST_THREADS,
                UsageWords.notInRange(THREADS, number.toString(), 1, MOST_THREADS)));
    return threads;
  }

  private List<String> regions() {
    List<String> regions = Options.values(parsed, LOOKUP_REGION);
    regions.forEach(
        name -> check(SignIn.isRegion(name), UsageWords.notARegion(LOOKUP_REGION, name)));
    return regions;
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

  private ParameterException wrong(String problem) {
    return Options.wrong(parsed, problem);
  }
}
