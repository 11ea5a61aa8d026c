package dev.rolecall.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that write more than a JVM of 64 MB could keep.
@Slow
class LargeOutputTest {

  @TempDir private Path folder;

  /// So many bytes of lines between two errors.
  private static List<String> command(long bytes) {
    String text =
        "echo 'Error: %s'; yes 'module.web.aws_instance.this[0]: Refreshing state... [id=i-0a1b]'"
                .formatted(Scripts.DENIED)
            + " | head -c %d; echo; echo 'Error: %s'; exit 3"
                .formatted(bytes, Scripts.DENIED.replace("role/deploy", "role/last"));
    return RunningRolecall.command(
        List.of("-Xmn16m"), "run", "--", "sh", "-c", "{ " + text + "; } >&2");
  }

  private static void bothAreExplained(String out) {
    assertThat(out)
        .contains("could not assume role `deploy` in", "could not assume role `last` in");
  }

  @Test
  void nothingIsLostInOneGigabyte() throws Exception {
    List<String> words =
        List.of("sh", "-c", "\"$@\" 2>&1 >/dev/null | grep -v '^module'; exit 0", "sh");
    List<String> all = new ArrayList<>(words);
    all.addAll(command(1L << 30));
    try (RunningRolecall running = RunningRolecall.piped(folder, all)) {
      bothAreExplained(running.endsWithoutInput().out());
    }
  }

  @Test
  void norInATerminal() throws Exception {
    Moto.require("script");
    try (RunningRolecall running =
        RunningRolecall.inTerminal(folder, Map.of("NO_COLOR", "1"), command(100L << 20))) {
      RunningRolecall.Ended ended = running.ends();
      assertThat(ended.status()).isEqualTo(3);
      bothAreExplained(ended.out());
    }
  }
}
