package dev.rolecall.cli.live;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.Version;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.explanation.document.WritingOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that commands share.
public final class CommandOptions {

  private static final String SNAPSHOT = "--snapshot";
  public static final String LIVE = "--live";
  private static final String SHOW_EXTERNAL_IDS = "--show-external-ids";
  private static final String HCL = "--hcl";
  private static final String VERBOSE = "--verbose";
  public static final String FORMAT = "--format";

  private CommandOptions() {}

  /// A command with `--help` and `--version`.
  public static CommandSpec command(String name, String... description) {
    CommandSpec spec = CommandSpec.create().name(name).versionProvider(new Version());
    Options.add(
        spec,
        Options.flag("--help", "Show this help and exit.").names("-h", "--help").usageHelp(true),
        Options.flag("--version", "Show the version and exit.")
            .names("-V", "--version")
            .versionHelp(true));
    spec.usageMessage()
        .description(description)
        .optionListHeading("%nOptions:%n")
        .parameterListHeading("%n")
        .commandListHeading("%nCommands:%n");
    return spec;
  }

  /// Adds what commands that explain have in common.
  public static CommandSpec addTo(CommandSpec spec, Class<? extends Enum<?>> formats) {
    addTo(spec, Options.format(FORMAT, formats));
    return Options.add(
        spec,
        Options.flag(
                VERBOSE,
                "Text: also show what was checked, how to test by hand, recent changes, the"
                    + " checklist, a request to the role's owner, advice and links.")
            .names("-v", VERBOSE));
  }

  /// Whether all details were asked for.
  public static boolean isVerbose(ParseResult parsed) {
    return parsed.hasMatchedOption(VERBOSE);
  }

  /// The same, with another option for the format.
  public static CommandSpec addTo(CommandSpec spec, OptionSpec.Builder format) {
    return addEvidence(Options.add(spec, format));
  }

  /// Adds the options that say where the policies are from and how fixes are shown.
  public static CommandSpec addEvidence(CommandSpec spec) {
    Options.add(
        spec,
        Options.many(SNAPSHOT, Path.class, "PATH")
            .description(
                "Snapshot of your accounts, made by 'rolecall snapshot': a directory or file with"
                    + " output of 'aws iam get-account-authorization-details', organization.json or"
                    + " changes.ndjson. Repeatable."),
        Options.flag(
            LIVE,
            "Read from AWS, with your credentials, whatever the snapshots do not contain."
                + " Standard error shows whose credentials are used."),
        Options.flag(SHOW_EXTERNAL_IDS, "Do not mask external IDs."),
        Options.flag(HCL, "Show fixes as Terraform, whatever the caller is."));
    return LiveOptions.addTo(spec);
  }

  /// The snapshot paths given.
  public static List<Path> snapshot(ParseResult parsed) {
    return Options.values(parsed, SNAPSHOT);
  }

  /// What AWS tells about each denial, if `--live` was given.
  ///
  /// @throws ParameterException when options that need it come without it
  public static Optional<Function<Denial, Evidence>> live(
      ParseResult parsed, Console console, Clock clock) {
    return signIn(parsed, console).map(user -> LiveAws.evidence(user, clock));
  }

  /// Whose credentials the user has, if `--live` was given.
  ///
  /// @throws ParameterException when options that need it come without it
  public static Optional<SignIn> signIn(ParseResult parsed, Console console) {
    LiveOptions.Reader reader = LiveOptions.reader(parsed);
    if (parsed.hasMatchedOption(LIVE)) {
      return Optional.of(SignIn.of(reader, console));
    }
    refuseWithoutLive(parsed);
    return Optional.empty();
  }

  /// Refuses options that only `--live` knows.
  ///
  /// @throws ParameterException when options that need `--live` are given
  public static void refuseWithoutLive(ParseResult parsed) {
    LiveOptions.refuse(parsed, LIVE);
  }

  public static <F extends Enum<F>> F format(ParseResult parsed, F otherwise) {
    return parsed.matchedOptionValue(FORMAT, otherwise);
  }

  /// How to write explanations for the console.
  public static WritingOptions options(ParseResult parsed, Console console) {
    return options(parsed, console.colour(), console.width());
  }

  /// How to write explanations for a file.
  public static WritingOptions options(ParseResult parsed) {
    return options(parsed, false, 100);
  }

  private static WritingOptions options(ParseResult parsed, boolean colour, int width) {
    return new WritingOptions(
        parsed.hasMatchedOption(SHOW_EXTERNAL_IDS), parsed.hasMatchedOption(HCL), colour, width);
  }

  /// The accounts that an option names.
  ///
  /// @throws ParameterException when a value is not an account ID
  public static List<AccountId> accounts(ParseResult parsed, String option) {
    return Options.<String>values(parsed, option).stream()
        .map(
            id ->
                AccountId.parse(id)
                    .orElseThrow(
                        () -> Options.wrong(parsed, UsageWords.notAnAccountId(option, id))))
        .toList();
  }
}
