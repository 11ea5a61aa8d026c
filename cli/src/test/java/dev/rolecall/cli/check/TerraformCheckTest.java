package dev.rolecall.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `check --terraform`, and what `check` writes for GitHub.
class TerraformCheckTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLES = "arn:aws:iam::222222222222:role/";
  private static final String EXAMPLE = "src/test/resources/gate/example/";
  private static final String OIDC = "src/test/resources/action/oidc/infra";
  private static final String GATE = "src/test/resources/action/gate/infra";

  @TempDir private Path folder;

  private CommandLineRun check(String subject, String role, String... more) throws IOException {
    Path claims = folder.resolve("claims.json");
    Files.writeString(
        claims,
        "{\"iss\":\"https://token.actions.githubusercontent.com\",\"aud\":\"sts.amazonaws.com\","
            + "\"sub\":"
            + JSON.writeValueAsString(subject)
            + ",\"exp\":4102444800}");
    List<String> words =
        new ArrayList<>(List.of("check", "--token", claims.toString(), "--role", ROLES + role));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "repo:acme/app:ref:refs/heads/main, app-deploy, 3, In Terraform",
    "repo:acme/app:ref:refs/heads/release, app-deploy, 3, In Terraform",
    "repo:acme/app:ref:refs/heads/other, app-deploy, 6, main.tf:31",
    "repo:acme/app:ref:refs/heads/other, app-encoded, 6, main.tf:54",
    "repo:acme/app:ref:refs/heads/other, app-module, 6, main.tf:65",
    "repo:acme/app:ref:refs/heads/main, app-module, 3, main.tf",
    "repo:acme/app:ref:refs/heads/other, app-open, 6, main.tf:84",
    "repo:acme/app:ref:refs/heads/main, app-open, 3, var.organization",
    "repo:acme/app:ref:refs/heads/main, app-unknown, 3, var.trust",
    "repo:acme/app:ref:refs/heads/main, app-missing, 3, defines no role",
  })
  void evaluatesTheTrustPolicyOfTheFiles(String subject, String role, int status, String shown)
      throws IOException {
    CommandLineRun run = check(subject, role, "--terraform", OIDC);
    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(status);
    assertThat(run.out() + run.err()).contains(shown);
  }

  /// What the action's tests hold the summaries of jobs against.
  @ParameterizedTest
  @ValueSource(strings = {"app-deploy", "app-encoded", "app-module", "app-open"})
  void markdownIsTheSummaryOfAJob(String role) throws IOException {
    Path infra = Path.of(OIDC);
    try (Stream<Path> files = Files.walk(infra)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve("infra").resolve(infra.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
    Files.createDirectories(folder.resolve(".git"));
    Path claims = folder.resolve("claims.json");
    Files.writeString(
        claims,
        "{\"iss\":\"https://token.actions.githubusercontent.com\",\"aud\":\"sts.amazonaws.com\","
            + "\"sub\":\"repo:acme/app:environment:production\",\"exp\":4102444800}");
    CommandLineRun run =
        CommandLineRun.with(
            Map.of(
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "acme/app",
                "GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567"),
            "check",
            "--token",
            claims.toString(),
            "--role",
            ROLES + role,
            "--terraform",
            folder.resolve("infra").toString(),
            "--format",
            "markdown");
    assertThat(run.out() + "\n")
        .isEqualTo(Files.readString(Path.of("src/test/resources/action/expected/" + role + ".md")));
  }

  /// A name that only Terraform can evaluate may be that of another role.
  @Test
  void aRoleThatIsOnlyProbablyTheOneIsNotCertain() throws IOException {
    Path infra = Files.createDirectories(folder.resolve("infra"));
    Files.writeString(
        infra.resolve("main.tf"),
        Files.readString(Path.of(OIDC).resolve("main.tf"))
            .replace("\"app-deploy\"", "\"${var.prefix}-deploy-service\""));
    CommandLineRun run =
        check(
            "repo:acme/app:ref:refs/heads/other",
            "app-deploy-service",
            "--terraform",
            infra.toString(),
            "--format",
            "json");
    JsonNode json = JSON.readTree(run.out());
    assertThat(run.status()).isEqualTo(6);
    assertThat(json.path("diagnosis").path("cause").asText()).isEqualTo("OIDC_CLAIM_MISMATCH");
    assertThat(json.path("diagnosis").path("confidence").asText()).isEqualTo("LIKELY");
  }

  @Test
  void noChangeIsOfferedForAPolicyThatIsNotKnownWhole() throws IOException {
    JsonNode json =
        JSON.readTree(
            check(
                    "repo:acme/app:ref:refs/heads/other",
                    "app-module",
                    "--terraform",
                    OIDC,
                    "--format",
                    "json")
                .out());
    assertThat(json.path("verdict").asText()).isEqualTo("DENIED");
    assertThat(json.path("fixes")).isEmpty();
    assertThat(json.path("terraform").path("address").asText())
        .isEqualTo("module.ci.aws_iam_role.this");
    assertThat(json.path("terraform").path("line").asInt()).isEqualTo(65);
    assertThat(json.path("terraform").path("unresolved").path(0).asText())
        .isEqualTo("data.terraform_remote_state.shared.outputs.github_provider_arn");
  }

  @Test
  void aTrustPolicyThatIsGivenCountsMoreThanTheFiles() throws IOException {
    Path trust = folder.resolve("trust.json");
    Files.writeString(
        trust,
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + "arn:aws:iam::222222222222:root\"},\"Action\":\"sts:AssumeRole\"}]}");
    CommandLineRun run =
        check(
            "repo:acme/app:ref:refs/heads/main",
            "app-deploy",
            "--terraform",
            OIDC,
            "--trust-policy",
            ROLES + "app-deploy=" + trust);
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).contains("OIDC_PROVIDER_NOT_TRUSTED");
  }

  @ParameterizedTest
  @CsvSource({
    "Could not assume role with OIDC: No OpenIDConnect provider found in your account for"
        + " https://token.actions.githubusercontent.com, INVALID_IDENTITY_TOKEN",
    "An error occurred (ExpiredTokenException) when calling the AssumeRoleWithWebIdentity"
        + " operation: Token expired, EXPIRED_TOKEN",
    "Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity,"
        + " OIDC_CLAIM_MISMATCH",
    "Something else, OIDC_CLAIM_MISMATCH",
  })
  void theErrorOfTheCallIsEvidence(String error, String cause) throws IOException {
    JsonNode json =
        JSON.readTree(
            check(
                    "repo:acme/app:ref:refs/heads/other",
                    "app-deploy",
                    "--terraform",
                    OIDC,
                    "--error",
                    error,
                    "--format",
                    "json")
                .out());
    assertThat(json.path("diagnosis").path("cause").asText()).isEqualTo(cause);
  }

  private static CommandLineRun gate(Map<String, String> environment, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "check", "--pairs", EXAMPLE + "pairs.yaml", "--snapshot", EXAMPLE + "snapshot"));
    words.addAll(List.of(more));
    return CommandLineRun.with(environment, words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "plan-breaks.json, undetermined, 6",
    "plan-breaks.json, breaks, 6",
    "plan-breaks.json, never, 0",
    "plan-holds.json, undetermined, 0",
  })
  void whatEndsWithAnotherStatusCanBeChosen(String plan, String failOn, int status) {
    assertThat(gate(Map.of(), "--plan", EXAMPLE + plan, "--fail-on", failOn).status())
        .isEqualTo(status);
  }

  /// Without a plan, the files are the proposal.
  @Test
  void theFilesAreTheProposalWithoutAPlan() {
    CommandLineRun run = gate(Map.of(), "--terraform", GATE);
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).startsWith("5 pairs: 3 as expected, 2 would be denied\n");
  }

  /// Files with values that only Terraform can evaluate leave their roles open.
  @Test
  void whatTheFilesDoNotTellIsOpen() throws IOException {
    Files.writeString(
        folder.resolve("main.tf"),
        "resource \"aws_iam_role\" \"a\" {\n  name = \"app-deploy\"\n  assume_role_policy ="
            + " var.trust\n}\nvariable \"trust\" {}\n");
    CommandLineRun run = gate(Map.of(), "--terraform", folder.toString());
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).contains("2 as expected, 3 undetermined").contains("`var.trust`");
  }

  /// No caller is said to be locked out of a role that may be another one.
  @Test
  void aRoleThatIsOnlyProbablyTheOneIsOpen() throws IOException {
    Files.writeString(
        folder.resolve("main.tf"),
        Files.readString(Path.of(GATE).resolve("main.tf"))
            .replace("\"app-deploy\"", "\"app-depl${var.suffix}\""));
    CommandLineRun run = gate(Map.of(), "--terraform", folder.toString());
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("2 as expected, 3 undetermined", "so it may be another role");
  }

  @Test
  void aPolicyOfTheCallerIsMarkedWhereItIs() throws IOException {
    Path infra = Files.createDirectories(folder.resolve("infra"));
    Path module = Files.createDirectories(infra.resolve("ci"));
    Files.writeString(infra.resolve("main.tf"), "module \"ci\" {\n  source = \"./ci\"\n}\n");
    Files.writeString(
        module.resolve("main.tf"),
        "\n\nresource \"aws_iam_role_policy\" \"assume\" {\n  for_each = var.roles\n}\n");
    Path plan = folder.resolve("plan.json");
    String policy =
        "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\","
            + "\\\"Action\\\":\\\"sts:AssumeRole\\\",\\\"Resource\\\":\\\"*\\\"}]}";
    Files.writeString(
        plan,
        """
        {"format_version": "1.2", "resource_changes": [{
          "address": "module.ci.aws_iam_role_policy.assume[\\"x\\"]", "mode": "managed",
          "type": "aws_iam_role_policy", "name": "assume", "change": {"actions": ["create"],
          "before": null, "after": {"name": "assume", "role": "deployer", "policy": "%s"},
          "after_unknown": {}}}]}
        """
            .formatted(policy));
    Path sarif = folder.resolve("out.sarif");
    CommandLineRun run =
        gate(
            Map.of(),
            "--plan",
            plan.toString(),
            "--account",
            "111111111111",
            "--terraform",
            infra.toString(),
            "--format",
            "github",
            "--sarif",
            sarif.toString());
    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(6);
    assertThat(run.out()).contains("::error file=ci/main.tf,line=3,title=would be denied");
    assertThat(JSON.readTree(sarif.toFile()).at("/runs/0/results/0/ruleId").asText())
        .isEqualTo("IDENTITY_EXPLICIT_DENY");
  }

  @Test
  void pairsWithoutALineAreInANotification() throws IOException {
    Path sarif = folder.resolve("out.sarif");
    gate(Map.of(), "--plan", EXAMPLE + "plan-breaks.json", "--sarif", sarif.toString());
    JsonNode run = JSON.readTree(sarif.toFile()).at("/runs/0");
    assertThat(run.path("results")).isEmpty();
    assertThat(run.at("/invocations/0/toolExecutionNotifications")).hasSize(2);
  }

  /// GitHub shows ten annotations of a kind.
  @Test
  void ofManyAnnotationsTheLastSaysHowManyMore() throws IOException {
    StringBuilder pairs = new StringBuilder("pairs:\n");
    for (int i = 0; i < 25; i++) {
      pairs.append("  - {caller: 'arn:aws:iam::111111111111:role/r").append(i);
      pairs.append("', role: 'arn:aws:iam::222222222222:role/app-deploy'}\n");
    }
    Path file = folder.resolve("pairs.yaml");
    Files.writeString(file, pairs);
    CommandLineRun run =
        CommandLineRun.of(
            "check",
            "--pairs",
            file.toString(),
            "--snapshot",
            EXAMPLE + "snapshot",
            "--format",
            "github");
    List<String> errors = run.out().lines().filter(line -> line.startsWith("::error ")).toList();
    assertThat(errors).hasSize(10);
    assertThat(errors.getLast()).endsWith("16 more pairs: see the job summary");
  }

  @Test
  void theRunnersFilesGetSummaryAndOutputs() {
    Path summary = folder.resolve("summary");
    Path output = folder.resolve("output");
    CommandLineRun run =
        gate(
            Map.of("GITHUB_STEP_SUMMARY", summary.toString(), "GITHUB_OUTPUT", output.toString()),
            "--plan",
            EXAMPLE + "plan-breaks.json",
            "--format",
            "github");
    assertThat(run.status()).isEqualTo(6);
    assertThat(summary).content().startsWith("## ❌ 5 pairs: 3 as expected, 2 would be denied\n");
    assertThat(output).content().contains("FAILED");
    assertThat(run.out()).doesNotContain("acme-deploy-7");
  }

  @Test
  void filesThatCannotBeWrittenAreNamed() {
    CommandLineRun run =
        gate(
            Map.of("GITHUB_OUTPUT", folder.toString()),
            "--plan",
            EXAMPLE + "plan-holds.json",
            "--format",
            "github");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("cannot write").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fail-on never --caller x --role y | --fail-on needs --pairs",
        "--sarif f --caller x --role y | --sarif needs --pairs",
        "--error x --caller y --role z | --error needs --token",
        "--pairs p --error x | --error and --pairs cannot be used together",
        "--pairs p --fail-on sometimes | [breaks, undetermined, never]",
        "--caller arn:aws:iam::111111111111:role/x --role arn:aws:iam::222222222222:role/app"
            + " --terraform nowhere | `nowhere` is not a directory",
      })
  void whatDoesNotGoTogetherIsRefused(String arguments, String said) {
    CommandLineRun run = CommandLineRun.of(("check " + arguments).split(" "));
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(said);
  }

  @Test
  void aDirectoryWithoutTerraformIsNamed() throws IOException {
    CommandLineRun run = check("x", "app", "--terraform", folder.toString());
    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err()).contains(folder.toString());
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Files.writeString(folder.resolve("broken.tf"), "resource \"aws_iam_role\" {");
    Files.writeString(folder.resolve("main.tf"), "locals {}\n");
    CommandLineRun run = check("x", "app", "--terraform", folder.toString());
    assertThat(run.err()).contains("broken.tf:1");
    assertThat(run.status()).isEqualTo(3);
  }
}
