package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command line as the whole jar has it.
class CommandLineIT {

  private record Ended(int status, String out, String err) {}

  private static Ended run(Map<String, String> variables, List<String> arguments)
      throws IOException, InterruptedException {
    return run(System.getProperty("rolecall.jar", ""), variables, arguments);
  }

  private static Ended run(String jar, Map<String, String> variables, List<String> arguments)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar);
    command.command().addAll(arguments);
    command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    command.environment().putAll(variables);
    Process process = command.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, err);
  }

  @Test
  void librariesDoNotWriteIntoTheOutput() throws Exception {
    Ended ended =
        run(
            Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "us-east-1"),
            List.of(
                "explain", "--live", "../events/undetermined/callers-account-unread/event.json"));

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("rolecall: ").doesNotContain("{").doesNotContain("\tat ");
    assertThat(ended.status()).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void aScenarioIsExplainedByTheWholeJar() throws Exception {
    Ended ended =
        run(Map.of(), List.of("explain", "../events/external-id-missing/vendor-onboarding"));

    assertThat(ended.out()).contains("EXTERNAL_ID_MISSING");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isEqualTo(ExitStatus.OK);
  }

  /// What reads files needs nothing of the second jar, which has the AWS SDK.
  @ParameterizedTest
  @CsvSource({
    "0, explain ../events/external-id-missing/vendor-onboarding",
    "0, report ../events/external-id-missing/vendor-onboarding --format markdown",
    "0, --version",
    "0, explain --help",
    "0, generate-completion",
    "2, explain --no-such-option",
  })
  void filesAreReadWithoutTheSecondJar(int status, String arguments, @TempDir Path folder)
      throws Exception {
    Path alone = folder.resolve("rolecall.jar");
    Files.copy(Path.of(System.getProperty("rolecall.jar", "")), alone);

    Ended ended = run(alone.toString(), Map.of(), List.of(arguments.split(" ")));

    assertThat(ended.err()).doesNotContain("NoClassDefFound");
    assertThat(ended.status()).as(ended.err()).isEqualTo(status);
  }

  /// Nothing but messages is written, and the end of the input ends it.
  @Test
  void anAssistantIsServedByTheWholeJar() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("rolecall.jar", ""),
                "mcp")
            .start();
    try (OutputStream in = process.getOutputStream()) {
      for (String line :
          List.of(
              "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                  + "\"2025-06-18\",\"capabilities\":{\"roots\":{\"listChanged\":true},"
                  + "\"sampling\":{},\"elicitation\":{}},\"clientInfo\":{\"name\":\"test\","
                  + "\"title\":\"Test\",\"version\":\"1\"}}}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
              "not a message",
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}",
              "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"logging/setLevel\",\"params\":"
                  + "{\"level\":\"debug\"}}",
              "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":"
                  + "\"explain_denial\",\"arguments\":{\"message\":\"User:"
                  + " arn:aws:iam::111111111111:user/ci is not authorized to perform:"
                  + " sts:AssumeRole on resource: arn:aws:iam::222222222222:role/deploy\"}}}")) {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(ExitStatus.OK);
    assertThat(err).isEmpty();
    ObjectNode answers = new ObjectMapper().createObjectNode();
    for (String line : out.lines().toList()) {
      JsonNode answer = new ObjectMapper().readTree(line);
      answers.set(answer.path("id").asText(), answer);
    }
    assertThat(answers).hasSize(5);
    assertThat(answers.at("/null/error/code").asInt()).isEqualTo(-32700);
    assertThat(answers.at("/0/result/serverInfo/name").asText()).isEqualTo("rolecall");
    assertThat(answers.at("/1/result/tools")).hasSize(5);
    assertThat(answers.at("/2/result").isObject()).isTrue();
    assertThat(answers.at("/3/result/structuredContent/explanations")).hasSize(1);
  }

  /// `rolecall ... | head -1`
  @Test
  void aReaderThatEndsFirstHearsNoComplaint() throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("rolecall.jar", ""),
            "explain",
            "../events",
            "--format",
            "json");
    Process process = command.start();
    assertThat(process.getInputStream().read()).isEqualTo('{');
    process.getInputStream().close();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(ExitStatus.CLOSED_PIPE);
    assertThat(err).isEmpty();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "skipped: only Linux has a file that is full")
  void anOutputThatCannotBeWrittenIsOneLineAndNoTrace() throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("rolecall.jar", ""),
            "explain",
            "../events/external-id-missing/vendor-onboarding");
    // Writing to it fails.
    command.redirectOutput(new File("/dev/full"));
    Process process = command.start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(ExitStatus.FAILED);
    assertThat(err.lines())
        .containsExactly("rolecall: cannot write the output: No space left on device");
  }
}
