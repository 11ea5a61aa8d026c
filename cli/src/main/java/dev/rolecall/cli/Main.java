package dev.rolecall.cli;

import dev.rolecall.cli.check.CheckCommand;
import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.Ending;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.console.OutputFailure;
import dev.rolecall.cli.console.Similar;
import dev.rolecall.cli.console.StandardOutput;
import dev.rolecall.cli.incidents.IncidentsCommand;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.report.ReportCommand;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.gate.token.TokenReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Starts the command line.
public record Main(Console console, Clock clock) {

  private static final String ROLECALL = "rolecall";
  private static final String COMPLETION = "generate-completion";
  private static final String HELP = "help";
  private static final List<String> COMMANDS =
      List.of(
          ExplainCommand.NAME,
          RunCommand.NAME,
          CheckCommand.NAME,
          ReportCommand.NAME,
          IncidentsCommand.NAME,
          SnapshotCommand.NAME,
          DoctorCommand.NAME,
          McpCommand.NAME);

  static {
    // No option has a type that picocli converts by reflection, and looking for all of them takes
    // longer than reading the options.
    System.setProperty("picocli.converters.excludes", ".*");
  }

  /// Runs one command and ends the process with its exit status.
  public static void main(String[] args) {
    PrintStream out = Console.stream(new StandardOutput(new FileOutputStream(FileDescriptor.out)));
    PrintStream err = Console.stream(new FileOutputStream(FileDescriptor.err));
    System.setOut(err); // What a library prints is not the command's output.
    Console console = new Console(System.in, out, err, isTerminal(), System.getenv());
    int status = new Main(console, Clock.systemUTC()).run(args);
    err.flush();
    Ending.end(status);
  }

  /// A closed pipe is not an error: its reader has read enough.
  private int unwritten(OutputFailure failure) {
    if (failure.isClosedPipe()) {
      return ExitStatus.CLOSED_PIPE;
    }
    console.complain(RunWords.cannotWrite(RunWords.output(Optional.empty()), failure.reason()));
    return ExitStatus.FAILED;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }

