package dev.rolecall.cli;

import dev.rolecall.denial.AccountId;
import dev.rolecall.message.Options;
import dev.rolecall.report.Period;
import dev.rolecall.report.aws.S3Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `rolecall report`.
final class ReportCommand {

  static final String NAME = "report";

  private static final String OUTPUT = "--output";
  private static final String SINCE = "--since";
  private static final String FROM = "--from";
  private static final String TO = "--to";
  private static final String TERRAFORM = "--terraform";
  private static final String PAIRS_OUTPUT = "--pairs-output";
  private static final String CHECKPOINT = "--checkpoint";
  private static final String THREADS = "--threads";
  private static final String ACCOUNT = "--account";
  private static final String LOOKUP_REGION = "--lookup-region";
  private static final String STANDARD_OUTPUT = "-";

  private final ParseResult parsed;

  private ReportCommand(ParseResult parsed) {
    this.parsed = parsed;
  }

  static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            "Tells what was denied in a period, why, and what is denied still: one page, for a"
                + " browser, that needs no network.",
            "",
            "Denials of one caller, role and action are one incident, as in the alerts; its last"
                + " denial is explained.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("EVENTS")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .index("0..*")
            .arity("0..*")
            .description(
                "Files, directories or - for standard input, as for explain; or"
                    + " s3://BUCKET/PREFIX, where CloudTrail writes to. Without any, --live looks"
                    + " up what CloudTrail remembers of the last 90 days.")
            .build());
    spec.addOption(
            text(
                OUTPUT,
                "FILE",
                "File to write, - for standard output. Default: report.html, or standard output"
                    + " for other formats. Its ending tells the format when --format does not."))
        .addOption(text(SINCE, "SPAN", "Only what was denied in the last hours or days: 12h, 90d."))
        .addOption(
            text(
                FROM, "TIME", "Only what was denied since then: 2026-11-01, 2026-11-01T12:00:00Z."))
        .addOption(
            text(TO, "TIME", "Only what was denied before then; a day itself belongs to it."))
        .addOption(
            text(
                TERRAFORM,
                "DIR",
                "For --format sarif: Terraform configuration in which to find the roles whose trust"
                    + " policy has to change."))
        .addOption(
            text(
                PAIRS_OUTPUT,
                "FILE",
                "Writes who was seen to assume which role, for 'rolecall check --pairs'. It takes"
                    + " longer: every successful call is read."))
        .addOption(
            OptionSpec.builder(CHECKPOINT)
                .type(Path.class)
                .arity("1")
                .paramLabel("FILE")
                .description(
                    "Keeps the denials of every source that was read to its end; with the same"
                        + " file, the next run reads only what is new. Default for S3 and --live:"
                        + " FILE.part beside the output, until the report is made.")
                .build())
        .addOption(
            OptionSpec.builder(THREADS)
                .type(Integer.class)
                .arity("1")
                .paramLabel("N")
                .description(
                    "How many sources to read at the same time. Default: one for each processor;"
                        + " 16 for S3 and --live.")
                .build())
        .addOption(
            OptionSpec.builder(ACCOUNT)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel("ID")
                .description(
                    "Account to look up besides those of the profiles, by --reader-role. May be"
                        + " given more than once.")
                .build())
        .addOption(
            OptionSpec.builder(LOOKUP_REGION)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel("REGION")
                .description(
                    "Region to look up. May be given more than once. Default: --region, and the one"
                        + " where calls of the global endpoint are recorded.")
                .build());
    spec.usageMessage()
        .footerHeading("%nExamples:%n")
        .footer(
            "  rolecall report cloudtrail-logs/ --snapshot accounts/",
            "  rolecall report s3://trail/AWSLogs/ --since 30d --snapshot accounts/ --profile"
                + " audit",
            "  rolecall report --live --since 90d --profile ci --profile prod",
            "  rolecall report logs/ --snapshot accounts/ --format csv > denials.csv",
            "  rolecall report logs/ --snapshot accounts/ --terraform infra/ --output"
                + " denials.sarif",
            "  rolecall report logs/ --pairs-output pairs.yaml --show-external-ids",
            "",
            "Format json is one object a line: the report, then each incident.");
    return CommandOptions.addTo(
        spec,
        OptionSpec.builder(CommandOptions.FORMAT)
            .type(ReportFormat.class)
            .arity("1")
            .paramLabel("FORMAT")
            .description("One of ${COMPLETION-CANDIDATES}. Default: by the ending of --output.")
            .build());
  }

  private static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    return new ReportCommand(parsed).run(console, clock);
  }

  private int run(Console console, Clock clock) {
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
      throw new ParameterException(
          parsed.commandSpec().commandLine(),
          PAIRS_OUTPUT + " reads every source anew: leave out " + CHECKPOINT);
    }
    boolean live = parsed.hasMatchedOption(CommandOptions.LIVE);
    if (events.isEmpty() && !live) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(),
          "which EVENTS? Files, directories, s3://BUCKET/PREFIX, or " + CommandOptions.LIVE);
    }
    if (s3.isEmpty() && !live) {
      CommandOptions.refuseWithoutLive(parsed);
    }
    if (!events.isEmpty()) {
      for (String option : List.of(ACCOUNT, LOOKUP_REGION)) {
        if (parsed.hasMatchedOption(option)) {
          throw new ParameterException(
              parsed.commandSpec().commandLine(),
              option + " is for " + CommandOptions.LIVE + " without EVENTS");
        }
      }
    }
    ReportFormat format = format();
    ReportRequest request =
        new ReportRequest(
            local,
            s3,
            events.isEmpty(),
            live,
            period(clock.instant()),
            CommandOptions.snapshot(parsed),
            format,
            output(format),
            terraform(format),
            Optional.ofNullable(parsed.<String>matchedOptionValue(PAIRS_OUTPUT, null))
                .map(file -> file(PAIRS_OUTPUT, file)),
            Optional.ofNullable(parsed.<Path>matchedOptionValue(CHECKPOINT, null)),
            threads(),
            accounts(),
            regions(),
            new Options(
                CommandOptions.showExternalIds(parsed), CommandOptions.hcl(parsed), false, 100));
    return new Reporting(request, LiveOptions.reader(parsed), console, clock).run();
  }

  private ReportFormat format() {
    return Optional.ofNullable(parsed.<ReportFormat>matchedOptionValue(CommandOptions.FORMAT, null))
        .or(() -> ReportFormat.ofFile(parsed.matchedOptionValue(OUTPUT, "")))
        .orElse(ReportFormat.html);
  }

  /// Empty for standard output.
  private Optional<Path> output(ReportFormat format) {
    String given =
        parsed.matchedOptionValue(
            OUTPUT, format == ReportFormat.html ? "report.html" : STANDARD_OUTPUT);
    if (given.equals(STANDARD_OUTPUT)) {
      return Optional.empty();
    }
    return Optional.of(file(OUTPUT, given));
  }

  /// SARIF is about lines of files, and nothing else is.
  private Optional<Path> terraform(ReportFormat format) {
    Optional<String> given = Optional.ofNullable(parsed.matchedOptionValue(TERRAFORM, null));
    if (given.isPresent() != (format == ReportFormat.sarif)) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(), TERRAFORM + " and --format sarif need each other");
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
    Optional<Integer> threads =
        Optional.ofNullable(parsed.<Integer>matchedOptionValue(THREADS, null));
    threads
        .filter(number -> number < 1 || number > 256)
        .ifPresent(
            number -> {
              throw wrong(THREADS, String.valueOf(number), "no number between 1 and 256");
            });
    return threads;
  }

  private List<AccountId> accounts() {
    List<String> given = parsed.matchedOptionValue(ACCOUNT, List.of());
    return given.stream()
        .map(
            id ->
                AccountId.parse(id).orElseThrow(() -> wrong(ACCOUNT, id, "no 12-digit account id")))
        .toList();
  }

  private List<String> regions() {
    List<String> given = parsed.matchedOptionValue(LOOKUP_REGION, List.of());
    for (String name : given) {
      if (!SignIn.isRegion(name)) {
        throw wrong(LOOKUP_REGION, name, "no region of AWS");
      }
    }
    return given;
  }

  private Period period(Instant now) {
    Optional<String> since = Optional.ofNullable(parsed.matchedOptionValue(SINCE, null));
    Optional<String> from = Optional.ofNullable(parsed.matchedOptionValue(FROM, null));
    Optional<String> to = Optional.ofNullable(parsed.matchedOptionValue(TO, null));
    if (since.isPresent() && (from.isPresent() || to.isPresent())) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(), "either " + SINCE + ", or " + FROM + " and " + TO);
    }
    Period period =
        new Period(
            since
                .map(
                    span ->
                        now.minus(
                            TimeSpan.parse(span)
                                .filter(Duration::isPositive)
                                .orElseThrow(
                                    () -> wrong(SINCE, span, "no span such as 12h or 90d"))))
                .or(() -> from.map(time -> time(FROM, time, 0))),
            to.map(time -> time(TO, time, 1)));
    if (period.from().isPresent()
        && period.to().isPresent()
        && !period.from().get().isBefore(period.to().get())) {
      throw wrong(TO, to.orElse(""), "not after " + FROM);
    }
    return period;
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

  private ParameterException wrong(String option, String given, String problem) {
    return new ParameterException(
        parsed.commandSpec().commandLine(), option + ": `" + given + "` is " + problem);
  }
}
