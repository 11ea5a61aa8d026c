package dev.rolecall.cli.check;

import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.history.AthenaOptions;
import dev.rolecall.cli.history.LogGroupOptions;
import dev.rolecall.cli.history.PeriodOptions;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.gate.plan.AccountOptions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The options of `check` for many pairs and for changes that are only proposed.
final class GateOptions {

  static final String PAIRS = "--pairs";

  static final String TRUST_POLICY = "--trust-policy";
  static final String PLAN = "--plan";
  static final String ACCOUNT = "--account";
  static final String PROVIDER_ACCOUNT = "--provider-account";
  static final String JUNIT = "--junit";
  static final String SARIF = "--sarif";
  static final String FAIL_ON = "--fail-on";

  /// What histories are read.
  static final List<String> HISTORIES = List.of(LogGroupOptions.NAME, AthenaOptions.NAME);

  /// Those that mean nothing without a history.
  static final List<String> NEED_HISTORY =
      List.of(PeriodOptions.SINCE, PeriodOptions.FROM, PeriodOptions.TO);

  /// Those that mean nothing without pairs.
  static final List<String> NEED_PAIRS = List.of(JUNIT, SARIF, FAIL_ON);

  /// Those that mean nothing without a plan.
  static final List<String> NEED_PLAN = List.of(ACCOUNT, PROVIDER_ACCOUNT);

  private GateOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    Options.add(
        spec,
        Options.one(PAIRS, Path.class, "FILE")
            .description(
                "YAML or JSON file of callers and the roles they assume, as 'rolecall report"
                    + " --pairs-output' writes it. Replaces --caller, --role and --context."));
    LogGroupOptions.addTo(spec);
    AthenaOptions.addTo(spec);
    PeriodOptions.addTo(spec);
    return Options.add(
        spec,
        Options.many(TRUST_POLICY, String.class, "ROLE_ARN=FILE")
            .description("Check with this trust policy for the role. Repeatable."),
        Options.many(PLAN, Path.class, "FILE")
            .description(
                "Check as if this Terraform plan were applied: output of 'terraform show -json"
                    + " PLAN'. Repeatable."),
        Options.one(ACCOUNT, String.class, "ID")
            .description("Account of new resources, if the plan does not say."),
        Options.many(PROVIDER_ACCOUNT, String.class, "NAME=ID")
            .description(
                "Account that a provider of the plan manages, such as aws.staging=444455556666."
                    + " Repeatable."),
        Options.one(JUNIT, Path.class, "FILE")
            .description("Also write the results to this file, as JUnit XML."),
        ConfigurationOptions.spec(),
        Options.one(SARIF, Path.class, "FILE")
            .description(
                "Also write the pairs that fail or are undetermined to this file, as SARIF for code"
                    + " scanning, each at its line in the --terraform files."),
        Options.one(FAIL_ON, FailOn.class, "OUTCOME")
            .description(
                "With pairs: end with 0 unless a pair has this outcome, or a worse one: "
                    + FailOn.undetermined
                    + " (the default), "
                    + FailOn.breaks
                    + ", "
                    + FailOn.never
                    + "."));
  }

  static AccountOptions accounts(ParseResult parsed) {
    Map<String, AccountId> byProvider = new TreeMap<>();
    for (String text : Options.<String>values(parsed, PROVIDER_ACCOUNT)) {
      int equals = text.lastIndexOf('=');
      AccountId account =
          AccountId.parse(text.substring(equals + 1))
              .filter(_ -> equals > 0)
              .orElseThrow(
                  () ->
                      Options.wrong(
                          parsed, UsageWords.notAProviderWithAccount(PROVIDER_ACCOUNT, text)));
      byProvider.put(text.substring(0, equals), account);
    }
    return new AccountOptions(byProvider, account(parsed));
  }

  private static Optional<AccountId> account(ParseResult parsed) {
    return Options.<String>value(parsed, ACCOUNT)
        .map(
            id ->
                AccountId.parse(id)
                    .orElseThrow(
                        () -> Options.wrong(parsed, UsageWords.notAnAccountId(ACCOUNT, id))));
  }

  /// A role and the file with its trust policy.
  record TrustFile(RoleArn role, Path file) {}

  static List<TrustFile> trusts(ParseResult parsed) {
    return Options.<String>values(parsed, TRUST_POLICY).stream()
        .map(text -> trust(parsed, text))
        .toList();
  }

  /// Whether the trust policies that are given, if any, include one for the role of a call.
  static boolean isForRole(ParseResult parsed, TargetRole target) {
    List<TrustFile> trusts = trusts(parsed);
    return trusts.isEmpty()
        || parsed.hasMatchedOption(PLAN)
        || trusts.stream().anyMatch(trust -> target.arn().equals(Optional.of(trust.role())));
  }

  /// Names of roles and of files may hold equals signs: where both sides make sense is the one
  /// meant.
  private static TrustFile trust(ParseResult parsed, String text) {
    List<TrustFile> splits =
        IntStream.range(0, text.length())
            .filter(at -> text.charAt(at) == '=')
            .mapToObj(at -> split(text, at))
            .flatMap(Optional::stream)
            .toList();
    return splits.stream()
        .filter(trust -> Files.isRegularFile(trust.file()))
        .findFirst()
        .or(() -> splits.stream().findFirst())
        .orElseThrow(() -> Options.wrong(parsed, UsageWords.notARoleWithFile(TRUST_POLICY, text)));
  }

  private static Optional<TrustFile> split(String text, int at) {
    try {
      Path file = Path.of(text.substring(at + 1));
      return at + 1 == text.length()
          ? Optional.empty()
          : RoleArn.parse(text.substring(0, at)).map(role -> new TrustFile(role, file));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
