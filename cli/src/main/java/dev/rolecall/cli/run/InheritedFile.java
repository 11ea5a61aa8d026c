package dev.rolecall.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files that a shell opened for a command and names by their numbers: `<(terraform output)` is
/// `/dev/fd/63`. The JVM has them, but starts no process with them.
final class InheritedFile {

  private static final Pattern NUMBERED =
      Pattern.compile("((?:.*[=@])?)/(?:dev|proc/self)/fd/(\\d{1,9})", Pattern.DOTALL);

  private static final int ERR = 2;

  private InheritedFile() {}

  /// The argument with a name that holds in every process, where the system has one: on Linux.
  static String named(String argument) {
    Matcher numbered = NUMBERED.matcher(argument);
    if (!numbered.matches() || Integer.parseInt(numbered.group(2)) <= ERR) {
      return argument;
    }
    Path file =
        Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd", numbered.group(2));
    return Files.exists(file) ? numbered.group(1) + file : argument;
  }
}
