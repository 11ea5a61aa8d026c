package dev.rolecall.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/smoke-test.sh`, with an `aws` in its path that writes down its calls and answers as told.
class SmokeTestScriptTest {

  private static final String ROLE = "arn:aws:iam::111122223333:role/rolecall-smoke-test";
  private static final String DENIED =
      "echo 'An error occurred (AccessDenied) when calling the AssumeRole operation' >&2; exit 254";

  @TempDir private Path folder;

  /// How a run ended.
  private record Outcome(int status, String out, List<String> calls) {}

  private Outcome run(String assume, String log, String... options) throws Exception {
    Path calls = folder.resolve("calls");
    Path aws = folder.resolve("aws");
    Files.writeString(
        aws,
        """
        #!/usr/bin/env bash
        printf '%%s\\n' "$*" >>%s
        case "$*" in
          *describe-stacks*) echo /aws/lambda/explain ;;
          *create-role*) echo %s ;;
          *sts\\ assume-role*) %s ;;
          *filter-log-events*) %s ;;
        esac
        """
            .formatted(calls, ROLE, assume, log));
    Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder script =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            "bash",
                            DocumentationPage.ROOT.resolve("docs/smoke-test.sh").toString()),
                        Stream.of(options))
                    .toList())
            .redirectErrorStream(true);
    script.environment().merge("PATH", folder + ":", (path, first) -> first + path);
    script.environment().put("ROLECALL_SMOKE_PAUSE", "0");
    Process process = script.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), out, lines(calls));
  }

  private static List<String> lines(Path calls) throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @Test
  void itIsDeniedSeesTheAlertAndCleansUp() throws Exception {
    Outcome outcome = run(DENIED, "echo '{\"cause\":\"PRINCIPAL_NOT_TRUSTED\"}'", "--profile", "p");

    assertThat(outcome.status()).as(outcome.out()).isZero();
    assertThat(outcome.out()).contains("the alert was published", "PRINCIPAL_NOT_TRUSTED");
    assertThat(outcome.calls()).hasSize(5).allMatch(call -> call.contains("--profile p"));
    assertThat(outcome.calls().get(3)).contains("$.role = \"" + ROLE + "\"");
    assertThat(outcome.calls().getLast()).contains("iam delete-role --role-name rolecall-smoke-");
  }

  @Test
  void aCallThatIsAllowedFailsAndCleansUp() throws Exception {
    Outcome outcome = run("echo ok", "true");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).contains("the call was allowed");
    assertThat(outcome.calls().getLast()).contains("iam delete-role");
  }

  @Test
  void anotherErrorIsNoDenial() throws Exception {
    Outcome outcome = run("echo 'Could not connect' >&2; exit 255", "true");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).contains("was not denied: Could not connect");
    assertThat(outcome.calls().getLast()).contains("iam delete-role");
  }

  @Test
  void aDryRunCallsNothing() throws Exception {
    Outcome outcome = run(DENIED, "true", "--dry-run");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("would delete role");
    assertThat(outcome.calls()).isEmpty();
  }

  @Test
  void anUnknownOptionIsAUsageError() throws Exception {
    assertThat(run(DENIED, "true", "--nope").status()).isEqualTo(2);
  }

  /// The log and the output are made elsewhere.
  @Test
  void itReadsWhatIsDeployed() throws IOException {
    Path log = Path.of("function/src/main/java/dev/rolecall/lambda/telemetry/FunctionLog.java");
    assertThat(Files.readString(DocumentationPage.ROOT.resolve(log)))
        .contains("entry(\"role\"", "entry(\"notice\"");
    assertThat(
            Files.readString(
                DocumentationPage.ROOT.resolve("infra/src/test/resources/facts/standard.txt")))
        .contains("  ExplainLogGroupName: ");
  }
}
