package dev.rolecall.cli.check;

import dev.rolecall.check.GivenKeys;
import dev.rolecall.check.HypotheticalCall;
import dev.rolecall.check.UnspecifiedKeys;
import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.history.AthenaOptions;
import dev.rolecall.cli.history.LogGroupOptions;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.live.EvidenceSources;
import dev.rolecall.cli.live.LiveAws;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.gate.CheckedCall;
import dev.rolecall.gate.github.JobSummary;
import dev.rolecall.gate.token.Token;
import dev.rolecall.gate.token.TokenCall;
import dev.rolecall.gate.token.TokenReader;
import dev.rolecall.report.terraform.TerraformRoles;
import dev.rolecall.service.ServiceCallers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `rolecall check`.
public record CheckCommand(ParseResult parsed, Console console, Clock clock) {

  public static final String NAME = "check";
  public static final String SUMMARY =
      "Checks whether a caller can assume a role, before anyone makes the call.";

  private static final String CALLER = "--caller";
  private static final String ROLE = "--role";
  private static final String CONTEXT = "--context";
  private static final String ERROR = "--error";

  public static CommandSpec spec() {
    CommandSpec spec =
        CommandOptions.command(
            NAME,
            SUMMARY,
            "With --pairs, --log-group or --athena: checks that existing callers keep access after"
                + " a proposed change.",
            "",
            "What the caller decides (external ID, MFA, session name, source IP, ...) is unknown"
                + " unless given with --context; if the answer depends on it, the result is"
                + " UNDETERMINED and names the key to give. Session tags and a source identity"
                + " count as not sent unless given. With --pairs, anything a pair does not list"
                + " counts as not sent.",
            "",
            "With --token every claim is known, so the answer is exact; it holds for a new token"
                + " with the same claims, too.");
    Options.add(
        spec,
        Options.one(CALLER, String.class, "ARN")
            .description(
                "The caller: the ARN of a user, role, role session, OIDC or SAML provider; a"
                    + " service principal such as lambda.amazonaws.com, or its name (lambda,"
                    + " step-functions); or the name of an identity provider, such as"
                    + " cognito-identity.amazonaws.com."),
        TokenOptions.spec(),
        Options.one(ROLE, String.class, "ARN")
            .description(
                "ARN of the role to assume. Can be left out with a token that lists one role."),
        Options.many(CONTEXT, String.class, "KEY[=VALUE]")
            .description(
                "A condition key of the request, such as sts:ExternalId=acme-1. Repeat a key to"
                    + " give it several values. KEY without a value: the call does not send it."));
    Options.add(
        spec,
        Options.one(ERROR, String.class, "TEXT")
            .description(
                "With --token: the error message of the call that AWS denied. What it says of the"
                    + " reason is part of the evidence."));
    GateOptions.addTo(spec);
    Options.footer(
        spec,
        List.of(
            "# A role that sends an external ID",
            "rolecall check --caller arn:aws:iam::111122223333:role/ci \\",
            "  --role arn:aws:iam::444455556666:role/deploy \\",
            "  --context sts:ExternalId=acme-1 --snapshot accounts/",
            "# A GitHub Actions job",
            "rolecall check --snapshot accounts/ \\",
            "  --role arn:aws:iam::444455556666:role/deploy \\",
            "  --caller"
                + " arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com \\",
            "  --context token.actions.githubusercontent.com:aud=sts.amazonaws.com \\",
            "  --context"
                + " token.actions.githubusercontent.com:sub=repo:acme/app:ref:refs/heads/main",
            "# The same with the job's token: every claim is known",
            "rolecall check --token token.jwt --snapshot accounts/ \\",
            "  --role arn:aws:iam::444455556666:role/deploy",
            "# The same with the trust policy in your Terraform files",
            "rolecall check --token token.jwt --terraform infra/ \\",
            "  --role arn:aws:iam::444455556666:role/deploy",
            "# EventBridge Scheduler, with a trust policy that is not in place yet",
            "rolecall check --caller scheduler \\",
            "  --role arn:aws:iam::444455556666:role/nightly \\",
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
            "# The same in GitHub Actions: annotations, job summary, SARIF",
            "rolecall check --pairs pairs.yaml --snapshot accounts/ --plan plan.json \\",
            "  --terraform . --format github --sarif rolecall.sarif",
            "# The same for every caller that a trail saw in the last 90 days",
            "rolecall check --log-group aws-cloudtrail-logs --since 90d \\",
            "  --snapshot accounts/ --plan plan.json",
            "# Does a new trust policy lock out a caller?",
            "rolecall check --pairs pairs.yaml --snapshot accounts/ \\",
            "  --trust-policy arn:aws:iam::444455556666:role/deploy=trust.json"),
        List.of(
            "0  allowed; with pairs: every pair is as expected",
            "1  no AWS credentials, or another failure",
            "2  usage error",
            "3  undetermined",
            "5  unreadable or malformed input (the message names the place)",
            "6  denied; with pairs: at least one pair fails"));
    return CommandOptions.addTo(spec, CheckFormat.class);
  }

