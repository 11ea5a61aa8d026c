package dev.rolecall.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Commands to run.
final class Scripts {

  static final String DENIED =
      "User: arn:aws:iam::111111111111:user/ci is not authorized to perform: sts:AssumeRole on"
          + " resource: arn:aws:iam::222222222222:role/deploy";

  private static final String HEAD = "#!/bin/sh\n";

  private Scripts() {}

  /// Writes to both streams and is denied.
  static final String FAILS =
      "echo out; echo 'Error: " + DENIED + "' >&2; printf 'no end' >&2; exit 3";

  /// Writes to both streams.
  static final String WORKS = "echo out; echo 'warning: " + DENIED + "' >&2";

  /// Counts the signals that it gets, and ends with their number a little after the first.
  static final String COUNTS =
      """
      n=0
      left=300
      trap 'n=$((n + 1)); left=8' HUP INT TERM USR1
      echo ready
      while [ $left -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
      echo "signals: $n"
      exit $((40 + n))
      """;

  /// What a program sees of its terminal.
  static final String ASKS =
      """
      for fd in 0 1 2; do [ -t $fd ] && echo "terminal $fd"; done
      stty size
      printf 'name? '
      read -r name
      printf '\\033[32mhello %s\\033[0m\\n' "$name"
      exit 4
      """;

  static Path write(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), HEAD + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }
}
