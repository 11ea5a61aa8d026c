package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Output;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.LiveAws;
import dev.rolecall.cli.live.SignIn;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.service.ServiceCallers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall explain`.
final class ExplainCommand {

  static final String NAME = "explain";
  static final String SUMMARY =
      "Explains why each denied AssumeRole call was denied and how to fix it.";

  private static final String MESSAGE = "--message";
  static final String CALLER = "--caller";
  static final String ROLE = "--role";

  private ExplainCommand() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandOptions.command(NAME, SUMMARY);
    spec.addPositional(
        Options.events(
            "0..*",
            "Files, directories, or - for standard input. CloudTrail records in any form: log"
                + " files, EventBridge events, output of 'aws cloudtrail lookup-events', exports of"
                + " other tools as JSON, CSV or lines of a log, compressed or not. Or the output of"
                + " a tool with AWS's error message in it. IAM and Organizations changes and"
                + " successful calls among the records are evidence. Other records are skipped and"
                + " counted."
                + " In a directory that contains event.json, snapshot/ is used as the snapshot of"
                + " that event."));
    Options.add(
        spec,
        Options.many(MESSAGE, String.class, "TEXT")
            .description("Explain an error message. May be given more than once."));
    addHints(spec);
    Options.footer(
        spec,
        List.of(
            "# Try it with an example, without AWS",
            "rolecall explain events/external-id-missing/vendor-onboarding",
            "# Explain what Terraform, the AWS CLI or a CI job printed",
            "terraform plan 2>&1 | rolecall explain - --snapshot accounts/",
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

  /// Adds the options that name what an error message does not.
  static void addHints(CommandSpec spec) {
    Options.add(
        spec,
        Options.one(CALLER, String.class, "ARN")
            .description(
                "Who made the call: a user, role, role session or service. Used where an error"
                    + " message does not name the caller."),
        Options.one(ROLE, String.class, "ARN")
            .description("The role. Used where an error message does not name it."));
  }

  static int run(ParseResult parsed, Console console, Clock clock) {
    return prepared(
            parsed,
            console,
            CommandOptions.signIn(parsed, console),
            clock,
            CommandOptions.options(parsed, console))
        .run(sources(parsed, console), CommandOptions.snapshot(parsed));
  }

  /// A run with the options given.
  ///
  /// @param user whose credentials AWS is read with
  static ExplainRun prepared(
      ParseResult parsed,
      Console console,
      Optional<SignIn> user,
      Clock clock,
      WritingOptions writingOptions) {
    Output output =
        new Output(
            console,
            CommandOptions.format(parsed, Output.Format.text),
            writingOptions,
            CommandOptions.isVerbose(parsed));
    CallHints given = hints(parsed);
    Optional<String> own =
        user.filter(_ -> given.caller().isEmpty()).map(SignIn::caller).filter(CallHints::isCaller);
    return new ExplainRun(
        console,
        output,
        user.map(it -> LiveAws.evidence(it, clock)),
        new CallHints(given.caller().or(() -> own), given.role()),
        own);
  }

  private static List<EventSource> sources(ParseResult parsed, Console console) {
    List<String> events = parsed.matchedPositionalValue(0, List.of());
    List<String> messages = Options.values(parsed, MESSAGE);
    Options.check(
        parsed,
        !events.isEmpty() || !messages.isEmpty(),
        UsageWords.needsOneOf(List.of("EVENTS", MESSAGE)));
    List<EventSource> sources = new ArrayList<>(EventSources.of(events, console.in()));
    for (String message : messages) {
      byte[] text = message.getBytes(StandardCharsets.UTF_8);
      sources.add(new EventSource.Supplied(MESSAGE, () -> new ByteArrayInputStream(text)));
    }
    return sources;
  }

  /// What these options name.
  static CallHints hints(ParseResult parsed) {
    Optional<String> caller =
        Options.<String>value(parsed, CALLER)
            .map(text -> ServiceCallers.principal(text, "aws").orElse(text));
    Optional<String> role = Options.value(parsed, ROLE);
    caller
        .filter(arn -> !CallHints.isCaller(arn))
        .ifPresent(
            arn -> {
              throw Options.wrong(parsed, UsageWords.notACaller(CALLER, arn));
            });
    role.filter(arn -> RoleArn.parse(arn).isEmpty())
        .ifPresent(
            arn -> {
              throw Options.wrong(parsed, UsageWords.notARoleArn(ROLE, arn));
            });
    return new CallHints(caller, role);
  }
}
