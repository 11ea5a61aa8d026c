package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Output;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cloudtrail.EventSources;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall explain`.
final class ExplainCommand {

  static final String NAME = "explain";

  private ExplainCommand() {}

  static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME, "Explains why each denied AssumeRole call was denied and how to fix it.");
    spec.addPositional(
        Options.events(
            "1..*",
            "Files, directories, or - for standard input: CloudTrail records and log files,"
                + " EventBridge events, output of 'aws cloudtrail lookup-events', and lists or"
                + " NDJSON of them, gzipped or not. Other records are skipped and counted. In a"
                + " directory that contains event.json, snapshot/ is used as the snapshot of that"
                + " event."));
    Options.footer(
        spec,
        List.of(
            "# Try it with an example, without AWS",
            "rolecall explain events/external-id-missing/vendor-onboarding",
            "# Explain a CloudTrail record; read the policies with two of your profiles",
            "rolecall explain event.json --live --profile ci --profile prod",
            "# Explain the denials of the last 90 days in this account and region",
            "aws cloudtrail lookup-events --lookup-attributes \\",
            "  AttributeKey=EventName,AttributeValue=AssumeRole | rolecall explain - --live",
            "# Explain log files offline, with a snapshot from 'rolecall snapshot'",
            "rolecall explain cloudtrail-logs/ --snapshot accounts/"),
        List.of(
            "0  every denial explained",
            "1  no AWS credentials, or another failure",
            "2  usage error",
            "3  at least one denial is undetermined",
            "4  no denied AssumeRole call in EVENTS",
            "5  unreadable or malformed input (the message names the place)",
            "",
            "Formats slack, sns and teams print what the deployed functions send, one JSON",
            "object per line. sns is the input of 'aws sns publish --cli-input-json'."));
    return CommandOptions.addTo(spec, Output.Format.class);
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    Output output =
        new Output(
            console,
            CommandOptions.format(parsed, Output.Format.text),
            CommandOptions.options(parsed, console),
            CommandOptions.isVerbose(parsed));
    return new ExplainRun(console, output, CommandOptions.live(parsed, console, clock))
        .run(
            EventSources.of(parsed.matchedPositionalValue(0, List.of()), console.in()),
            CommandOptions.snapshot(parsed));
  }
}
