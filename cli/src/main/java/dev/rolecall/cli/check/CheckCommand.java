package dev.rolecall.cli.check;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.denial.Caller;
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
import dev.rolecall.gate.proposal.Proposal;
import dev.rolecall.service.ServiceCallers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
            "Checks whether a caller can assume a role, before anyone makes the call.",
            "With --pairs: checks that existing callers keep access after a proposed change.",
            "",
            "What the caller decides (external ID, MFA, session name, source IP, ...) is unknown"
                + " unless given with --context; if the answer depends on it, the result is"
                + " UNDETERMINED and names the key to give. Session tags and a source identity"
                + " count as not sent unless given. With --pairs, anything a pair does not list"
                + " counts as not sent.");
    Options.add(
        spec,
        Options.one(CALLER, String.class, "ARN")
            .description(
                "The caller: the ARN of a user, role, role session, OIDC or SAML provider; a"
                    + " service principal such as lambda.amazonaws.com, or its name (lambda,"
                    + " step-functions); or the name of an identity provider, such as"
                    + " cognito-identity.amazonaws.com."),
        Options.one(ROLE, String.class, "ARN").description("ARN of the role to assume."),
        Options.many(CONTEXT, String.class, "KEY[=VALUE]")
            .description(
                "A condition key of the request, such as sts:ExternalId=acme-1. Repeat a key to"
                    + " give it several values. KEY without a value: the call does not send it."));
    GateOptions.addTo(spec);
    Options.footer(
        spec,
        List.of(
            "# A role that sends an external ID",
            "rolecall check --caller arn:aws:iam::111122223333:role/ci --snapshot accounts/ \\",
            "  --role arn:aws:iam::444455556666:role/deploy --context sts:ExternalId=acme-1",
            "# A GitHub Actions job",
            "rolecall check --role arn:aws:iam::444455556666:role/deploy --snapshot accounts/ \\",
            "  --caller"
                + " arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com \\",
            "  --context token.actions.githubusercontent.com:aud=sts.amazonaws.com \\",
            "  --context"
                + " token.actions.githubusercontent.com:sub=repo:acme/app:ref:refs/heads/main",
            "# EventBridge Scheduler, with a trust policy that is not in place yet",
            "rolecall check --caller scheduler --role arn:aws:iam::444455556666:role/nightly \\",
            "  --trust-policy arn:aws:iam::444455556666:role/nightly=trust.json \\",
            "  --context aws:SourceAccount=444455556666 \\",
            "  --context"
                + " aws:SourceArn=arn:aws:scheduler:eu-west-1:444455556666:schedule-group/jobs",
            "# A signed-in user of an Amazon Cognito identity pool",
            "rolecall check --caller cognito-identity.amazonaws.com --snapshot accounts/ \\",
            "  --role arn:aws:iam::444455556666:role/app \\",
            "  --context cognito-identity.amazonaws.com:aud=us-east-1:POOL_ID \\",
            "  --context cognito-identity.amazonaws.com:amr=authenticated",
            "# In CI: does a Terraform plan lock out a caller?",
            "rolecall check --pairs pairs.yaml --snapshot accounts/ --plan plan.json \\",
            "  --junit rolecall.xml",
            "# Does a new trust policy lock out a caller?",
            "rolecall check --pairs pairs.yaml --snapshot accounts/ \\",
            "  --trust-policy arn:aws:iam::444455556666:role/deploy=trust.json"),
        List.of(
            "0  allowed; with --pairs: every pair is as expected",
            "1  no AWS credentials, or another failure",
            "2  usage error",
            "3  undetermined",
            "5  unreadable or malformed input (the message names the place)",
            "6  denied; with --pairs: at least one pair fails"));
    return CommandOptions.addTo(spec, Options.Format.class);
  }

  public static int run(ParseResult parsed, Console console, Clock clock) {
    return new CheckCommand(parsed, console, clock).check();
  }

  private int check() {
    if (given(GateOptions.PAIRS)) {
      List.of(CALLER, ROLE, CONTEXT)
          .forEach(
              option -> check(!given(option), UsageWords.notTogether(option, GateOptions.PAIRS)));
      return new GateRun(parsed, console, clock).run();
    }
    List.of(CALLER, ROLE)
        .forEach(option -> check(given(option), UsageWords.missing(option, GateOptions.PAIRS)));
    GateOptions.NEED_PAIRS.forEach(
        option -> check(!given(option), UsageWords.needs(option, GateOptions.PAIRS)));
    Denial call = hypothetical();
    if (call.caller() instanceof Caller.AwsService(String principal)
        && !ServiceCallers.isKnown(principal)) {
      console.complain(UsageWords.unknownService(principal, ServiceCallers.similar(principal)));
    }
    List<RoleArn> others =
        GateOptions.trusts(parsed).stream()
            .map(GateOptions.TrustFile::role)
            .filter(role -> !call.target().arn().equals(Optional.of(role)))
            .toList();
    check(
        others.isEmpty(),
        UsageWords.notTheRole(
            GateOptions.TRUST_POLICY,
            others.stream().map(Object::toString).findFirst().orElse(""),
            ROLE));
    Evidence read = evidence(parsed, console, clock).shared().orElseThrow().apply(call);
    Evidence evidence =
        GateRun.trusts(parsed).reduce(Proposal::then).map(it -> it.applyTo(read)).orElse(read);
    return answer(new Explainer(evidence).check(call));
  }

  /// What is known without any source of events.
  ///
  /// @throws CommandFailure when a snapshot was given that cannot be opened
  static EvidenceSources evidence(ParseResult parsed, Console console, Clock clock) {
    return new EvidenceSources(
        CommandOptions.snapshot(parsed),
        CommandOptions.live(parsed, console, clock),
        problem -> {
          throw new CommandFailure(RunWords.inSnapshot(problem), ExitStatus.BAD_INPUT);
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
            .orElseThrow(() -> Options.wrong(parsed, UsageWords.notARoleArn(ROLE, role)));
    String caller = text(CALLER);
    try {
      return new HypotheticalCall(
              given(),
              UnspecifiedKeys.UNKNOWN,
              key -> CONTEXT + " " + key + "=VALUE",
              clock.instant())
          .by(caller, target);
    } catch (IllegalArgumentException e) {
      throw Options.wrong(
          parsed, UsageWords.unusableValue(CALLER, caller, String.valueOf(e.getMessage())));
    }
  }

  /// The caller as it was given; services and providers by what policies call them.
  private String caller(Denial call) {
    return call.caller() instanceof Caller.AwsService(String principal)
        ? principal
        : call.caller().provider().orElse(text(CALLER));
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
        throw Options.wrong(parsed, UsageWords.notAContextKey(CONTEXT, context));
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
            .println(
                VisibleText.line(
                    verdict + ": " + caller(explanation.denial()) + " -> " + text(ROLE)));
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