  public static int run(ParseResult parsed, Console console, Clock clock) {
    return new CheckCommand(parsed, console, clock).check();
  }

  private int check() {
    GateOptions.NEED_HISTORY.forEach(
        option ->
            check(
                !given(option) || GateOptions.HISTORIES.stream().anyMatch(this::given),
                UsageWords.needsAnyOf(option, GateOptions.HISTORIES)));
    LogGroupOptions.of(parsed);
    AthenaOptions.of(parsed);
    Optional<String> pairs =
        Stream.concat(Stream.of(GateOptions.PAIRS), GateOptions.HISTORIES.stream())
            .filter(this::given)
            .findFirst();
    if (pairs.isPresent()) {
      List.of(CALLER, TokenOptions.NAME, ROLE, CONTEXT, ERROR)
          .forEach(option -> check(!given(option), UsageWords.notTogether(option, pairs.get())));
      return new GateRun(parsed, console, clock).run();
    }
    GateOptions.NEED_PAIRS.forEach(
        option -> check(!given(option), UsageWords.needs(option, GateOptions.PAIRS)));
    check(!given(ERROR) || given(TokenOptions.NAME), UsageWords.needs(ERROR, TokenOptions.NAME));
    GateOptions.NEED_PLAN.forEach(
        option ->
            check(
                !given(option) || given(GateOptions.PLAN),
                UsageWords.needs(option, GateOptions.PLAN)));
    return given(TokenOptions.NAME) ? ofToken() : ofCaller();
  }

  private int ofCaller() {
    check(
        given(CALLER),
        UsageWords.needsOneOf(List.of(CALLER, TokenOptions.NAME, GateOptions.PAIRS)));
    check(given(ROLE), UsageWords.missing(ROLE, GateOptions.PAIRS));
    Denial call = hypothetical();
    check(
        GateOptions.isForRole(parsed, call.target()),
        UsageWords.notForRole(GateOptions.TRUST_POLICY, ROLE));
    if (call.caller() instanceof Caller.AwsService(String principal)
        && !ServiceCallers.isKnown(principal)) {
      console.complain(UsageWords.unknownService(principal, ServiceCallers.similar(principal)));
    }
    CallEvaluator evaluator = evaluator(CommandOptions.live(parsed, console, clock));
    return new CheckAnswer(parsed, console, evaluator.places())
        .write(
            CallAnswer.name(call.caller(), text(CALLER)),
            new JobSummary.Call(
                evaluator.evaluate(call),
                Optional.empty(),
                Optional.empty(),
                evaluator.trust(call),
                Optional.empty()));
  }

  private int ofToken() {
    check(!given(CALLER), UsageWords.notTogether(CALLER, TokenOptions.NAME));
    Token token = new TokenOptions(parsed, console).read();
    TokenCall tokenCall =
        new TokenCall(token, given(ROLE) ? role() : listed(token), clock.instant());
    check(
        GateOptions.isForRole(parsed, new TargetRole.Known(tokenCall.role())),
        UsageWords.notForRole(GateOptions.TRUST_POLICY, ROLE));
    SortedMap<String, KeyState> given = given();
    given
        .keySet()
        .forEach(
            key ->
                check(
                    !tokenCall.knows(key.toLowerCase(Locale.ROOT)),
                    UsageWords.knownFromToken(CONTEXT, key)));
    Optional<LiveAws.Questions> aws =
        CommandOptions.signIn(parsed, console).map(user -> LiveAws.questions(user, clock));
    Optional<Supplier<Lookup<List<String>>>> audiences =
        aws.flatMap(it -> audiences(it, tokenCall));
    CallEvaluator evaluator = evaluator(aws.map(LiveAws.Questions::evidence));
    AwsReason reason = reason(tokenCall.role());
    boolean policies = !(reason instanceof AwsReason.OtherError);
    Denial call =
        tokenCall.denial(
            given, CheckCommand::howToGive, policies ? reason : new AwsReason.NotGiven());
    CheckedCall byPolicies = evaluator.evaluate(call);
    TokenCall known = tokenCall.with(audiences.map(Supplier::get));
    Optional<Denial> rejected =
        policies
            ? known.rejected(given, CheckCommand::howToGive)
            : Optional.of(known.denial(given, CheckCommand::howToGive, reason));
    return new CheckAnswer(parsed, console, evaluator.places())
        .write(
            known.name(),
            new JobSummary.Call(
                byPolicies,
                rejected.map(evaluator::evaluate),
                Optional.of(known),
                evaluator.trust(call),
                Options.value(parsed, ERROR)));
  }

