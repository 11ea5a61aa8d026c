package dev.rolecall.jar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The licenses of what others wrote, in the whole jar that the property `rolecall.jar` names.
public abstract class LicensesTests {

  private static LicensesOfJar licenses() throws IOException {
    return LicensesOfJar.of(Path.of(Objects.requireNonNull(System.getProperty("rolecall.jar"))));
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
