package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The app as the CDK starts it.
class RolecallAppTest {

  @TempDir private Path directory;

  @Test
  void saysWhatIsWrongWithTheSettingsAndNothingElse() throws Exception {
    File errors = directory.resolve("stderr").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "dev.rolecall.infra.RolecallApp")
            .redirectError(errors);
    builder
        .environment()
        .put("CDK_CONTEXT_JSON", "{\"rolecall\": {\"logLevel\": \"LOUD\", \"cacheSeconds\": -1}}");

    int status = builder.start().waitFor();

    assertThat(status).isEqualTo(2);
    assertThat(errors)
        .hasContent(
            """
            The settings below `context.rolecall` in cdk.json are not right:
              `rolecall.cacheSeconds` is `-1`: it must be a whole number from 0 to 3600
              `rolecall.logLevel` is `"LOUD"`: it must be TRACE, DEBUG, INFO, WARN or ERROR
            """);
  }
}
