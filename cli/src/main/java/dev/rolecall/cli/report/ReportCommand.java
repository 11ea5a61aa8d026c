package dev.rolecall.cli.report;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.history.AthenaOptions;
import dev.rolecall.cli.history.LogGroupOptions;
import dev.rolecall.cli.history.PeriodOptions;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall report`.
public final class ReportCommand {

  public static final String NAME = "report";
  public static final String SUMMARY =
      "Writes a self-contained HTML report of what was denied, and why.";

  static final String OUTPUT = "--output";
  static final String TERRAFORM = "--terraform";
  static final String EXCEL = "--excel";
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
            SUMMARY,
            "It also says what is still denied. Denials of the same caller, role and action form"
                + " one incident, as in the alerts. The report explains the latest denial of each"
                + " incident.");
    spec.addPositional(
        Options.events(
            "0..*",
            "Files, directories, or - for standard input, as for explain; or s3://BUCKET/PREFIX of"
                + " a CloudTrail trail. Changes and successful calls among the records are"
                + " evidence, also those outside the period. Without EVENTS, --live reads"
                + " CloudTrail's event history (the last 90 days)."));
    Options.add(
        spec,
        text(OUTPUT, "FILE")
            .description(
                "File to write, or - for standard output. Default: report.html, or standard output"
                    + " for other formats. Without --format, its extension sets the format."));
    PeriodOptions.addTo(spec);
    LogGroupOptions.addTo(spec);
    AthenaOptions.addTo(spec);
    Options.add(
        spec,
        text(TERRAFORM, "DIR")
            .description(
                "With --format sarif: directory of the Terraform, OpenTofu or Terragrunt"
                    + " configuration that defines the roles."),
        Options.flag(EXCEL, "With --format csv: begin the file so that Excel reads it as UTF-8."),
        text(PAIRS_OUTPUT, "FILE")
            .description(
                "Also write which callers assumed which roles, for 'rolecall check --pairs'. Takes"
                    + " longer, because every successful call is read."),
        Options.one(CHECKPOINT, Path.class, "FILE")
            .description(
                "Save progress in this file, so an interrupted run can resume and the next run"
                    + " reads only new sources. Default for S3, log groups and --live: FILE.part"
                    + " next to the output, deleted when the report is complete."),
        Options.one(THREADS, Integer.class, "N")
            .description(
                "Number of sources to read in parallel. Default: one per processor; 16 for S3,"
                    + " log groups and --live."),
        Options.many(ACCOUNT, String.class, "ID")
            .description(
                "Additional account whose event history to read, through --reader-role. With"
                    + " --log-group or --athena: read only the records of this account."
                    + " Repeatable."),
        Options.many(LOOKUP_REGION, String.class, "REGION")
            .description(
                "Region whose event history to read. Repeatable. Default: --region, and the region"
                    + " that records calls to the global STS endpoint. With --log-group or"
                    + " --athena: read only the calls that this Region recorded, and all IAM"
                    + " changes."));
    Options.footer(
        spec,
        List.of(
            "# From log files, offline",
            "rolecall report cloudtrail-logs/ --snapshot accounts/",
            "# From the bucket of a trail",
            "rolecall report s3://trail/AWSLogs/ --since 30d --profile audit --live",
            "# From CloudTrail's event history of two accounts",
            "rolecall report --live --since 90d --profile ci --profile prod",
            "# From the log group of a trail",
            "rolecall report --log-group aws-cloudtrail-logs --since 30d --live \\",
            "  --profile audit",
            "# From a table of Athena",
            "rolecall report --athena security.cloudtrail_logs --since 90d --live \\",
            "  --profile audit",
            "# For code scanning: the lines of Terraform to change",
            "rolecall report logs/ --snapshot accounts/ --terraform infra/ \\",
            "  --output denials.sarif",
            "# For 'rolecall check --pairs': which callers are in use",
            "rolecall report logs/ --pairs-output pairs.yaml --show-external-ids"),
        List.of(
            "0  every incident explained",
            "1  no AWS credentials, output that cannot be written, or another failure",
            "2  usage error",
            "3  at least one incident is undetermined",
            "4  no denied AssumeRole call in EVENTS",
            "5  unreadable or malformed input (listed in the report)",
            "",
            "Format json writes one object per line: the report, then each incident."));
    return CommandOptions.addTo(
        spec,
        Options.one(CommandOptions.FORMAT, ReportFormat.class, "FORMAT")
            .description(
                "Output format: ${COMPLETION-CANDIDATES}. Default: the extension of --output, or"
                    + " html."));
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
