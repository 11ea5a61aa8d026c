package dev.rolecall.cli;

import dev.rolecall.cli.check.CheckCommand;
import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.live.CommandOptions;
import dev.rolecall.cli.report.ReportCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Starts the command line.
public record Main(Console console, Clock clock) {

  private static final String COMPLETION = "generate-completion";

  /// Runs one command and ends the process with its exit status.
  public static void main(String[] args) {
    PrintStream out = Console.stream(new FileOutputStream(FileDescriptor.out));
    PrintStream err = Console.stream(new FileOutputStream(FileDescriptor.err));
    Console console = new Console(System.in, out, err, isTerminal(), System.getenv());
    int status = new Main(console, Clock.systemUTC()).run(args);
    out.flush();
    err.flush();
    System.exit(status);
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }

  /// Runs one command.
  ///
  /// @return its exit status
  public int run(String... args) {
    CommandLine line = new CommandLine(spec());
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(this::executeOrFail);
    line.setParameterExceptionHandler((wrong, _) -> usage(wrong));
    return line.execute(args);
  }

  private static CommandSpec spec() {
    CommandSpec root =
        CommandOptions.command(
            "rolecall", "Tells why an AWS AssumeRole call was denied, and what to change.");
    root.addSubcommand(ExplainCommand.NAME, ExplainCommand.spec());
    root.addSubcommand(CheckCommand.NAME, CheckCommand.spec());
    root.addSubcommand(ReportCommand.NAME, ReportCommand.spec());
    root.addSubcommand(SnapshotCommand.NAME, SnapshotCommand.spec());
    root.addSubcommand(DoctorCommand.NAME, DoctorCommand.spec());
    root.addSubcommand(
        COMPLETION,
        CommandOptions.command(
            COMPLETION,
            "Prints a completion script for bash and zsh:",
            "source <(rolecall " + COMPLETION + ")"));
    root.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .footerHeading("%nExit status:%n")
        .footer(
            "  0  every denial explained; check: allowed; every pair holds; doctor: all is well",
            "  1  something failed: no credentials, a part of a snapshot could not be read, a"
                + " defect",
            "  2  the command line is not right",
            "  3  at least one denial is undetermined; doctor: something could not be looked at",
            "  4  no denial in the input",
            "  5  input could not be read or understood; the place is named",
            "  6  check: denied; with --pairs: at least one pair fails",
            "  7  doctor: something is wrong");
    return root;
  }

  /// picocli gives its handler for failures only what it wrapped itself, and prints the rest.
  private int executeOrFail(ParseResult parsed) {
    try {
      return execute(parsed);
    } catch (ParameterException wrong) {
      return usage(wrong);
    } catch (CommandFailure failure) {
      console.complain(String.valueOf(failure.getMessage()));
      return failure.status();
    } catch (RuntimeException e) {
      console.complain("failed, and should not have: " + e);
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
      throw new ParameterException(root, "which command? explain, check, ...");
    }
    ParseResult called = parsed.subcommand();
    return switch (called.commandSpec().name()) {
      case ExplainCommand.NAME -> ExplainCommand.run(called, console, clock);
      case CheckCommand.NAME -> CheckCommand.run(called, console, clock);
      case ReportCommand.NAME -> ReportCommand.run(called, console, clock);
      case SnapshotCommand.NAME -> SnapshotCommand.run(called, console, clock);
      case DoctorCommand.NAME -> DoctorCommand.run(called, console, clock);
      default -> {
        console.out().print(AutoComplete.bash(root.getCommandName(), root));
        yield ExitStatus.OK;
      }
    };
  }

  private int usage(ParameterException wrong) {
    console.complain(String.valueOf(wrong.getMessage()));
    console
        .err()
        .println("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitStatus.USAGE;
  }
}
