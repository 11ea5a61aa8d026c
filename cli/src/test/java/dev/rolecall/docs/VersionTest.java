package dev.rolecall.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The version is the same everywhere.
class VersionTest {

  private static final Path ROOT = DocumentationPage.ROOT;
  private static final Pattern OWN =
      Pattern.compile("<artifactId>rolecall-parent</artifactId>\\s*<version>([^<]+)</version>");
  private static final Pattern RELEASE = Pattern.compile("(?m)^## (\\S+) - \\d{4}-\\d\\d-\\d\\d$");

  private static List<String> in(String file, Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static String version() throws IOException {
    return in("pom.xml", OWN).getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "aws", "function", "cli", "infra", ".ci/bench"})
  void everyModuleHasIt(String module) throws IOException {
    assertThat(in(module + "/pom.xml", OWN)).containsExactly(version());
  }

  @Test
  void soDoesThePackageOfNpm() throws IOException {
    assertThat(new ObjectMapper().readTree(ROOT.resolve("package.json").toFile()).path("version"))
        .hasToString('"' + version() + '"');
  }

  @Test
  void itIsTheFirstOfTheChangelogAndIsSupported() throws IOException {
    assertThat(in("CHANGELOG.md", RELEASE)).first().isEqualTo(version());
    assertThat(Files.readString(ROOT.resolve("SECURITY.md")))
        .contains("| " + version().replaceAll("\\.\\d+$", ".x") + " | yes |");
  }
}
