package dev.rolecall.cli.check;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.Live;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.explanation.render.json.JsonFormat;
import dev.rolecall.explanation.render.terminal.TextFormat;
import dev.rolecall.gate.pairs.HypotheticalCall;
import dev.rolecall.gate.pairs.UnspecifiedKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `rolecall check`.
public final class CheckCommand {

  public static final String NAME = "check";

  private static final String CALLER = "--caller";
  private static final String ROLE = "--role";
  private static final String CONTEXT = "--context";

  /// The formats to choose from.
  enum Format {
    text,
    json
  }

  private final ParseResult parsed;
  private final Console console;
  private final Clock clock;
  private final String caller;
  private final String role;

  private CheckCommand(ParseResult parsed, Console console, Clock clock) {
    this.parsed = parsed;
    this.console = console;
    this.clock = clock;
    this.caller = parsed.matchedOptionValue(CALLER, "");
    this.role = parsed.matchedOptionValue(ROLE, "");
  }

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
    spec.addOption(
        arn(
            CALLER,
            "Who calls: a user, role, role session, OIDC or SAML provider, or the name of a"
                + " service."));
    spec.addOption(arn(ROLE, "The role to assume."));
    spec.addOption(
        OptionSpec.builder(CONTEXT)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel("KEY[=VALUE]")
            .description(
                "A condition key of the request: sts:ExternalId=acme-1. Given more than once, a"
                    + " key has several values. KEY alone: the call does not send it.")
            .build());
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
    return CommandOptions.addTo(spec, Format.class);
  }

  private static OptionSpec arn(String name, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel("ARN")
        .description(description)
        .build();
  }

  public static int run(ParseResult parsed, Console console, Clock clock) {
    return new CheckCommand(parsed, console, clock).check();
  }

  private int check() {
    if (GateOptions.pairs(parsed).isPresent()) {
      List.of(CALLER, ROLE, CONTEXT).forEach(option -> excluded(option, GateOptions.PAIRS));
      return new GateRun(parsed, console, clock).run();
    }
    List.of(CALLER, ROLE).forEach(this::needed);
    GateOptions.withoutPairs(parsed)
        .ifPresent(
            option -> {
              throw wrong(option + " needs " + GateOptions.PAIRS);
            });
    Denial call = hypothetical();
    List<Path> paths = CommandOptions.snapshot(parsed);
    Evidence saved = Evidence.none();
    if (!paths.isEmpty()) {
      switch (Snapshot.open(paths)) {
        case SnapshotOpening.Opened(Snapshot opened) -> saved = opened.evidence();
        case SnapshotOpening.NotUsable(SnapshotProblem problem) -> {
          console.complain("snapshot: " + problem);
          return ExitStatus.BAD_INPUT;
        }
      }
    }
    Evidence evidence = saved;
    return switch (CommandOptions.live(parsed, console, clock)) {
      case Live.NotUsable(String problem, int status) -> {
        console.complain(problem);
        yield status;
      }
      case Live.Off _ -> answer(new Explainer(evidence).check(call));
      case Live.Ready(Function<Denial, Evidence> live) -> {
        Evidence both = evidence.orElse(() -> live.apply(call));
        yield answer(new Explainer(both).check(call));
      }
    };
  }

  private void excluded(String option, String other) {
    if (parsed.hasMatchedOption(option)) {
      throw wrong(option + " and " + other + " exclude each other");
    }
  }

  private void needed(String option) {
    if (!parsed.hasMatchedOption(option)) {
      throw wrong(option + " is missing (or give " + GateOptions.PAIRS + ")");
    }
  }

  private Denial hypothetical() {
    Optional<RoleArn> target = RoleArn.parse(role);
    if (target.isEmpty()) {
      throw wrong("--role: `" + role + "` is no ARN of a role");
    }
    try {
      return new HypotheticalCall(
              given(),
              UnspecifiedKeys.UNKNOWN,
              key -> CONTEXT + " " + key + "=VALUE",
              clock.instant())
          .by(caller, target.get());
    } catch (IllegalArgumentException e) {
      throw wrong("--caller: `" + caller + "` " + e.getMessage());
    }
  }

  /// A key alone is one that the call does not send; so is one with nothing behind the `=`, but for
  /// tags, whose values may be empty.
  private Map<String, KeyState> given() {
    Map<String, List<String>> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<String> contexts = parsed.matchedOptionValue(CONTEXT, List.of());
    for (String context : contexts) {
      int equals = context.indexOf('=');
      String key = equals < 0 ? context : context.substring(0, equals);
      if (key.indexOf(':') <= 0 || key.endsWith(":")) {
        throw wrong(CONTEXT + ": `" + context + "` is not KEY=VALUE or KEY");
      }
      List<String> values = given.computeIfAbsent(key, _ -> new ArrayList<>());
      if (equals >= 0 && (equals < context.length() - 1 || key.indexOf('/') > 0)) {
        values.add(context.substring(equals + 1));
      }
    }
    Map<String, KeyState> states = new LinkedHashMap<>();
    given.forEach(
        (key, values) ->
            states.put(key, values.isEmpty() ? KeyState.ABSENT : new KeyState.Present(values)));
    return states;
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(parsed.commandSpec().commandLine(), problem);
  }

  private int answer(Explanation explanation) {
    Diagnosis.Verdict verdict = explanation.diagnosis().verdict();
    WritingOptions writingOptions = CommandOptions.options(parsed, console);
    switch (CommandOptions.format(parsed, Format.text)) {
      case json ->
          console.out().println(JsonFormat.answer(explanation, writingOptions).stripTrailing());
      case text -> {
        console.out().println(VisibleText.line(verdict + ": " + caller + " -> " + role));
        console.out().println();
        console.out().println(TextFormat.answer(explanation, writingOptions).stripTrailing());
      }
    }
    return switch (verdict) {
      case ALLOWED -> ExitStatus.OK;
      case DENIED -> ExitStatus.DENIED;
      case UNDETERMINED -> ExitStatus.UNDETERMINED;
    };
  }
}
