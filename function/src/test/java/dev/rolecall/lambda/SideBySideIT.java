package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.rolecall.installation.Variable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions that start at the same time leave each other alone: 6 of them, or as many as the
/// environment's `ROLECALL_STARTS` says.
class SideBySideIT {

  private static final int STARTS =
      Integer.parseInt(System.getenv().getOrDefault("ROLECALL_STARTS", "6"));

  @TempDir Path folder;

  /// A function that does nothing: what is tried is its start.
  public static final class Echo implements RequestHandler<String, String> {

    @Override
    public String handleRequest(String event, Context context) {
      return event;
    }
  }

  private LambdaProcess start() throws IOException, URISyntaxException {
    Path tests = Path.of(Echo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return LambdaProcess.start(
        LambdaProcess.java(
            Echo.class, List.of(Variable.JVM_OPTIONS.split(" ")), List.of(tests), folder),
        LambdaProcess.Start.ON_DEMAND,
        Map.of(),
        folder);
  }

  @Test
  void allStartAndNoneLoadsWhatAnotherStartOverwrites() throws Exception {
    List<LambdaProcess> functions = new ArrayList<>();
    try {
      for (int i = 0; i < STARTS; i++) {
        functions.add(start());
      }
      for (LambdaProcess function : functions) {
        assertThat(function.invoke("\"hello\""))
            .isInstanceOfSatisfying(
                RuntimeApi.Outcome.Succeeded.class,
                succeeded -> assertThat(succeeded.response()).isEqualTo("\"hello\""));
        assertThat(function.loaded())
            .filteredOn(file -> file.contains("aws-lambda-jni"))
            .containsExactly(RuntimeInterfaceClient.library(folder).toString());
      }
    } finally {
      functions.forEach(LambdaProcess::close);
    }
  }
}