  /// Runs one command.
  ///
  /// @return its exit status
  public int run(String... args) {
    CommandLine line = new CommandLine(spec(args));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Path.class, Main::path);
    line.setExecutionStrategy(this::executeOrFail);
    line.setParameterExceptionHandler((wrong, _) -> usage(wrong));
    return line.execute(args);
  }

  /// The command with the subcommand that `args` begin with, or with all that they may need: to
  /// describe one takes time.
  private static CommandSpec spec(String... args) {
    CommandSpec root = root();
    if (args.length == 1
        && Optional.ofNullable(root.findOption(args[0]))
            .filter(OptionSpec::versionHelp)
            .isPresent()) {
      return root;
    }
    if (isListed(root, args)) {
      return spec(Main::listed);
    }
    if (!COMMANDS.contains(args[0])) {
      return spec();
    }
    root.addSubcommand(args[0], subcommand(args[0]));
    return root;
  }

  /// Whether only the help is shown that lists the commands.
  private static boolean isListed(CommandSpec root, String... args) {
    return args.length == 0
        || (args.length == 1
            && (args[0].equals(HELP)
                || Optional.ofNullable(root.findOption(args[0]))
                    .filter(OptionSpec::usageHelp)
                    .isPresent()));
  }

  private static CommandSpec root() {
    return CommandOptions.command(
        ROLECALL, "Explains why an AWS AssumeRole call was denied and how to fix it.");
  }

  private static CommandSpec subcommand(String name) {
    return switch (name) {
      case ExplainCommand.NAME -> ExplainCommand.spec();
      case RunCommand.NAME -> RunCommand.spec();
      case CheckCommand.NAME -> CheckCommand.spec();
      case ReportCommand.NAME -> ReportCommand.spec();
      case IncidentsCommand.NAME -> IncidentsCommand.spec();
      case SnapshotCommand.NAME -> SnapshotCommand.spec();
      case DoctorCommand.NAME -> DoctorCommand.spec();
      case McpCommand.NAME -> McpCommand.spec();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// A subcommand as a list of commands shows it.
  private static CommandSpec listed(String name) {
    return CommandSpec.create()
        .name(name)
        .usageMessage(new UsageMessageSpec().description(summary(name)));
  }

  private static String summary(String name) {
    return switch (name) {
      case ExplainCommand.NAME -> ExplainCommand.SUMMARY;
      case RunCommand.NAME -> RunCommand.SUMMARY;
      case CheckCommand.NAME -> CheckCommand.SUMMARY;
      case ReportCommand.NAME -> ReportCommand.SUMMARY;
      case IncidentsCommand.NAME -> IncidentsCommand.SUMMARY;
      case SnapshotCommand.NAME -> SnapshotCommand.SUMMARY;
      case DoctorCommand.NAME -> DoctorCommand.SUMMARY;
      case McpCommand.NAME -> McpCommand.SUMMARY;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// The command with all its subcommands.
  public static CommandSpec spec() {
    return spec(Main::subcommand);
  }

  private static CommandSpec spec(Function<String, CommandSpec> subcommand) {
    CommandSpec root = root();
    COMMANDS.forEach(name -> root.addSubcommand(name, subcommand.apply(name)));
    root.addSubcommand(
        COMPLETION,
        CommandOptions.command(
            COMPLETION,
            "Prints a completion script for bash and zsh. To enable it: source <(rolecall "
                + COMPLETION
                + ")"));
    root.addSubcommand(HELP, help());
    root.usageMessage().synopsisSubcommandLabel("COMMAND");
    Options.footer(
        root,
        List.of(
            "# Why was this call denied? Read the policies with your own credentials",
            "rolecall explain event.json --live",
            "# Run a command, and if it fails explain what AWS denied",
            "rolecall run --live -- terraform plan",
            "# Would this call be allowed?",
            "rolecall check --caller ARN --role ARN --live",
            "# What was denied in the last 30 days, and what still is?",
            "rolecall report s3://BUCKET/AWSLogs/ --since 30d --snapshot accounts/",
            "# What is denied now, where Rolecall is deployed?",
            "rolecall incidents list",
            "",
            "Run 'rolecall COMMAND --help' for the options and examples of a command."),
        List.of(
            "0  success: every denial explained; check: allowed; doctor: no problems found",
            "1  failure: no AWS credentials, an incomplete snapshot, or an internal error",
            "2  usage error",
            "3  undetermined: something could not be decided, or doctor could not check it",
            "4  no denied AssumeRole call in the input; incidents: no such incident",
            "5  unreadable or malformed input (the message names the place)",
            "6  check: denied, or at least one pair fails",
            "7  doctor: at least one problem found"));
    return root;
  }

  private static CommandSpec help() {
    CommandSpec help = CommandOptions.command(HELP, "Shows the help of a command.");
    help.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("COMMAND")
            .type(String.class)
            .index("0")
            .arity("0..1")
            .description("The command. Default: all of them, in short.")
            .build());
    return help;
  }

  private int help(CommandLine root, Optional<String> command) {
    Map<String, CommandLine> all = root.getSubcommands();
    if (command.filter(name -> !all.containsKey(name)).isPresent()) {
      throw new ParameterException(root, unknownCommand(command.get()));
    }
    CommandLine asked = command.map(all::get).orElse(root);
    asked.usage(console.out(), asked.getColorScheme());
    return ExitStatus.OK;
  }

  /// picocli gives its handler for failures only what it wrapped itself, and prints the rest.
  private int executeOrFail(ParseResult parsed) {
    try {
      int status = execute(parsed);
      console.out().flush();
      return status;
    } catch (ParameterException wrong) {
      return usage(wrong);
    } catch (CommandFailure failure) {
      console.complain(String.valueOf(failure.getMessage()));
      return failure.status();
    } catch (OutputFailure failure) {
      return unwritten(failure);
    } catch (RuntimeException e) {
      console.complain(RunWords.internalError(e, console.traces()));
      if (console.traces()) {
        e.printStackTrace(console.err());
      }
      return ExitStatus.FAILED;
    }
  }

  private int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    CommandLine root = parsed.commandSpec().commandLine();
    if (!parsed.hasSubcommand()) {
      console.complain(UsageWords.noCommand(COMMANDS));
      console.err().println();
      root.usage(console.err(), root.getColorScheme());
      return ExitStatus.USAGE;
    }
    ParseResult called = parsed.subcommand();
    return switch (called.commandSpec().name()) {
      case ExplainCommand.NAME -> ExplainCommand.run(called, console, clock);
      case RunCommand.NAME -> RunCommand.run(called, console, clock);
      case CheckCommand.NAME -> CheckCommand.run(called, console, clock);
      case ReportCommand.NAME -> ReportCommand.run(called, console, clock);
      case IncidentsCommand.NAME -> IncidentsCommand.run(called, console, clock);
      case SnapshotCommand.NAME -> SnapshotCommand.run(called, console, clock);
      case DoctorCommand.NAME -> DoctorCommand.run(called, console, clock);
      case McpCommand.NAME -> McpCommand.run(called, console, clock);
      case HELP -> help(root, Optional.ofNullable(called.matchedPositionalValue(0, null)));
      default -> {
        console.out().print(AutoComplete.bash(root.getCommandName(), root));
        yield ExitStatus.OK;
      }
    };
  }

  private int usage(ParameterException wrong) {
    console.complain(problem(wrong));
    console
        .err()
        .println(UsageWords.seeHelp(wrong.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitStatus.USAGE;
  }

  private static String problem(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(wrong.getMessage());
    }
    String argument = unmatched.getUnmatched().getFirst();
    String given = TokenReader.looksLikeToken(argument) ? UsageWords.notShown() : argument;
    CommandLine command = wrong.getCommandLine();
    if (unmatched.isUnknownOption()) {
      return UsageWords.unknownOption(
          given, Similar.to(given, command.getCommandSpec().optionsMap().keySet()));
    }
    if (command.getCommandName().equals(ROLECALL)) {
      return unknownCommand(given);
    }
    List<String> own = List.copyOf(command.getSubcommands().keySet());
    return own.isEmpty()
        ? UsageWords.unexpectedArgument(given)
        : UsageWords.unknownCommand(given, Similar.to(given, own), own);
  }

  private static String unknownCommand(String given) {
    List<String> all = Stream.concat(COMMANDS.stream(), Stream.of(COMPLETION, HELP)).toList();
    return isInput(given)
        ? UsageWords.inputWithoutCommand(given, ExplainCommand.NAME)
        : UsageWords.unknownCommand(given, Similar.to(given, all), COMMANDS);
  }

  private static Path path(String given) {
    try {
      return Path.of(given);
    } catch (InvalidPathException _) {
      throw new TypeConversionException(UsageWords.notAPath(given));
    }
  }

  /// Whether this is a file, or standard input, and the command was left out.
  private static boolean isInput(String given) {
    try {
      return given.equals("-") || Files.exists(Path.of(given));
    } catch (InvalidPathException _) {
      return false;
    }
  }
}
