package dev.rolecall.cli.check;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.terminal.TextFormat;
import dev.rolecall.gate.pairs.HypotheticalCall;
import dev.rolecall.gate.pairs.UnspecifiedKeys;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall check`.
public record CheckCommand(ParseResult parsed, Console console, Clock clock) {

  public static final String NAME = "check";

  private static final String CALLER = "--caller";
  private static final String ROLE = "--role";
  private static final String CONTEXT = "--context";

  public static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            "Tells whether a caller could assume a role, before anybody tries. With --pairs:"
                + " whether callers that assume roles now still could, if policies were changed as"
                + " proposed.",
            "",
            "What the caller itself decides (external ID, MFA, session name, source IP, ...) and"
                + " --context does not say is unknown: where the answer depends on it, it is"
                + " UNDETERMINED and names what to give. Session tags and a source identity count"
                + " as not passed until they are given. With --pairs, what a pair does not list is"
                + " not sent.");
    Options.add(
        spec,
        Options.one(CALLER, String.class, "ARN")
            .description(
                "Who calls: a user, role, role session, OIDC or SAML provider, or the name of a"
                    + " service."),
        Options.one(ROLE, String.class, "ARN").description("The role to assume."),
        Options.many(CONTEXT, String.class, "KEY[=VALUE]")
            .description(
                "A condition key of the request: sts:ExternalId=acme-1. Given more than once, a key"
                    + " has several values. KEY alone: the call does not send it."));
    GateOptions.addTo(spec);
    spec.usageMessage()
        .footerHeading("%nExamples:%n")
        .footer(
            "  rolecall check --caller arn:aws:iam::111122223333:role/ci --snapshot accounts/ \\",
            "    --role arn:aws:iam::444455556666:role/deploy --context sts:ExternalId=acme-1",
            "  rolecall check --role arn:aws:iam::444455556666:role/deploy --snapshot accounts/ \\",
            "    --caller"
                + " arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com \\",
            "    --context token.actions.githubusercontent.com:aud=sts.amazonaws.com \\",
            "    --context"
                + " token.actions.githubusercontent.com:sub=repo:acme/app:ref:refs/heads/main",
            "  rolecall check --pairs pairs.yaml --snapshot accounts/ --plan plan.json --junit"
                + " rolecall.xml",
            "  rolecall check --pairs pairs.yaml --snapshot accounts/ \\",
            "    --trust-policy arn:aws:iam::444455556666:role/deploy=trust.json");
    return CommandOptions.addTo(spec, Options.Format.class);
  }

  public static int run(ParseResult parsed, Console console, Clock clock) {
    return new CheckCommand(parsed, console, clock).check();
  }

  private int check() {
    if (given(GateOptions.PAIRS)) {
      List.of(CALLER, ROLE, CONTEXT)
          .forEach(option -> check(!given(option), option + " and --pairs exclude each other"));
      return new GateRun(parsed, console, clock).run();
    }
    List.of(CALLER, ROLE)
        .forEach(option -> check(given(option), option + " is missing (or give --pairs)"));
    GateOptions.NEED_PAIRS.forEach(option -> check(!given(option), option + " needs --pairs"));
    Denial call = hypothetical();
    Function<Denial, Evidence> evidence = evidence(parsed, console, clock).shared().orElseThrow();
    return answer(new Explainer(evidence.apply(call)).check(call));
  }

  /// What is known without any source of events.
  ///
  /// @throws CommandFailure when a snapshot was given that cannot be opened
  static EvidenceSources evidence(ParseResult parsed, Console console, Clock clock) {
    return new EvidenceSources(
        CommandOptions.snapshot(parsed),
        CommandOptions.live(parsed, console, clock),
        problem -> {
          throw new CommandFailure("snapshot: " + problem, ExitStatus.BAD_INPUT);
        });
  }

  private boolean given(String option) {
    return parsed.hasMatchedOption(option);
  }

  private void check(boolean fine, String otherwise) {
    Options.check(parsed, fine, otherwise);
  }

  private Denial hypothetical() {
    String role = text(ROLE);
    RoleArn target =
        RoleArn.parse(role)
            .orElseThrow(() -> Options.wrong(parsed, ROLE, role, "no ARN of a role"));
    String caller = text(CALLER);
    try {
      return new HypotheticalCall(
              given(),
              UnspecifiedKeys.UNKNOWN,
              key -> CONTEXT + " " + key + "=VALUE",
              clock.instant())
          .by(caller, target);
    } catch (IllegalArgumentException e) {
      throw Options.wrong(parsed, CALLER + ": `" + caller + "` " + e.getMessage());
    }
  }

  private String text(String option) {
    return parsed.matchedOptionValue(option, "");
  }

  /// A key alone is one that the call does not send; so is one with nothing behind the `=`, but for
  /// tags, whose values may be empty.
  private SortedMap<String, KeyState> given() {
    SortedMap<String, KeyState> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String context : Options.<String>values(parsed, CONTEXT)) {
      int equals = context.indexOf('=');
      String key = equals < 0 ? context : context.substring(0, equals);
      if (key.indexOf(':') <= 0 || key.endsWith(":")) {
        throw Options.wrong(parsed, CONTEXT, context, "not KEY=VALUE or KEY");
      }
      boolean sent = equals >= 0 && (equals < context.length() - 1 || key.indexOf('/') > 0);
      given.merge(
          key,
          sent ? KeyState.present(context.substring(equals + 1)) : KeyState.ABSENT,
          CheckCommand::both);
    }
    return given;
  }

  private static KeyState both(KeyState one, KeyState other) {
    return one instanceof KeyState.Present(List<String> values)
            && other instanceof KeyState.Present(List<String> more)
        ? new KeyState.Present(Stream.concat(values.stream(), more.stream()).toList())
        : one instanceof KeyState.Present ? one : other;
  }

  private int answer(Explanation explanation) {
    Diagnosis.Verdict verdict = explanation.diagnosis().verdict();
    WritingOptions writingOptions = CommandOptions.options(parsed, console);
    switch (CommandOptions.format(parsed, Options.Format.text)) {
      case json ->
          console.out().println(JsonFormat.answer(explanation, writingOptions).stripTrailing());
      case text -> {
        console
            .out()
            .println(VisibleText.line(verdict + ": " + text(CALLER) + " -> " + text(ROLE)));
        console.out().println();
        String answer =
            CommandOptions.isVerbose(parsed)
                ? TextFormat.verboseAnswer(explanation, writingOptions)
                : TextFormat.answer(explanation, writingOptions);
        console.out().println(answer.stripTrailing());
      }
    }
    return switch (verdict) {
      case ALLOWED -> ExitStatus.OK;
      case DENIED -> ExitStatus.DENIED;
      case UNDETERMINED -> ExitStatus.UNDETERMINED;
    };
  }
}
