package dev.rolecall.cli.console;

import dev.rolecall.cli.wording.UsageWords;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Describes the options of commands, reads what was given, and refuses what is wrong. Commands are
/// described in code and not by annotations: reading these would take longer than most
/// explanations.
public final class Options {

  private Options() {}

  /// The formats of commands that have no others.
  public enum Format {
    text,
    json
  }

  /// Adds options, in their order.
  public static CommandSpec add(CommandSpec spec, OptionSpec.Builder... options) {
    for (OptionSpec.Builder option : options) {
      spec.addOption(option.build());
    }
    return spec;
  }

  /// An option with one value.
  public static OptionSpec.Builder one(String name, Class<?> type, String label) {
    return OptionSpec.builder(name).type(type).arity("1").paramLabel(label);
  }

  /// An option that may be given more than once.
  ///
  /// @param type of one value
  public static OptionSpec.Builder many(String name, Class<?> type, String label) {
    return one(name, List.class, label).auxiliaryTypes(type);
  }

  /// An option without a value.
  public static OptionSpec.Builder flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description);
  }

  /// The option that chooses between formats, of which `text` is the default.
  public static OptionSpec.Builder format(String name, Class<? extends Enum<?>> formats) {
    return one(name, formats, "FORMAT")
        .defaultValue("text")
        .description("Output format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.");
  }

  /// What stands on the command line without an option.
  ///
  /// @param arity `0..*` when it may be left out
  public static PositionalParamSpec events(String arity, String description) {
    return PositionalParamSpec.builder()
        .paramLabel("EVENTS")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .index("0..*")
        .arity(arity)
        .required(arity.startsWith("1"))
        .description(description)
        .build();
  }

  /// The value of an option, when it was given or has a default.
  public static <T> Optional<T> value(ParseResult parsed, String option) {
    return Optional.ofNullable(parsed.<T>matchedOptionValue(option, null));
  }

  /// The values of an option that may be given more than once.
  public static <T> List<T> values(ParseResult parsed, String option) {
    return parsed.matchedOptionValue(option, List.of());
  }

  /// The path that a value of an option names.
  ///
  /// @throws ParameterException when it cannot be one
  public static Path path(ParseResult parsed, String option, String given) {
    try {
      return Path.of(given);
    } catch (InvalidPathException _) {
      throw wrong(parsed, option + ": " + UsageWords.notAPath(given));
    }
  }

  /// Refuses what is not right.
  ///
  /// @throws ParameterException unless `fine`
  public static void check(ParseResult parsed, boolean fine, String otherwise) {
    if (!fine) {
      throw wrong(parsed, otherwise);
    }
  }

  /// That the command line is not right.
  public static ParameterException wrong(ParseResult parsed, String problem) {
    return new ParameterException(parsed.commandSpec().commandLine(), problem);
  }

  /// What `--help` shows at its end. Lines are not wrapped, so that examples can be copied.
  ///
  /// @param examples one line each; comments start with `#`
  /// @param statuses of the process, one line each
  public static void footer(CommandSpec spec, List<String> examples, List<String> statuses) {
    List<String> lines = new ArrayList<>();
    examples.forEach(line -> lines.add(line.isEmpty() ? line : "  " + line));
    lines.addAll(List.of("", "Exit status:"));
    statuses.forEach(line -> lines.add(line.isEmpty() ? line : "  " + line));
    spec.usageMessage().footerHeading("%nExamples:%n").footer(lines.toArray(String[]::new));
    spec.usageMessage()
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> String.join("\n", lines) + "\n");
  }
}
