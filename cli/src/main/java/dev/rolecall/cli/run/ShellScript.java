package dev.rolecall.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A script for a POSIX shell, from the class path.
final class ShellScript {

  private static final String SHELL = "/bin/sh";

  private ShellScript() {}

  /// A process that runs a script.
  ///
  /// @param arguments its `$1` and so on
  static ProcessBuilder process(String name, String... arguments) {
    List<String> words = new ArrayList<>(List.of(SHELL, "-c", text(name), SHELL));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words);
  }

  static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(ShellScript.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /// `text` as one word, whatever is in it.
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
