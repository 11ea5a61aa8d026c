package dev.rolecall.cli.run;

import java.io.IOException;
import java.util.Optional;

/// Where standard input, output and error of this process lead.
///
/// @param found the bits of `streams.sh`
record StandardStreams(int found) {

  private static final int IN = 1;
  private static final int OUT = 2;
  private static final int ERR = 4;
  private static final int SAME = 8;
  private static final int FOREGROUND = 16;
  private static final int UTIL_LINUX = 32;
  private static final int BSD = 64;

  /// Looks where they lead.
  ///
  /// @param system the name of the operating system
  static StandardStreams find(String system) throws IOException, InterruptedException {
    return new StandardStreams(
        ShellScript.process("streams.sh", system).inheritIO().start().waitFor());
  }

  private boolean has(int bits) {
    return (found & bits) == bits;
  }

  boolean isTerminalIn() {
    return has(IN);
  }

  boolean isTerminalOut() {
    return has(OUT);
  }

  boolean isTerminalErr() {
    return has(ERR);
  }

  /// Whether output and error lead to the same file or pipe. What is written to both keeps its
  /// order then.
  boolean isSame() {
    return has(SAME) && !has(OUT);
  }

  /// How a command can get a terminal of its own whose output can be read; only where both its
  /// output and its errors are shown on a terminal.
  Optional<ScriptForm> script() {
    if (!has(OUT | ERR | FOREGROUND)) {
      return Optional.empty();
    }
    return has(UTIL_LINUX)
        ? Optional.of(ScriptForm.UTIL_LINUX)
        : has(BSD) ? Optional.of(ScriptForm.BSD) : Optional.empty();
  }
}
