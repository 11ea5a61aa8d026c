package dev.rolecall.jar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The licenses of what others wrote, in the whole jar that the property `rolecall.jar` names, and
/// in those beside it that belong to it.
public abstract class LicensesTests {

  private final List<String> others;

  /// @param others names of the jars that belong to it
  protected LicensesTests(String... others) {
    this.others = List.of(others);
  }

  private LicensesOfJar licenses() throws IOException {
    Path jar = Path.of(Objects.requireNonNull(System.getProperty("rolecall.jar")));
    return LicensesOfJar.of(
        Stream.concat(Stream.of(jar), others.stream().map(jar::resolveSibling))
            .toArray(Path[]::new));
  }

  @Test
  void everythingInsideIsNamed() throws IOException {
    licenses().nameEverythingInside();
  }

  @Test
  void allBringTheirTexts() throws IOException {
    licenses().bringTheirTexts();
  }
}
