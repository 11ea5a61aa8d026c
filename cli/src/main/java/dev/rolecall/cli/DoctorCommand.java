package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveOptions;
import java.time.Clock;
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
            "Looks whether an installation works: trails, rules, the central event bus, reader"
                + " roles, subscriptions, secret, table. Says what is wrong and the command that"
                + " mends it.",
            "",
            "Nothing in AWS is changed. What could not be looked at is said to be unknown.");
    Options.add(
        spec,
        LiveOptions.profile()
            .description(
                "Profile of the AWS CLI for an account to look at. May be given more than once; the"
                    + " first is for the monitor's account. Default: what the AWS CLI would use."),
        LiveOptions.region()
            .description(
                "Where the monitor is deployed. Default: the profile's region, or us-east-1."),
        Options.one(INSTALLATION, String.class, "NAME")
            .description(
                "Parameter of Systems Manager that describes the installation. Default:"
                    + " ${DEFAULT-VALUE}.")
            .defaultValue(STANDARD),
        Options.format(CommandOptions.FORMAT, Options.Format.class));
    spec.usageMessage()
        .footerHeading("%nExit status:%n")
        .footer(
            "  0  all is well",
            "  1  there are no credentials, or AWS does not take them",
            "  2  the command line is not right",
            "  3  nothing wrong was found, but something could not be looked at",
            "  7  something is wrong",
            "",
            "Examples:",
            "  rolecall doctor --profile monitor --region eu-west-1",
            "  rolecall doctor --profile monitor --profile management --profile ci",
            "  rolecall doctor --format json | jq '.findings[] | select(.status == \"WRONG\")'");
    return spec;
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    return new DoctorRun(
            parsed.matchedOptionValue(INSTALLATION, STANDARD),
            CommandOptions.format(parsed, Options.Format.text))
        .run(LiveOptions.reader(parsed), console, clock);
  }
}
