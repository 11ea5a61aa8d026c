package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Error messages and other things that people have in place of a record.
class ErrorMessageTest {

  private static final Path STORY =
      Path.of(System.getProperty("basedir", "."))
          .resolve("../events/external-id-missing/vendor-onboarding/snapshot");

  private static final String ROLE = "arn:aws:iam::444455556666:role/vendors/cost-reporting";

  private static final String MESSAGE =
      "User: arn:aws:sts::210987654321:assumed-role/vendor-onboarding/run is not authorized to"
          + " perform: sts:AssumeRole on resource: "
          + ROLE;

  @TempDir private Path folder;

  @Test
  void aMessageIsExplainedWithASnapshot() {
    CommandLineRun run =
        CommandLineRun.of("explain", "--message", MESSAGE, "--snapshot", STORY.toString());
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("`vendor-onboarding`", "`cost-reporting`", "external ID", "Likely");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theOutputOfAToolIsReadFromStandardInput() {
    CommandLineRun run =
        CommandLineRun.withInput(
            "\u001b[31m\u2502\u001b[0m Error: Cannot assume IAM Role\n\u2502\n\u2502 AccessDenied: "
                + MESSAGE.replace(" is not", "\n\u2502 is not")
                + "\n",
            "explain",
            "-",
            "--snapshot",
            STORY.toString(),
            "--format",
            "json");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("\"role\":{\"arn\":\"" + ROLE + "\"", "\"eventId\":null", "\"time\":null")
        .contains("assumed-role/vendor-onboarding/run");
  }

  /// The README begins with the texts that people of Terraform have.
  @Test
  void theErrorsOfTheReadmeAreExplained() throws IOException {
    Path root = STORY.resolve("../../../..");
    String readme = Files.readString(root.resolve("README.md"));
    List<String> errors =
        Stream.of(readme.split("```text\n"))
            .skip(1)
            .map(block -> block.substring(0, block.indexOf("```")))
            .filter(text -> text.contains("cannot be assumed"))
            .toList();
    assertThat(errors).hasSize(3);
    String user = "arn:aws:iam::210987654321:user/ci/svc-terraform";
    String role = "arn:aws:iam::444455556666:role/TerraformDeploy";
    Path snapshot =
        root.resolve("events/principal-not-trusted/terraform-user-of-the-pipeline/snapshot");
    for (String error : errors) {
      String text =
          error
              .replace("arn:aws:iam::111111111111:user/ci-user", user)
              .replace("arn:aws:iam::222222222222:role/terraform-deploy", role);
      List<String> options =
          new ArrayList<>(
              List.of("explain", "-", "--snapshot", snapshot.toString(), "--format", "json"));
      if (!text.contains(user)) {
        options.addAll(List.of("--caller", user));
      }
      CommandLineRun run = CommandLineRun.withInput(text, options.toArray(String[]::new));
      assertThat(run.status()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .hasLineCount(1)
          .contains("\"arn\":\"" + user + "\"", "\"role\":{\"arn\":\"" + role + "\"")
          .contains("\"cause\":\"PRINCIPAL_NOT_TRUSTED\",\"confidence\":\"CERTAIN\"");
    }
  }

  @Test
  void whatTheMessageDoesNotNameIsAskedFor() {
    String terraform = "Error: IAM Role (" + ROLE + ") cannot be assumed.\n";
    CommandLineRun alone = CommandLineRun.of("explain", "--message", terraform);
    assertThat(alone.status()).isEqualTo(3);
    assertThat(alone.err()).contains("add --caller ARN", "aws sts get-caller-identity");
    CommandLineRun given =
        CommandLineRun.of(
            "explain",
            "--message",
            terraform,
            "--caller",
            "arn:aws:iam::210987654321:role/vendor-onboarding",
            "--snapshot",
            STORY.toString());
    assertThat(given.status()).isZero();
    assertThat(given.err()).isEmpty();
    assertThat(given.out()).contains("external ID");
    String github =
        "Could not assume role with OIDC: Not authorized to perform"
            + " sts:AssumeRoleWithWebIdentity";
    assertThat(CommandLineRun.of("explain", "--message", github).err()).contains("add --role ARN");
    CommandLineRun role = CommandLineRun.of("explain", "--message", github, "--role", ROLE);
    assertThat(role.err()).isEmpty();
    assertThat(role.out())
        .contains("cost-reporting", "A caller with an OIDC token could not")
        .doesNotContain("WebIdentityUser", "get-caller-identity` must print");
  }

  @Test
  void whatIsAskedForHasToBeRight() {
    assertThat(CommandLineRun.of("explain").status()).isEqualTo(2);
    assertThat(CommandLineRun.of("explain").err()).contains("EVENTS or --message");
    assertThat(CommandLineRun.of("explain", "-", "--caller", "bea").err()).contains("`bea` is not");
    assertThat(CommandLineRun.of("explain", "-", "--role", "x").err())
        .contains("`x` is not a role ARN");
  }

  @Test
  void textWithoutAnErrorIsNamed() {
    CommandLineRun run = CommandLineRun.withInput("all is well\n", "explain", "-");
    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err())
        .contains("standard input: text without an AWS error about assuming a role");
  }

  @Test
  void whatHoldsNoRecordIsCountedAndNamed() throws IOException {
    Path file = folder.resolve("mixed.ndjson");
    String event = Files.readString(STORY.resolveSibling("event.json")).replace("\n", " ");
    Files.writeString(file, "{\"level\\u001b[31m\":1}\n" + event + "\n{\"level\":2}\n");
    CommandLineRun run =
        CommandLineRun.of("explain", file.toString(), "--snapshot", STORY.toString());
    assertThat(run.status()).isZero();
    assertThat(run.err())
        .contains("mixed.ndjson: record 1: JSON without a CloudTrail record", "2 other records")
        .doesNotContain("\u001b");
  }

  @Test
  void controlCharactersOfAMessageDoNotReachTheTerminal() {
    CommandLineRun run =
        CommandLineRun.of(
            "explain",
            "--verbose",
            "--message",
            MESSAGE.replace("/run", "/r\u0007un\u202e\u009b31m") + "\u001b]0;title\u0007");
    assertThat(run.out() + run.err()).doesNotContain("\u0007", "\u001b", "\u202e", "\u009b");
  }
}
