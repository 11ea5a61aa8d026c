package dev.rolecall.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRunTest {

  @Test
  void theEnvironmentIsWhatItWas() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "LC_ALL", "C.UTF-8",
                "ROLECALL_WAS_LC_ALL", "",
                "ROLECALL_WAS_JAVA_TOOL_OPTIONS", "-Xmx1g",
                "ROLECALL_WAS__JAVA_OPTIONS", "",
                "ROLECALL_SETTING", "mine"));
    CommandEnvironment.restore(environment);
    assertThat(environment)
        .isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g", "ROLECALL_SETTING", "mine"));
  }

  @ParameterizedTest
  @EnabledOnOs(value = OS.LINUX, disabledReason = "skipped: only Linux has /proc/PID/fd")
  @CsvSource({
    "/dev/fd/3, true",
    "-var-file=/dev/fd/3, true",
    "@/proc/self/fd/3, true",
    "/dev/fd/2, false",
    "/dev/fd/987654, false",
    "cat /dev/fd/3, false",
    "/dev/fd/3/x, false",
    "exec 3>&1, false"
  })
  void aFileThatTheShellOpenedKeepsAName(String argument, boolean renamed) {
    String name = InheritedFile.named(argument);
    assertThat(!name.equals(argument)).isEqualTo(renamed);
    if (renamed) {
      assertThat(name).endsWith("/proc/" + ProcessHandle.current().pid() + "/fd/3");
    }
  }

  @ParameterizedTest
  @CsvSource({"sh, FOUND", "/bin/sh, FOUND", "nosuch, NOT_FOUND", "/, NOT_EXECUTABLE"})
  void commandsAreFoundAsByShells(String name, CommandSearch expected) {
    assertThat(CommandSearch.of(name, "/nowhere:/usr/bin:/bin")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 6, 2 | 4 | 32, 2 | 4 | 16, 4 | 16 | 32, 2 | 16 | 32})
  void onlyAForegroundTerminalIsReplaced(int found) {
    assertThat(new StandardStreams(found).script()).isEmpty();
  }

  @Test
  void aCommandThatIsTooLongForScriptDoesWithout() {
    assertThat(ScriptForm.takes(List.of("echo", "x".repeat(20_000)))).isTrue();
    assertThat(ScriptForm.takes(List.of("echo", "'".repeat(10_000)))).isFalse();
  }
}
