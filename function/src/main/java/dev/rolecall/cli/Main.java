package dev.rolecall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// Starts the command line.
@Command(
    name = "rolecall",
    description = "Tells why an AWS AssumeRole call was denied, and what to change.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit status:%n",
    footer = {
      "  0  every denial explained; check: allowed",
      "  1  something failed that should not have",
      "  2  the command line is not right",
      "  3  at least one denial is undetermined",
      "  4  no denial in the input",
      "  5  input could not be read or understood; the place is named",
      "  6  check: denied"
    })
public final class Main implements Runnable {

  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("explain", ExplainCommand.class);
    COMMANDS.put("check", CheckCommand.class);
    COMMANDS.put("generate-completion", GenerateCompletion.class);
  }

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  /// Runs one command and ends the process with its exit status.
  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Console console = new Console(System.in, out, err, isTerminal(), System.getenv());
    int status = run(console, Clock.systemUTC(), args);
    out.flush();
    err.flush();
    System.exit(status);
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }

  /// Runs one command.
  ///
  /// @return its exit status
  static int run(Console console, Clock clock, String... args) {
    CommandLine line = commands(new Commands(console, clock), args);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((wrong, _) -> usage(wrong, console));
    IExecutionExceptionHandler failed = (e, _, _) -> failed(e, console);
    line.setExecutionExceptionHandler(failed);
    return line.execute(args);
  }

  /// All commands; or the one that is called, because reading the annotations of the others takes
  /// time at every start.
  private static CommandLine commands(Commands commands, String... args) {
    CommandLine line = new CommandLine(new Main(), commands);
    String called = args.length == 0 ? "" : args[0];
    boolean known = called.equals("explain") || called.equals("check");
    COMMANDS.forEach(
        (name, type) -> {
          if (!known || name.equals(called)) {
            line.addSubcommand(name, type);
          }
        });
    return line;
  }

  private static int usage(ParameterException wrong, Console console) {
    CommandLine command = wrong.getCommandLine();
    console.complain(String.valueOf(wrong.getMessage()));
    console.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitStatus.USAGE;
  }

  private static int failed(Exception e, Console console) {
    console.complain("failed, and should not have: " + e);
    if (console.traces()) {
      e.printStackTrace(console.err());
    }
    return ExitStatus.FAILED;
  }

  /// Without a command, says what there is.
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "which command? explain, check, ...");
    }
  }
}
