package dev.rolecall.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.aws.Moto;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// `rolecall run` in a terminal. Both this terminal and the one that the command gets are made by
/// script(1) of util-linux; macOS's form is tried with a command of that form.
class TerminalCommandTest {

  private static final String CTRL_C = "\u0003";
  private static final String CTRL_BACKSLASH = "\u001c";

  /// How a command can get a terminal.
  enum Form {
    LINUX(""),
    MAC("-Dos.name=Mac OS X"),
    NO_SCRIPT("");

    private final String option;

    Form(String option) {
      this.option = option;
    }

    List<String> options() {
      return option.isEmpty() ? List.of() : List.of(option);
    }
  }

  @TempDir private Path folder;
  @TempDir private Path work;

  @BeforeEach
  void needsScript() throws Exception {
    Moto.require("script");
    Moto.require("setsid");
    Path script = path("script");
    Files.createDirectory(folder.resolve("mac"));
    Scripts.write(
        folder.resolve("mac"),
        "script",
        """
        # script -q FILE COMMAND..., as macOS has it
        [ "$1" = -q ] && [ $# -eq 5 ] || exit 64
        export SCRIPT="$2" A="$3" B="$4" C="$5"
        exec %s -qefc 'exec "$A" "$B" "$C"' "$SCRIPT"
        """
            .formatted(script));
    Files.createDirectory(folder.resolve("none"));
    for (String command : List.of("sh", "cat", "sleep", "stty", "printf", "kill")) {
      Files.createSymbolicLink(folder.resolve("none").resolve(command), path(command));
    }
  }

  private static Path path(String command) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry, command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private String path(Form form) {
    return switch (form) {
      case LINUX -> System.getenv("PATH");
      case MAC -> folder.resolve("mac") + ":" + System.getenv("PATH");
      case NO_SCRIPT -> folder.resolve("none").toString();
    };
  }

