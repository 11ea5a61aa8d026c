package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall doctor`.
final class DoctorCommand {

  static final String NAME = "doctor";

  private static final String INSTALLATION = "--installation";
  private static final String STANDARD = "/rolecall/installation";

  private DoctorCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            "Checks a deployed installation and prints the command that fixes each problem.",
            "It checks trails, rules, the central event bus, reader roles, subscriptions, secrets"
                + " and the incident table.",
            "",
            "It changes nothing in AWS. Whatever it cannot read is reported as unknown.");
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
        Options.format(CommandOptions.FORMAT, Options.Format.class));
    Options.footer(
        spec,
        List.of(
            "# The monitor account only",
            "rolecall doctor --profile monitor --region eu-west-1",
            "# The organization and a member account as well",
            "rolecall doctor --profile monitor --profile management --profile ci",
            "# Only the problems, as JSON",
            "rolecall doctor --format json |",
            "  jq '.findings[] | select(.status == \"WRONG\")'"),
        List.of(
            "0  no problems found",
            "1  no AWS credentials, or AWS rejected them",
            "2  usage error",
            "3  no problems found, but some checks could not be made",
            "7  at least one problem found"));
    return spec;
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    return new DoctorRun(
            parsed.matchedOptionValue(INSTALLATION, STANDARD),
            CommandOptions.format(parsed, Options.Format.text))
        .run(LiveOptions.reader(parsed), console, clock);
  }
}
