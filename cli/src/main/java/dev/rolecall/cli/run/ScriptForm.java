package dev.rolecall.cli.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The forms of script(1), which runs a command in a terminal of its own and writes down what the
/// terminal shows.
enum ScriptForm {
  UTIL_LINUX,
  BSD;

  /// What the processes of it have in their arguments.
  private static final String INSIDE = "ROLECALL_INSIDE";

  /// A system may allow less than 128 KiB for one variable.
  private static final int MOST_LETTERS = 30_000;

  /// Whether the command is short enough.
  static boolean takes(List<String> command) {
    return quoted(command).length() <= MOST_LETTERS;
  }

  private static String quoted(List<String> command) {
    return command.stream().map(ShellScript::quoted).collect(Collectors.joining(" "));
  }

  /// The process that runs a command. Its standard output is what the terminal shows.
  ProcessBuilder process(List<String> command, StandardStreams streams) {
    ProcessBuilder script = ShellScript.process("terminal.sh", name().toLowerCase(Locale.ROOT));
    Map<String, String> environment = script.environment();
    CommandEnvironment.restore(environment);
    environment.put(INSIDE, ShellScript.text("inside.sh"));
    environment.put("ROLECALL_COMMAND", quoted(command));
    environment.put("ROLECALL_STDIN", streams.isTerminalIn() ? "terminal" : "other");
    environment.put("ROLECALL_SHELL", environment.getOrDefault("SHELL", ""));
    environment.put("ROLECALL_SCRIPT", environment.getOrDefault("SCRIPT", ""));
    // util-linux runs its command with this shell.
    environment.put("SHELL", "/bin/sh");
    return script;
  }

  /// The command itself, which gets the signals; nothing while it starts.
  ///
  /// @param script the process that was started
  static List<ProcessHandle> command(ProcessHandle script) {
    List<ProcessHandle> level = script.children().toList();
    while (level.stream().anyMatch(ScriptForm::isOurs)) {
      level = level.stream().flatMap(ScriptForm::children).toList();
    }
    return level;
  }

  private static Stream<ProcessHandle> children(ProcessHandle process) {
    return isOurs(process) ? process.children() : Stream.of(process);
  }

  private static boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .filter(arguments -> Stream.of(arguments).anyMatch(word -> word.contains(INSIDE)))
        .isPresent();
  }
}
