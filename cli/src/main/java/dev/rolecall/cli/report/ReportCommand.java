package dev.rolecall.cli.report;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall report`.
public final class ReportCommand {

  public static final String NAME = "report";

  static final String OUTPUT = "--output";
  static final String SINCE = "--since";
  static final String FROM = "--from";
  static final String TO = "--to";
  static final String TERRAFORM = "--terraform";
  static final String PAIRS_OUTPUT = "--pairs-output";
  static final String CHECKPOINT = "--checkpoint";
  static final String THREADS = "--threads";
  static final String ACCOUNT = "--account";
  static final String LOOKUP_REGION = "--lookup-region";

  private ReportCommand() {}

  public static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            "Tells what was denied in a period, why, and what is denied still: one page, for a"
                + " browser, that needs no network.",
            "",
            "Denials of one caller, role and action are one incident, as in the alerts; its last"
                + " denial is explained.");
    spec.addPositional(
        Options.events(
            "0..*",
            "Files, directories or - for standard input, as for explain; or"
                + " s3://BUCKET/PREFIX, where CloudTrail writes to. Without any, --live looks"
                + " up what CloudTrail remembers of the last 90 days."));
    Options.add(
        spec,
        text(OUTPUT, "FILE")
            .description(
                "File to write, - for standard output. Default: report.html, or standard output for"
                    + " other formats. Its ending tells the format when --format does not."),
        text(SINCE, "SPAN")
            .description("Only what was denied in the last hours or days: 12h, 90d."),
        text(FROM, "TIME")
            .description("Only what was denied since then: 2026-11-01, 2026-11-01T12:00:00Z."),
        text(TO, "TIME")
            .description("Only what was denied before then; a day itself belongs to it."),
        text(TERRAFORM, "DIR")
            .description(
                "For --format sarif: Terraform configuration in which to find the roles whose trust"
                    + " policy has to change."),
        text(PAIRS_OUTPUT, "FILE")
            .description(
                "Writes who was seen to assume which role, for 'rolecall check --pairs'. It takes"
                    + " longer: every successful call is read."),
        Options.one(CHECKPOINT, Path.class, "FILE")
            .description(
                "Keeps the denials of every source that was read to its end; with the same file,"
                    + " the next run reads only what is new. Default for S3 and --live: FILE.part"
                    + " beside the output, until the report is made."),
        Options.one(THREADS, Integer.class, "N")
            .description(
                "How many sources to read at the same time. Default: one for each processor; 16 for"
                    + " S3 and --live."),
        Options.many(ACCOUNT, String.class, "ID")
            .description(
                "Account to look up besides those of the profiles, by --reader-role. May be given"
                    + " more than once."),
        Options.many(LOOKUP_REGION, String.class, "REGION")
            .description(
                "Region to look up. May be given more than once. Default: --region, and the one"
                    + " where calls of the global endpoint are recorded."));
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
        Options.one(CommandOptions.FORMAT, ReportFormat.class, "FORMAT")
            .description("One of ${COMPLETION-CANDIDATES}. Default: by the ending of --output."));
  }

  private static OptionSpec.Builder text(String name, String label) {
    return Options.one(name, String.class, label);
  }

  public static int run(ParseResult parsed, Console console, Clock clock) {
    ReportRequest request = new ReportArguments(parsed, clock.instant()).request();
    ReportSources found = ReportSources.find(request, LiveOptions.reader(parsed), console, clock);
    return new ReportRun(request, found, console, clock).run();
  }
}