  private RunningRolecall start(Form form, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of("run", "--"));
    words.addAll(List.of(command));
    return RunningRolecall.inTerminal(
        work,
        Map.of("PATH", path(form), "NO_COLOR", "1", "SCRIPT", "mine", "SHELL", "/usr/bin/fish"),
        RunningRolecall.command(form.options(), words.toArray(String[]::new)));
  }

  private RunningRolecall.Ended run(Form form, String... command) throws Exception {
    try (RunningRolecall running = start(form, command)) {
      return running.ends();
    }
  }

  /// Without the line of the process group.
  private static String shown(RunningRolecall.Ended ended) {
    return ended.out().substring(ended.out().indexOf('\n') + 1);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAddedToACommandThatSucceeds(Form form) throws Exception {
    RunningRolecall.Ended ended = run(form, "sh", "-c", "echo out; printf 'no end' >&2");
    assertThat(ended.status()).isZero();
    assertThat(shown(ended)).isEqualTo("out\r\nno end");
    try (Stream<Path> files = Files.list(work)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDenialIsExplainedBelowTheOutput(Form form) throws Exception {
    RunningRolecall.Ended ended = run(form, "sh", "-c", Scripts.FAILS);
    assertThat(ended.status()).isEqualTo(3);
    assertThat(shown(ended))
        .startsWith("out\r\nError: " + Scripts.DENIED + "\r\nno end\r\n\r\nUser `ci` in account")
        .contains("could not assume role `deploy`");
    try (Stream<Path> files = Files.list(work)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "MAC"})
  void theCommandHasATerminal(Form form) throws Exception {
    try (RunningRolecall running = start(form, "sh", "-c", Scripts.ASKS)) {
      running.awaits("name? ").types("Ann\n");
      RunningRolecall.Ended ended = running.ends();
      assertThat(ended.status()).isEqualTo(4);
      assertThat(shown(ended))
          .startsWith("terminal 0\r\nterminal 1\r\nterminal 2\r\n33 77\r\nname? ")
          .endsWith("\u001b[32mhello Ann\u001b[0m\r\n");
    }
  }

  @Test
  void withoutScriptItHasTheUsersButForErrors() throws Exception {
    try (RunningRolecall running = start(Form.NO_SCRIPT, "sh", "-c", Scripts.ASKS)) {
      running.awaits("name? ").types("Ann\n");
      RunningRolecall.Ended ended = running.ends();
      assertThat(ended.status()).isEqualTo(4);
      assertThat(shown(ended))
          .startsWith("terminal 0\r\nterminal 1\r\n33 77\r\nname? ")
          .endsWith("\u001b[32mhello Ann\u001b[0m\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void interruptFromTheKeyboardReachesItOnce(Form form) throws Exception {
    try (RunningRolecall running = start(form, "sh", "-c", Scripts.COUNTS)) {
      RunningRolecall.Ended ended = running.awaits("ready\r\n").types(CTRL_C).ends();
      assertThat(ended.out()).contains("signals: 1\r\n");
      assertThat(ended.status()).isEqualTo(41);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LINUX, INT, -",
    "LINUX, INT, ''",
    "LINUX, TERM, -",
    "LINUX, TERM, ''",
    "LINUX, HUP, ''",
    "MAC, INT, -",
    "MAC, TERM, ''",
    "NO_SCRIPT, INT, -",
    "NO_SCRIPT, INT, ''",
    "NO_SCRIPT, TERM, -",
    "NO_SCRIPT, TERM, ''"
  })
  void soDoesASignal(Form form, String signal, String to) throws Exception {
    try (RunningRolecall running = start(form, "sh", "-c", Scripts.COUNTS)) {
      RunningRolecall.Ended ended = running.awaits("ready\r\n").terminalGets(signal, to).ends();
      assertThat(ended.out()).contains("signals: 1\r\n");
      assertThat(ended.status()).isEqualTo(41);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LINUX", "MAC"})
  void aCommandThatTheKeyboardEndsSaysSo(Form form) throws Exception {
    try (RunningRolecall running = start(form, "sh", "-c", "echo ready; exec sleep 60")) {
      assertThat(running.awaits("ready\r\n").types(CTRL_C).ends().status()).isEqualTo(130);
    }
    try (RunningRolecall running = start(form, "sh", "-c", "echo ready; exec sleep 60")) {
      RunningRolecall.Ended ended = running.awaits("ready\r\n").types(CTRL_BACKSLASH).ends();
      assertThat(ended.status()).isEqualTo(131);
      assertThat(ended.out()).doesNotContain("Thread", "core dumped");
    }
  }

  @ParameterizedTest
  @EnumSource
  void argumentsAndEnvironmentArriveAsTheyAre(Form form) throws Exception {
    RunningRolecall.Ended ended =
        run(
            form,
            "sh",
            "-c",
            "printf '<%s>' \"$@\" \"$SCRIPT\" \"$SHELL\" \"${ROLECALL_COMMAND-}\"",
            "sh",
            "",
            "a  b",
            "it's \"q\"",
            "$HOME `id` $(id) \\ * !",
            "two\nlines",
            "é");
    assertThat(shown(ended))
        .isEqualTo(
            "<><a  b><it's \"q\"><$HOME `id` $(id) \\ * !><two\r\nlines><é><mine>"
                + "</usr/bin/fish><>");
  }

  @Test
  void aCommandThatIsBuiltIntoShellsIsTheProgram() throws Exception {
    assertThat(shown(run(Form.LINUX, "printf", "%b", "a\\n"))).isEqualTo("a\r\n");
    assertThat(run(Form.LINUX, "exit", "0").status()).isEqualTo(127);
  }

  @Test
  void anErrorInTheArgumentsAloneIsNoDenial() throws Exception {
    RunningRolecall.Ended ended = run(Form.LINUX, "sh", "-c", "exit 1", Scripts.DENIED);
    assertThat(ended.status()).isEqualTo(1);
    assertThat(shown(ended)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void inputThatIsPipedInIsTheCommands(Form form) throws Exception {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "printf 'yes\\nno' | \"$@\"", "sh"));
    words.addAll(
        RunningRolecall.command(
            form.options(),
            "run",
            "--",
            "sh",
            "-c",
            "[ -t 0 ] || cat; [ -t 1 ] && echo ' terminal'"));
    try (RunningRolecall running =
        RunningRolecall.inTerminal(work, Map.of("PATH", path(form)), words)) {
      assertThat(shown(running.ends())).isEqualTo("yes\r\nno terminal\r\n");
    }
  }

  @Test
  void outputThatIsPipedOnHasNoTerminal() throws Exception {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "\"$@\" | cat -v", "sh"));
    words.addAll(
        RunningRolecall.command(
            List.of(), "run", "--", "sh", "-c", "[ -t 1 ] || echo plain; [ -t 2 ] || echo too"));
    try (RunningRolecall running = RunningRolecall.inTerminal(work, Map.of(), words)) {
      assertThat(shown(running.ends())).isEqualTo("plain\r\ntoo\r\n");
    }
  }
}
