package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.wording.UsageWords;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall doctor`.
final class DoctorCommand {

  static final String NAME = "doctor";
  static final String SUMMARY =
      "Checks a deployed installation and prints the command that fixes each problem.";

  private static final String INSTALLATION = "--installation";
  private static final String REDRIVE = "--redrive";
  private static final String DRY_RUN = "--dry-run";
  private static final String STANDARD = "/rolecall/installation";

  private DoctorCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            SUMMARY,
            "It checks trails, rules, the central event bus, reader roles, subscriptions, secrets"
                + " and the incident table.",
            "",
            "It changes nothing in AWS, except with --redrive. Whatever it cannot read is reported"
                + " as unknown.",
            "",
            "--redrive sends the content of all failure queues again: events to the functions that"
                + " failed, messages to the queues of their channels. Fix the reason first. Nothing"
                + " is counted or shown twice.");
    Options.add(
        spec,
        LiveOptions.profile()
            .description(
                "AWS CLI profile for an account to check. Repeatable; the first one must be for the"
                    + " monitor account. Default: the credentials the AWS CLI would use."),
        LiveOptions.region()
            .description(
                "Region in which the monitor is deployed. Default: the profile's region, or"
                    + " us-east-1."),
        Options.one(INSTALLATION, String.class, "NAME")
            .description(
                "SSM parameter that describes the installation. Default: ${DEFAULT-VALUE}.")
            .defaultValue(STANDARD),
        Options.flag(
            REDRIVE,
            "Send what lies in the failure queues again, and report what was sent and what is"
                + " left. Checks nothing else."),
        Options.flag(DRY_RUN, "With --redrive: only count what would be sent."),
        Options.format(CommandOptions.FORMAT, Options.Format.class));
    Options.footer(
        spec,
        List.of(
            "# The monitor account only",
            "rolecall doctor --profile monitor --region eu-west-1",
            "# The organization and a member account as well",
            "rolecall doctor --profile monitor --profile management --profile ci",
            "# What lies in failure queues, and then send it again",
            "rolecall doctor --profile monitor --region eu-west-1 --redrive --dry-run",
            "rolecall doctor --profile monitor --region eu-west-1 --redrive",
            "# Only the problems, as JSON",
            "rolecall doctor --format json |",
            "  jq '.findings[] | select(.status == \"WRONG\")'"),
        List.of(
            "0  no problems found; with --redrive: nothing is left",
            "1  no AWS credentials, or AWS rejected them",
            "2  usage error",
            "3  no problems found, but some checks could not be made, or queues not be read",
            "7  at least one problem found; with --redrive: something could not be sent"));
    return spec;
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    String parameter = parsed.matchedOptionValue(INSTALLATION, STANDARD);
    Options.Format format = CommandOptions.format(parsed, Options.Format.text);
    LiveOptions.Reader reader = LiveOptions.reader(parsed);
    boolean redrive = parsed.hasMatchedOption(REDRIVE);
    boolean dryRun = parsed.hasMatchedOption(DRY_RUN);
    Options.check(parsed, redrive || !dryRun, UsageWords.needs(DRY_RUN, REDRIVE));
    if (redrive) {
      return new RedriveRun(parameter, format, dryRun).run(reader, console, clock);
    }
    return new DoctorRun(parameter, format).run(reader, console, clock);
  }
}
