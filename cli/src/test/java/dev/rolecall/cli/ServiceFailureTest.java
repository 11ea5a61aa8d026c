package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What AWS services report that could not assume a role.
class ServiceFailureTest {

  private static final Path EVENTS =
      Path.of(System.getProperty("basedir", ".")).resolve("../events");
  private static final Path LAMBDA =
      EVENTS.resolve("principal-not-trusted/lambda-role-made-for-another-service");
  private static final Path PODS =
      EVENTS.resolve("tag-session-not-allowed/pod-identity-agent-names-no-role");

  private static final String ROLE = "arn:aws:iam::777766665555:role/app/invoice-thumbnails";
  private static final String CANNOT =
      "InvalidParameterValueException: The role defined for the function cannot be assumed by"
          + " Lambda.";

  @TempDir private Path folder;

  @Test
  void aMessageWithoutARoleAsksForIt() {
    CommandLineRun alone = CommandLineRun.of("explain", "--message", CANNOT);
    assertThat(alone.status()).isEqualTo(3);
    assertThat(alone.err()).contains("add --role ARN");

    CommandLineRun given = explain(CANNOT, "--role", ROLE);
    assertThat(given.status()).isZero();
    assertThat(given.out()).contains("Certain: no statement in the trust policy names");
  }

  /// Where the trust policy allows the service, it is not what is wrong.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ECS was unable to assume the role '" + ROLE + "' that was provided for this task.",
        "BadRequestException: CloudWatch Logs role ARN must be set in account settings to enable"
            + " logging",
      })
  void otherCausesAreNotTakenForTheTrustPolicy(String message) {
    CommandLineRun run = explain(message, "--role", ROLE, "--format", "json");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).contains("\"cause\":\"UNDETERMINED\"").doesNotContain("CERTAIN");
  }

  @Test
  void whatElseTheServiceMeansIsSaid() {
    CommandLineRun run =
        explain(
            "ECS was unable to assume the role '" + ROLE + "' that was provided for this task.");

    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("the trust policy allows the service now", "lacks `iam:PassRole` on the role");
  }

  @Test
  void aRecordWithoutTheRoleTakesTheGivenOne() {
    CommandLineRun run =
        CommandLineRun.of(
            "explain",
            PODS.resolve("event.json").toString(),
            "--snapshot",
            PODS.resolve("snapshot").toString(),
            "--role",
            "arn:aws:iam::666655554444:role/eks/lobby-pod");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Certain", "sts:TagSession", "update-assume-role-policy");
  }

  @Test
  void bothPrincipalsOfAFunctionAtTheEdgeAreNeeded() {
    String message =
        "The function execution role must be assumable with edgelambda.amazonaws.com as well as"
            + " lambda.amazonaws.com principals. Update the IAM role and try again. Role: ";
    CommandLineRun run =
        CommandLineRun.of(
            "explain",
            "--message",
            message + "arn:aws:iam::777766665555:role/resize",
            "--snapshot",
            EVENTS.resolve("propagation/function-of-a-new-role/snapshot").toString());

    assertThat(run.out()).contains("Service `edgelambda.amazonaws.com`", "Certain");
  }

  @Test
  void aSessionOfARootUserNeedsNoTrustPolicy() {
    CommandLineRun run =
        CommandLineRun.of(
            "explain",
            "--message",
            "User: arn:aws:iam::777766665555:user/sec is not authorized to perform: sts:AssumeRoot"
                + " on resource: arn:aws:iam::888877776666:root");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).contains("root user", "centralized root access", "sts:AssumeRoot");
  }

  @Test
  void aReportCountsThem() throws IOException {
    Path records = folder.resolve("log.ndjson");
    Files.writeString(
        records,
        String.join(
            "\n",
            Files.readString(LAMBDA.resolve("event.json")).replace("\n", " "),
            Files.readString(PODS.resolve("event.json")).replace("\n", " ")));
    Path page = folder.resolve("report.html");
    CommandLineRun run =
        CommandLineRun.of(
            "report",
            records.toString(),
            "--snapshot",
            LAMBDA.resolve("snapshot").toString(),
            "--output",
            page.toString());

    assertThat(run.err()).contains("2 denials in 2 incidents");
    assertThat(Files.readString(page)).contains("lambda.amazonaws.com");
  }

  private static CommandLineRun explain(String message, String... more) {
    String[] arguments = new String[5 + more.length];
    arguments[0] = "explain";
    arguments[1] = "--message";
    arguments[2] = message;
    arguments[3] = "--snapshot";
    arguments[4] = LAMBDA.resolve("snapshot").toString();
    System.arraycopy(more, 0, arguments, 5, more.length);
    return CommandLineRun.of(arguments);
  }
}
