package dev.rolecall.jar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The licenses of what others wrote, in the two jars of the command line.
class LicensesIT {

  private static LicensesOfJar licenses() throws IOException {
    Path jar = Path.of(Objects.requireNonNull(System.getProperty("rolecall.jar")));
    return LicensesOfJar.of(jar, jar.resolveSibling("rolecall-live.jar"));
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
