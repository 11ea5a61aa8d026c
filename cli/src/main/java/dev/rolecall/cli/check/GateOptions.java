package dev.rolecall.cli.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.RoleArn;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options of `check` for many pairs and for changes that are only proposed.
final class GateOptions {

  static final String PAIRS = "--pairs";

  private static final String TRUST_POLICY = "--trust-policy";
  private static final String PLAN = "--plan";
  private static final String ACCOUNT = "--account";
  private static final String JUNIT = "--junit";

  private GateOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            one(
                PAIRS,
                Path.class,
                "FILE",
                "Callers and roles that belong together, in YAML or JSON; in place of --caller,"
                    + " --role and --context."))
        .addOption(
            many(
                TRUST_POLICY,
                String.class,
                "ROLE_ARN=FILE",
                "Judge with this trust policy of the role. May be given more than once."))
        .addOption(
            many(
                PLAN,
                Path.class,
                "FILE",
                "Judge as if this Terraform plan were applied: output of 'terraform show -json"
                    + " PLAN'. May be given more than once."))
        .addOption(
            one(
                ACCOUNT,
                String.class,
                "ID",
                "Account of what the plan creates, when the plan does not tell."))
        .addOption(
            one(JUNIT, Path.class, "FILE", "Also write the outcome as JUnit XML to this file."));
  }

  private static OptionSpec one(String name, Class<?> type, String label, String description) {
    return OptionSpec.builder(name)
        .type(type)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static OptionSpec many(String name, Class<?> type, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(type)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static Optional<Path> pairs(ParseResult parsed) {
    return Optional.ofNullable(parsed.matchedOptionValue(PAIRS, null));
  }

  static Optional<Path> junit(ParseResult parsed) {
    return Optional.ofNullable(parsed.matchedOptionValue(JUNIT, null));
  }

  static List<Path> plans(ParseResult parsed) {
    return parsed.matchedOptionValue(PLAN, List.of());
  }

  /// The first of these options that was given though it needs pairs.
  static Optional<String> withoutPairs(ParseResult parsed) {
    return List.of(TRUST_POLICY, PLAN, ACCOUNT, JUNIT).stream()
        .filter(parsed::hasMatchedOption)
        .findFirst();
  }

  static Optional<AccountId> account(ParseResult parsed) {
    Optional<String> account = Optional.ofNullable(parsed.matchedOptionValue(ACCOUNT, null));
    if (account.isPresent() && !AccountId.isAccountId(account.get())) {
      throw wrong(parsed, ACCOUNT + ": `" + account.get() + "` is no account id");
    }
    return account.map(AccountId::new);
  }

  /// A role and the file with its trust policy.
  record TrustFile(RoleArn role, Path file) {}

  static List<TrustFile> trusts(ParseResult parsed) {
    List<TrustFile> trusts = new ArrayList<>();
    List<String> given = parsed.matchedOptionValue(TRUST_POLICY, List.of());
    for (String text : given) {
      trusts.add(trust(parsed, text));
    }
    return trusts;
  }

  /// Names of roles and of files may hold equals signs: where both sides make sense is the one
  /// meant.
  private static TrustFile trust(ParseResult parsed, String text) {
    Optional<TrustFile> first = Optional.empty();
    for (int at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
      Optional<TrustFile> split = split(text, at);
      if (split.filter(trust -> Files.isRegularFile(trust.file())).isPresent()) {
        return split.get();
      }
      first = first.or(() -> split);
    }
    return first.orElseThrow(
        () -> wrong(parsed, TRUST_POLICY + ": `" + text + "` is not ROLE_ARN=FILE"));
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

  private static ParameterException wrong(ParseResult parsed, String problem) {
    return new ParameterException(parsed.commandSpec().commandLine(), problem);
  }
}