  /// What AWS's message says of the reason, if it was given.
  private AwsReason reason(RoleArn role) {
    List<AwsReason> reasons = new ArrayList<>();
    Options.<String>value(parsed, ERROR)
        .ifPresent(
            text ->
                EventSources.read(
                    new EventSource.Supplied(
                        ERROR,
                        () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                    new CallHints(Optional.empty(), Optional.of(role.toString())),
                    reading -> {
                      if (reading instanceof EventReading.Told told) {
                        reasons.add(told.denial().reason());
                      }
                    }));
    return reasons.isEmpty() ? new AwsReason.NotGiven() : reasons.getFirst();
  }

  /// A plan may change the provider.
  private Optional<Supplier<Lookup<List<String>>>> audiences(
      LiveAws.Questions aws, TokenCall tokenCall) {
    return tokenCall
        .oidcProvider()
        .filter(_ -> !given(GateOptions.PLAN))
        .map(arn -> aws.audiences().apply(tokenCall.role().account(), arn));
  }

  /// The one role that the token lists.
  private RoleArn listed(Token token) {
    List<RoleArn> roles =
        token.roles().orElse(List.of()).stream().flatMap(it -> RoleArn.parse(it).stream()).toList();
    if (roles.size() != 1) {
      throw Options.wrong(parsed, UsageWords.roleNeeded(ROLE, roles));
    }
    return roles.getFirst();
  }

  private CallEvaluator evaluator(Optional<Function<Denial, Evidence>> live) {
    Optional<TerraformRoles> configuration = ConfigurationOptions.read(parsed, console);
    ProposalFiles.Proposed proposed = new ProposalFiles(parsed, console).read();
    boolean files = given(GateOptions.PLAN) || given(GateOptions.TRUST_POLICY);
    return new CallEvaluator(
        proposed,
        configuration,
        configuration.filter(_ -> !files),
        evidence(parsed, live).shared().orElseThrow());
  }

  /// What is known without any source of events.
  ///
  /// @throws CommandFailure when a snapshot was given that cannot be opened
  static EvidenceSources evidence(ParseResult parsed, Optional<Function<Denial, Evidence>> live) {
    return new EvidenceSources(
        CommandOptions.snapshot(parsed),
        live,
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

  private RoleArn role() {
    String role = text(ROLE);
    return RoleArn.parse(role)
        .orElseThrow(
            () -> Options.wrong(parsed, UsageWords.notARoleArn(ROLE, TokenOptions.shown(role))));
  }

  private static String howToGive(String key) {
    return CONTEXT + " " + key + "=VALUE";
  }

  private Denial hypothetical() {
    RoleArn target = role();
    String caller = text(CALLER);
    try {
      return new HypotheticalCall(
              given(), UnspecifiedKeys.UNKNOWN, CheckCommand::howToGive, clock.instant())
          .by(caller, target);
    } catch (IllegalArgumentException e) {
      throw Options.wrong(
          parsed,
          UsageWords.unusableValue(
              CALLER, TokenOptions.shown(caller), String.valueOf(e.getMessage())));
    }
  }

  private String text(String option) {
    return parsed.matchedOptionValue(option, "");
  }

  private SortedMap<String, KeyState> given() {
    List<String> contexts = Options.values(parsed, CONTEXT);
    for (String context : contexts) {
      if (!GivenKeys.isUsable(context) || TokenReader.looksLikeToken(context)) {
        throw Options.wrong(
            parsed, UsageWords.notAContextKey(CONTEXT, TokenOptions.shown(context)));
      }
    }
    return GivenKeys.of(contexts);
  }
}
