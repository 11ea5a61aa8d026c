package dev.rolecall.report.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.incident.Denials;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.SampledNames;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportedIncident;
import dev.rolecall.report.terraform.TerraformRoles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written is held against SARIF's own schema.
class SarifReportTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant TIME = Instant.parse("2026-11-03T02:14:07Z");
  private static final WritingOptions SHOWN = new WritingOptions(true, false, false, 100);
  private static final String TRUST =
      """
      {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"},
      "Action": "sts:AssumeRole", "Condition": {"StringEquals":
      {"sts:ExternalId": "acme-7Gq29xLw", "aws:PrincipalArn": %s}}}]}
      """;

  private static final JsonSchema SCHEMA = schema();

  @TempDir private Path folder;
  private String trusted = "arn:aws:iam::111122223333:role/old";
  private final Map<String, Explanation> explanations = new LinkedHashMap<>();

  private static JsonSchema schema() {
    try (InputStream in =
        SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void configuration() throws IOException {
    Path module = Files.createDirectories(folder.resolve("mod ule/ä#1"));
    Files.writeString(
        module.resolve("roles.tf"),
        """
        resource "aws_iam_role" "deploy" {
          name               = "deploy"
          assume_role_policy = file("trust.json")
        }

        resource "aws_iam_role" "each" {
          for_each = toset(var.stages)
          name     = "orders-${each.key}"
        }
        """);
    Files.writeString(
        folder.resolve("a.tf"), "resource \"aws_iam_role\" \"a\" { name = \"twice\" }\n");
    Files.writeString(
        folder.resolve("b.tf"), "resource \"aws_iam_role\" \"b\" { name = \"twice\" }\n");
    Files.writeString(folder.resolve("broken.tf"), "\nlocals {\n");
  }

  private static Denial denial(String session, String role) {
    return Denials.denial("event-" + role, TIME, "ci", session, role);
  }

  /// Denied; a change of the role's trust policy would help.
  private void mended(Denial denial, Change... changes) {
    String role = denial.target().arn().orElseThrow().name();
    Fix fix =
        new Fix(
            Actor.TARGET_ACCOUNT,
            Optional.of(new AccountId("111122223333")),
            Fix.Place.TRUST_POLICY,
            role,
            Optional.empty(),
            Optional.of(TRUST.formatted("\"" + trusted + "\"")),
            Optional.of(TRUST.formatted("[\"arn:aws:iam::111122223333:role/ci\"]")),
            List.of(),
            List.of("arn:aws:iam::111122223333:role/ci"),
            Fix.Result.ALLOWED,
            List.of());
    add(denial, List.of(fix), List.of(changes));
  }

  private void add(Denial denial, List<Fix> fixes, List<Change> changes) {
    Explanation plain = Denials.denied(denial, CauseCode.PRINCIPAL_NOT_TRUSTED);
    explanations.put(
        IncidentSubject.Refusal.of(denial).id(),
        new Explanation(
            denial,
            plain.callerPrincipal(),
            plain.diagnosis(),
            plain.checklist(),
            changes,
            fixes,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            Map.of(),
            false,
            Map.of()));
  }

  private Report report(List<String> unread) {
    return new Report(
        TIME.plusSeconds(60),
        Optional.empty(),
        Optional.empty(),
        new Report.Totals(1, 9, 7, List.of()),
        explanations.values().stream().map(SarifReportTest::incident).toList(),
        unread,
        unread.isEmpty() ? 0 : unread.size() + 3,
        Map.of(),
        incident ->
            explanations.getOrDefault(incident.id(), explanations.values().iterator().next()));
  }

  private static ReportedIncident incident(Explanation explanation) {
    return new ReportedIncident(
        IncidentSubject.Refusal.of(explanation.denial()),
        7,
        Optional.of(TIME.minusSeconds(90)),
        Optional.of(TIME),
        List.of(),
        new TreeMap<>(),
        SampledNames.NOTHING,
        SampledNames.NOTHING,
        explanation.denial());
  }

  private String text(WritingOptions writingOptions, String... unread) throws IOException {
    return text(TerraformRoles.read(folder), writingOptions, unread);
  }

  private String text(TerraformRoles roles, WritingOptions writingOptions, String... unread)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SarifReport.write(report(List.of(unread)), roles, writingOptions, Optional.of("1.2.3"), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private JsonNode run(String... unread) throws IOException {
    return run(TerraformRoles.read(folder), unread);
  }

  private JsonNode run(TerraformRoles roles, String... unread) throws IOException {
    JsonNode log = JSON.readTree(text(roles, WritingOptions.plain(), unread));
    assertThat(SCHEMA.validate(log)).isEmpty();
    assertThat(log.path("runs")).hasSize(1);
    return log.path("runs").get(0);
  }

  private static List<String> notifications(JsonNode run) {
    return run
        .path("invocations")
        .path(0)
        .path("toolExecutionNotifications")
        .findValues("message")
        .stream()
        .map(message -> message.path("text").asText())
        .toList();
  }

  @Test
  void anIncidentStandsAtTheTrustPolicyThatWouldHaveToChange() throws IOException {
    mended(denial("build", "deploy"));
    JsonNode run = run();
    assertThat(run.path("results")).hasSize(1);
    JsonNode result = run.path("results").get(0);
    assertThat(result.path("ruleId").asText()).isEqualTo("PRINCIPAL_NOT_TRUSTED");
    assertThat(result.path("ruleIndex").asInt())
        .isEqualTo(SarifTool.RULES.indexOf(CauseCode.PRINCIPAL_NOT_TRUSTED));
    assertThat(result.path("level").asText()).isEqualTo("error");
    assertThat(result.path("locations").toString())
        .isEqualTo(
            "[{\"physicalLocation\":{\"artifactLocation\":"
                + "{\"uri\":\"mod%20ule/%C3%A4%231/roles.tf\"},"
                + "\"region\":{\"startLine\":3,\"startColumn\":3}}}]");
    assertThat(result.path("partialFingerprints").path("rolecallIncident/v1").asText())
        .isEqualTo(explanations.keySet().iterator().next());
    assertThat(result.path("properties").toString())
        .isEqualTo(
            "{\"denials\":7,\"firstSeen\":\"2026-11-03T02:12:37Z\","
                + "\"lastSeen\":\"2026-11-03T02:14:07Z\",\"cause\":\"PRINCIPAL_NOT_TRUSTED\","
                + "\"confidence\":\"CERTAIN\",\"standing\":\"STILL_DENIED\","
                + "\"terraform\":\"aws_iam_role.deploy\",\"placeIsAGuess\":false}");
    assertThat(result.path("message").path("text").asText())
        .contains("could not assume", "The smallest change to its trust policy:\n\n")
        .contains("\n-           \"aws:PrincipalArn\": \"arn:aws:iam::111122223333:role/old\"\n")
        .contains("\n+             \"arn:aws:iam::111122223333:role/ci\"\n");
  }

  @Test
  void everyCauseIsARule() throws IOException {
    JsonNode driver = run().path("tool").path("driver");
    assertThat(driver.path("version").asText()).isEqualTo("1.2.3");
    assertThat(driver.path("informationUri").asText()).startsWith("https://");
    JsonNode rules = driver.path("rules");
    assertThat(rules).hasSize(CauseCode.values().length);
    JsonNode rule = rules.path(SarifTool.RULES.indexOf(CauseCode.SCP_DENY));
    assertThat(rule.path("id").asText()).isEqualTo("SCP_DENY");
    assertThat(rule.path("name").asText()).isEqualTo("ScpDeny");
    assertThat(rule.path("shortDescription").path("text").asText()).isEqualTo("blocked by SCP");
    assertThat(rules)
        .allSatisfy(
            one ->
                assertThat(one.path("help").path("markdown").asText())
                    .startsWith("# " + one.path("id").asText())
                    .contains("## How to fix it")
                    .doesNotContain("](", "## An example"));
  }

  @Test
  void aNameWithAnExpressionIsAGuessAndSaysSo() throws IOException {
    mended(denial("build", "orders-prod"));
    JsonNode result = run().path("results").path(0);
    assertThat(result.findValue("startLine").asInt()).isEqualTo(6);
    assertThat(result.path("level").asText()).isEqualTo("note");
    assertThat(result.path("properties").path("placeIsAGuess").asBoolean()).isTrue();
    assertThat(result.path("message").path("text").asText()).contains("is a guess");
  }

  @Test
  void whatWorksSinceIsANote() throws IOException {
    mended(
        denial("build", "deploy"),
        new Change(
            TIME.plusSeconds(5),
            ChangeEvent.AssumeRole,
            "arn:aws:iam::111122223333:role/ci",
            Optional.empty(),
            Map.of(ChangeEvent.Name.ROLE, "deploy"),
            Change.Kind.ASSUMED));
    assertThat(run().path("results").path(0).path("level").asText()).isEqualTo("note");
  }

  @Test
  void nothingIsLeftOutSilently() throws IOException {
    mended(denial("build", "twice"));
    mended(denial("build", "unknown-to-terraform"));
    add(denial("build", "without-a-fix"), List.of(), List.of());
    JsonNode run = run("a.json: line 3 is no JSON");
    assertThat(run.path("results")).isEmpty();
    assertThat(notifications(run))
        .containsExactly(
            "role arn:aws:iam::111122223333:role/twice may be defined in several places"
                + " (a.tf:1, b.tf:1): 1 incident not listed as results",
            "role arn:aws:iam::111122223333:role/unknown-to-terraform is not defined in the"
                + " Terraform files: 1 incident not listed as results",
            "no trust policy change is suggested: 1 incident not listed as results",
            "not read: broken.tf:2:8: `{` is never closed",
            "not read: a.json: line 3 is no JSON",
            "not read: 3 more");
    assertThat(run.path("invocations").path(0).findValues("uri").toString())
        .isEqualTo("[\"broken.tf\"]");
    assertThat(run.path("properties").path("incidents").asInt()).isEqualTo(3);
  }

  @Test
  void aFixOfAnotherAccountsRoleIsNoResult() throws IOException {
    Denial denial = denial("build", "deploy");
    Fix other =
        new Fix(
            Actor.CALLER_ACCOUNT,
            Optional.of(new AccountId("999988887777")),
            Fix.Place.TRUST_POLICY,
            "deploy",
            Optional.empty(),
            Optional.of("{}"),
            Optional.of("{}"),
            List.of(),
            List.of(),
            Fix.Result.ALLOWED,
            List.of());
    add(denial, List.of(other), List.of());
    assertThat(run().path("results")).isEmpty();
  }

  @Test
  void externalIdsAreMaskedUnlessAskedFor() throws IOException {
    mended(denial("build", "deploy"));
    assertThat(text(WritingOptions.plain())).doesNotContain("acme-7Gq29xLw").contains("ac…");
    assertThat(text(SHOWN)).contains("acme-7Gq29xLw");
  }

  @Test
  void whatStrangersWriteDoesNotAct() throws IOException {
    String hostile = "[x](https:evil.example){0}\u202e";
    trusted = hostile;
    Files.writeString(folder.resolve(hostile + ".tf"), "}");
    mended(denial(hostile, "deploy"));
    JsonNode run = run(hostile + "\u001b[2J");
    assertThat(run.path("results").toString()).contains("evil.example");
    assertThat(notifications(run)).filteredOn(text -> text.contains("evil.example")).hasSize(2);
    run.findValues("text")
        .forEach(
            text ->
                assertThat(text.asText())
                    .doesNotContain("](", "\u001b", "\u202e")
                    .doesNotContainPattern("(?<!\\{)\\{\\d+\\}"));
  }

  /// A repository with two accounts, modules, loops, override files, OpenTofu and Terragrunt.
  @Test
  void everyRoleOfARepositoryIsAtItsLineOrNamed() throws IOException {
    Map<String, String> places =
        Map.of(
            "shop-prod-deploy", "live/prod/main.tf:26",
            "worker-1", "live/prod/main.tf:49",
            "new-name", "live/prod/z_override.tf:2",
            "module-deploy", "live/prod/main.tf:96",
            "many-b", "live/prod/main.tf:101",
            "github-deploy", "live/prod/main.tf:117",
            "of-tofu", "tofu/roles.tofu:3",
            "unit-stage", "units/app/terragrunt.hcl:9");
    places.keySet().forEach(role -> mended(denial("build", role)));
    List<String> nowhere = List.of("old-name", "of-terraform", "shop-ci");
    nowhere.forEach(role -> mended(denial("build", role)));
    JsonNode run = run(TerraformRoles.read(Path.of("src/test/resources/terraform-repository")));
    Map<String, String> found = new TreeMap<>();
    for (JsonNode result : run.path("results")) {
      String text = result.path("message").path("text").asText();
      String role = places.keySet().stream().filter(text::contains).findFirst().orElseThrow();
      String uri = result.findValue("uri").asText();
      assertThat(uri).startsWith("cli/src/test/resources/terraform-repository/");
      found.put(
          role,
          uri.replace("cli/src/test/resources/terraform-repository/", "")
              + ":"
              + result.findValue("startLine").asInt());
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(places);
    assertThat(notifications(run))
        .hasSize(nowhere.size())
        .allMatch(text -> text.contains("is not defined in the Terraform files"));
  }

  @Test
  void withoutIncidentsItIsALogAllTheSame() throws IOException {
    assertThat(run().path("results")).isEmpty();
  }
}
