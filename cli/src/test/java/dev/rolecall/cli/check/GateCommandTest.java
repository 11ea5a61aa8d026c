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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `check --pairs`, on the example.
class GateCommandTest {

  private static final Path EXAMPLE = Path.of("src/test/resources/gate/example");
  private static final String APP = "arn:aws:iam::222222222222:role/app-deploy";

  @TempDir private Path directory;

  private static CommandLineRun gate(String... more) {
    List<String> words = new ArrayList<>(List.of("check", "--pairs", file("pairs.yaml")));
    words.addAll(List.of("--snapshot", file("snapshot")));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private static String file(String name) {
    return EXAMPLE.resolve(name).toString();
  }

  @Test
  void whatWorksNowPasses() {
    CommandLineRun run = gate();
    assertThat(run.out()).isEqualTo("5 pairs: 5 as expected\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void aPlanThatLocksNobodyOutPasses() {
    CommandLineRun run = gate("--plan", file("plan-holds.json"));
    assertThat(run.out()).isEqualTo("5 pairs: 5 as expected\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void aPlanThatLocksCallersOutFailsAndSaysWhomAndWhy() {
    CommandLineRun run = gate("--plan", file("plan-breaks.json"));
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out())
        .startsWith("5 pairs: 3 as expected, 2 would be denied\n")
        .contains("would be denied: arn:aws:iam::111111111111:role/ci/deployer -> " + APP)
        .contains("succeeded 412 times, most recently 2026-11-26T10:00:00Z")
        .contains("the path is missing")
        .contains("`repo:acme/app:ref:refs/heads/release`")
        .doesNotContain("vendor");
  }

  @Test
  void aTrustPolicyThatIsProposedIsJudgedTheSame() {
    CommandLineRun run = gate("--trust-policy", APP + "=" + file("trust-breaks.json"));
    assertThat(run.status()).isEqualTo(6);
    assertThat(run.out()).startsWith("5 pairs: 3 as expected, 2 would be denied\n");
  }

  @Test
  void jsonHasALineForEachPair() throws IOException {
    CommandLineRun run = gate("--plan", file("plan-breaks.json"), "--format", "json");
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(5);
    JsonNode first = new ObjectMapper().readTree(lines.getFirst());
    assertThat(first.path("schema").asText()).isEqualTo("rolecall/1");
    assertThat(first.path("outcome").asText()).isEqualTo("BREAKS");
    assertThat(first.path("now").asText()).isEqualTo("ALLOWED");
    assertThat(first.path("verdict").asText()).isEqualTo("DENIED");
    assertThat(first.path("pair").path("seen").path("count").asLong()).isEqualTo(412);
    assertThat(first.path("pair").path("context").path("sts:ExternalId").path("masked").asText())
        .isEqualTo("ac…(13 characters)");
    assertThat(run.err()).isEqualTo("rolecall: 5 pairs: 3 as expected, 2 would be denied\n");
  }

  @Test
  void junitIsWrittenBesides() throws IOException {
    Path junit = directory.resolve("rolecall.xml");
    CommandLineRun run = gate("--plan", file("plan-breaks.json"), "--junit", junit.toString());
    assertThat(run.status()).isEqualTo(6);
    assertThat(Files.readString(junit))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .contains("tests=\"5\" failures=\"2\" errors=\"0\"");
    assertThat(gate("--junit", directory.toString()).status()).isEqualTo(1);
  }

  @Test
  void whatThePlanDoesBesidesIsNamedAndDecidesNothing() throws IOException {
    Path plan = directory.resolve("plan.json");
    Files.writeString(
        plan,
        """
        {"format_version": "1.2", "resource_changes": [{"address": "aws_organizations_policy.guard", "mode": "managed",
          "type": "aws_organizations_policy", "change": {"actions": ["update"], "before": {}, "after": {}, "after_unknown": {}}}]}
        """);
    CommandLineRun run = gate("--plan", plan.toString());
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out())
        .startsWith("5 pairs: 5 undetermined\n")
        .contains("the effect of aws_organizations_policy.guard on the call");
    assertThat(run.err()).contains("aws_organizations_policy.guard: not checked: resource type");
  }

  @Test
  void badInputIsNamed() throws IOException {
    Path pairs = directory.resolve("bad.yaml");
    Files.writeString(pairs, "pairs:\n  - caller: x\n");
    Path trust = directory.resolve("trust.json");
    Files.writeString(trust, "{}");
    assertThat(CommandLineRun.of("check", "--pairs", pairs.toString()))
        .isEqualTo(
            new CommandLineRun(
                5, "", "rolecall: " + pairs + ": line 2: pairs[0]: `role` is missing\n"));
    assertThat(CommandLineRun.of("check", "--pairs", "missing.yaml").err())
        .isEqualTo("rolecall: missing.yaml: no such file\n");
    assertThat(gate("--trust-policy", APP + "=" + trust))
        .isEqualTo(
            new CommandLineRun(5, "", "rolecall: " + trust + ": the policy has no Statement\n"));
    assertThat(gate("--plan", file("pairs.yaml")).status()).isEqualTo(5);
    assertThat(gate("--plan", "missing.json").err())
        .isEqualTo("rolecall: missing.json: no such file\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          check                                                   | give --caller, --token or --pairs
          check --caller lambda.amazonaws.com                     | --role is missing (or use --pairs)
          check --pairs p --role r                                | --role and --pairs cannot be used together
          check --pairs p --context a=b                           | --context and --pairs cannot be used together
          check --caller c --role r --account 111122223333        | --account needs --plan
          check --caller c --token t --role r                     | --caller and --token cannot be used together
          check --pairs p --token t                               | --token and --pairs cannot be used together
          check --caller c --role r --junit j                     | --junit needs --pairs
          """)
  void optionsThatDoNotGoTogetherAreAUsageError(String words, String problem) {
    CommandLineRun run = CommandLineRun.of(words.strip().split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("rolecall: " + problem + "\n");
  }

  @Test
  void rolesAndAccountsAreChecked() {
    assertThat(gate("--trust-policy", "deploy=x.json").status()).isEqualTo(2);
    assertThat(gate("--trust-policy", APP).status()).isEqualTo(2);
    assertThat(gate("--plan", file("plan-holds.json"), "--account", "12").status()).isEqualTo(2);
  }
}
