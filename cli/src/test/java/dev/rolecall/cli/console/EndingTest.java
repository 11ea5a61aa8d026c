package dev.rolecall.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingTest {

  /// The status of a process whose `main` is this.
  private static int status(Path folder, String main) throws IOException, InterruptedException {
    Path source = folder.resolve("Ends.java");
    Files.writeString(
        source,
        """
        import dev.rolecall.cli.console.Ending;
        class Ends {
          static void write() {
            try {
              java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
            } catch (java.io.IOException e) {
              throw new RuntimeException(e);
            }
          }
          public static void main(String[] args) {
            %s
          }
        }
        """
            .formatted(folder.resolve("written"), main));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Ending.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
            source.toString())
        .start()
        .waitFor();
  }

  @Test
  void whatMustHappenBeforeTheEndHappens(@TempDir Path folder) throws Exception {
    assertThat(status(folder, "Ending.with(\"last\", Ends::write); Ending.end(7);")).isEqualTo(7);
    assertThat(folder.resolve("written")).exists();
  }

  @Test
  void whatIsNotNeededAnyMoreDoesNotHappen(@TempDir Path folder) throws Exception {
    assertThat(status(folder, "Ending.with(\"last\", Ends::write).forget(); Ending.end(7);"))
        .isEqualTo(7);
    assertThat(folder.resolve("written")).doesNotExist();
  }

  /// Others would not run when the command ends by itself.
  @Test
  void thereAreNoOtherHooks() throws IOException {
    for (String module : List.of("core", "aws", "cli")) {
      try (Stream<Path> tree = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : tree.filter(each -> each.toString().endsWith(".java")).toList()) {
          if (!file.endsWith("Ending.java")) {
            assertThat(Files.readString(file))
                .as(file.toString())
                .doesNotContain("addShutdownHook");
          }
        }
      }
    }
  }
}
