package dev.rolecall.cli.live;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Version;
import dev.rolecall.denial.AccountId;
import dev.rolecall.explanation.document.WritingOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options that commands share. Commands are described in code and not by annotations: reading
/// these would take longer than most explanations.
public final class CommandOptions {

  private static final String SNAPSHOT = "--snapshot";
  public static final String LIVE = "--live";
  private static final String SHOW_EXTERNAL_IDS = "--show-external-ids";
  private static final String HCL = "--hcl";
  public static final String FORMAT = "--format";

  private CommandOptions() {}

  /// A command with `--help` and `--version`.
  public static CommandSpec command(String name, String... description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.versionProvider(new Version());
    spec.addOption(flag("-h", "--help", "Show this help and exit.").usageHelp(true).build());
    spec.addOption(flag("-V", "--version", "Show the version and exit.").versionHelp(true).build());
    spec.usageMessage()
        .description(description)
        .optionListHeading("%nOptions:%n")
        .parameterListHeading("%n")
        .commandListHeading("%nCommands:%n");
    return spec;
  }

  private static OptionSpec.Builder flag(String shortName, String name, String description) {
    return OptionSpec.builder(shortName, name).type(boolean.class).description(description);
  }

  /// Adds what commands that explain have in common.
  public static CommandSpec addTo(CommandSpec spec, Class<? extends Enum<?>> formats) {
    return addTo(
        spec,
        OptionSpec.builder(FORMAT)
            .type(formats)
            .arity("1")
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description("One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
            .build());
  }

  /// The same, with another option for the format.
  public static CommandSpec addTo(CommandSpec spec, OptionSpec format) {
    spec.addOption(
            OptionSpec.builder(SNAPSHOT)
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .arity("1")
                .paramLabel("PATH")
                .description(
                    "Directory or file with what the accounts look like: output of 'aws iam"
                        + " get-account-authorization-details', organization.json, changes.ndjson."
                        + " May be given more than once.")
                .build())
        .addOption(
            OptionSpec.builder(LIVE)
                .type(boolean.class)
                .description(
                    "Read from AWS with your own credentials what no snapshot tells. Snapshots"
                        + " answer first.")
                .build())
        .addOption(format)
        .addOption(
            OptionSpec.builder(SHOW_EXTERNAL_IDS)
                .type(boolean.class)
                .description("Do not mask external ids.")
                .build())
        .addOption(
            OptionSpec.builder(HCL)
                .type(boolean.class)
                .description("Show changes as Terraform too, whoever the caller is.")
                .build());
    return LiveOptions.addTo(spec);
  }

  /// The snapshot paths given.
  public static List<Path> snapshot(ParseResult parsed) {
    return parsed.matchedOptionValue(SNAPSHOT, List.of());
  }

  /// What came of `--live`, if it was given.
  ///
  /// @throws ParameterException when options that need it come without it
  public static Live live(ParseResult parsed, Console console, Clock clock) {
    LiveOptions.Reader reader = LiveOptions.reader(parsed);
    if (parsed.hasMatchedOption(LIVE)) {
      return LiveAws.open(reader, console, clock);
    }
    refuseWithoutLive(parsed);
    return new Live.Off();
  }

  /// Refuses options that only `--live` knows.
  ///
  /// @throws ParameterException when options that need `--live` are given
  public static void refuseWithoutLive(ParseResult parsed) {
    LiveOptions.given(parsed)
        .ifPresent(
            option -> {
              throw new ParameterException(
                  parsed.commandSpec().commandLine(), option + " needs " + LIVE);
            });
  }

  public static boolean showExternalIds(ParseResult parsed) {
    return parsed.hasMatchedOption(SHOW_EXTERNAL_IDS);
  }

  public static boolean hcl(ParseResult parsed) {
    return parsed.hasMatchedOption(HCL);
  }

  public static <F extends Enum<F>> F format(ParseResult parsed, F otherwise) {
    return parsed.matchedOptionValue(FORMAT, otherwise);
  }

  /// How to write explanations for the console.
  public static WritingOptions options(ParseResult parsed, Console console) {
    return new WritingOptions(
        showExternalIds(parsed), hcl(parsed), console.colour(), console.width());
  }

  /// An option with one text.
  public static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// The accounts that an option names.
  ///
  /// @throws ParameterException when a value is no account id
  public static List<AccountId> accounts(ParseResult parsed, String option) {
    List<String> given = parsed.matchedOptionValue(option, List.of());
    return given.stream()
        .map(
            id ->
                AccountId.parse(id)
                    .orElseThrow(() -> wrong(parsed, option, id, "no 12-digit account id")))
        .toList();
  }

  /// That the value of an option cannot be taken.
  ///
  /// @param problem what it is: "no 12-digit account id"
  public static ParameterException wrong(
      ParseResult parsed, String option, String given, String problem) {
    return new ParameterException(
        parsed.commandSpec().commandLine(), option + ": `" + given + "` is " + problem);
  }
}
