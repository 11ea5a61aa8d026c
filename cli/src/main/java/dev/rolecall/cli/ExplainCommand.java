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
            NAME,
            "Tells why each denied AssumeRole call in EVENTS was denied, and what to change.");
    spec.addPositional(
        Options.events(
            "1..*",
            "Files, directories or - for standard input: CloudTrail records and log files,"
                + " EventBridge events, output of 'aws cloudtrail lookup-events', lists and"
                + " NDJSON of them, each also gzipped. A directory with an event.json is a"
                + " scenario: its snapshot/ is the snapshot."));
    spec.usageMessage()
        .footerHeading("%nExamples:%n")
        .footer(
            "  rolecall explain events/external-id-missing/vendor-onboarding",
            "  rolecall explain cloudtrail-logs/ --snapshot accounts/",
            "  rolecall explain event.json --live --profile ci --profile prod",
            "  aws cloudtrail lookup-events --lookup-attributes \\",
            "    AttributeKey=EventName,AttributeValue=AssumeRole | rolecall explain -",
            "  rolecall explain event.json --snapshot accounts/ --format json | jq .diagnosis",
            "  rolecall explain event.json --format sns > message.json && \\",
            "    aws sns publish --topic-arn ARN --cli-input-json file://message.json",
            "",
            "The formats of channels write what the deployed functions send: one line of JSON for"
                + " each",
            "denial. sns is the input of 'aws sns publish'; slack has blocks, with the details in"
                + " thread.");
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
