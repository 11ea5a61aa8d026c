package dev.rolecall.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.history.logs.FakeLogs;
import dev.rolecall.report.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogGroupCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARN = "arn:aws:logs:eu-west-1:111111111111:log-group:trail";

  private final Instant start = Instant.parse("2026-11-21T00:00:00Z");

  @TempDir private Path folder;
  private FakeLogs logs;
  private final List<String> records = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    logs = new FakeLogs();
    logs.running = 0;
  }

  @AfterEach
  void stop() {
    logs.close();
  }

  private void log(Instant time, String record) {
    logs.log(time, record);
    records.add(record);
  }

  private void denials() {
    for (int i = 0; i < 40; i++) {
      Instant time = start.plus(Duration.ofHours(i));
      log(time, Records.denial("e-" + i, time, i % 3, i % 5));
      log(time, Records.success("w-" + i, time.plusSeconds(20), i % 3, i % 5));
    }
    Instant time = start.plus(Duration.ofHours(30));
    log(time, change(time));
  }

  private static String change(Instant time) {
    return Records.withoutError(Records.denial("c-1", time, 1, 1))
        .replace("sts.amazonaws.com", "iam.amazonaws.com")
        .replace("\"AssumeRole\"", "\"UpdateAssumeRolePolicy\"")
        .replace(
            "\"requestParameters\": null",
            "\"readOnly\": false, \"requestParameters\": {\"roleName\": \"deploy-1\"}");
  }

  private Path files() throws IOException {
    Path file = folder.resolve("records.ndjson");
    Files.writeString(file, String.join("\n", records));
    return file;
  }

  private CommandLineRun run(String... args) {
    return CommandLineRun.withAws(logs.endpoint(), folder, args);
  }

  /// Without the successful calls that they list: of those, Logs Insights is asked for the last one
  /// of each day.
  private static List<JsonNode> incidents(CommandLineRun run) throws IOException {
    List<JsonNode> incidents = new ArrayList<>();
    for (String line : run.out().lines().skip(1).toList()) {
      ObjectNode incident = (ObjectNode) JSON.readTree(line);
      incident
          .withArray("changes")
          .removeIf(change -> change.path("event").asText().equals("AssumeRole"));
      incidents.add(incident);
    }
    assertThat(incidents).isNotEmpty();
    return incidents;
  }

  @Test
  void aReportIsTheSameAsOverTheSameRecordsInFiles() throws IOException {
    denials();
    CommandLineRun queried =
        run("report", "--log-group", "trail", "--since", "5d", "--format", "json");
    CommandLineRun read = run("report", files().toString(), "--since", "5d", "--format", "json");
    assertThat(queried.err()).contains("40 denials in 15 incidents");
    assertThat(queried.status()).isEqualTo(read.status()).isEqualTo(ExitStatus.UNDETERMINED);
    assertThat(incidents(queried)).isEqualTo(incidents(read));

    CommandLineRun filtered =
        run("report", "--log-group", ARN, "--no-insights", "--since", "5d", "--format", "json");
    assertThat(incidents(filtered)).isEqualTo(incidents(read));
  }

  @Test
  void whatAwsScannedIsInEveryFormat() throws IOException {
    denials();
    logs.bytes = 3L << 30;
    CommandLineRun json =
        run("report", "--log-group", "trail", "--since", "5d", "--format", "json");
    // Six days, two queries for each.
    String sentence =
        "CloudWatch Logs Insights scanned 39 GB, which costs about 0.19 USD (list price in"
            + " us-east-1).";
    assertThat(json.err()).contains("rolecall: " + sentence + "\n");
    JsonNode scanned = JSON.readTree(json.out().lines().findFirst().orElseThrow()).path("scanned");
    assertThat(scanned.toString())
        .isEqualTo(
            "[{\"service\":\"CloudWatch Logs Insights\",\"bytes\":38654705664,\"usd\":0.1933}]");
    Path terraform = Files.createDirectory(folder.resolve("infra"));
    Files.writeString(
        terraform.resolve("a.tf"), "resource \"aws_iam_role\" \"a\" { name = \"a\" }");
    assertThat(run("report", "--log-group", "trail", "--since", "5d", "--format", "markdown").out())
        .contains(sentence);
    assertThat(
            run(
                    "report",
                    "--log-group",
                    "trail",
                    "--since",
                    "5d",
                    "--output",
                    "-",
                    "--format",
                    "html")
                .out())
        .contains(sentence);
    assertThat(
            run(
                    "report",
                    "--log-group",
                    "trail",
                    "--since",
                    "5d",
                    "--format",
                    "sarif",
                    "--terraform",
                    terraform.toString())
                .out())
        .contains(sentence);
    CommandLineRun filtered =
        run("report", "--log-group", "trail", "--no-insights", "--since", "5d", "--format", "json");
    assertThat(filtered.err()).doesNotContain("scanned");
    assertThat(filtered.out()).doesNotContain("scanned");
  }

  @Test
  void thePairsOfAReportAreTheSame() throws IOException {
    denials();
    Path fromLogs = folder.resolve("logs.yaml");
    Path fromFiles = folder.resolve("files.yaml");
    run(
        "report",
        "--log-group",
        "trail",
        "--since",
        "5d",
        "--pairs-output",
        fromLogs.toString(),
        "--output",
        folder.resolve("r.html").toString());
    run(
        "report",
        files().toString(),
        "--since",
        "5d",
        "--pairs-output",
        fromFiles.toString(),
        "--output",
        folder.resolve("r.html").toString());
    assertThat(fromLogs).hasSameTextualContentAs(fromFiles);
    assertThat(fromLogs).content().contains("deploy-4", "count: ");
  }

  @Test
  void pairsAreCheckedWithoutAFile() throws IOException {
    denials();
    Path pairs = folder.resolve("pairs.yaml");
    run(
        "report",
        files().toString(),
        "--since",
        "5d",
        "--show-external-ids",
        "--pairs-output",
        pairs.toString(),
        "--output",
        folder.resolve("r.html").toString());
    Path trust = folder.resolve("trust.json");
    Files.writeString(
        trust,
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
         "Principal": {"AWS": "arn:aws:iam::111111111111:role/ci-9"}}]}
        """);
    String policy = "arn:aws:iam::222222222222:role/deploy-1=" + trust;
    CommandLineRun ofFile =
        run("check", "--pairs", pairs.toString(), "--trust-policy", policy, "--format", "json");
    CommandLineRun ofLogs =
        run(
            "check",
            "--log-group",
            "trail",
            "--since",
            "5d",
            "--trust-policy",
            policy,
            "--format",
            "json");
    assertThat(ofFile.status()).isEqualTo(ExitStatus.DENIED);
    assertThat(ofLogs.status()).isEqualTo(ExitStatus.DENIED);
    assertThat(ofLogs.out()).isEqualTo(ofFile.out());
    assertThat(ofLogs.err()).contains("found 15 pairs of caller and role in 40 successful calls");

    CommandLineRun both =
        run(
            "check",
            "--log-group",
            "trail",
            "--since",
            "5d",
            "--pairs",
            pairs.toString(),
            "--trust-policy",
            policy,
            "--format",
            "json");
    assertThat(both.out().lines()).hasSize(30);
  }

  @Test
  void nothingIsCheckedWhenPairsMayBeMissing() throws IOException {
    denials();
    logs.log(start, Records.success("cut", start, 1, 1).substring(0, 700));
    CommandLineRun run = run("check", "--log-group", "trail", "--since", "5d");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("was cut off after 700 characters")
        .endsWith(
            "rolecall: nothing was checked, because callers would be missing: 1 part of the history"
                + " cannot be read\n");
  }

  @Test
  void withoutAnySuccessfulCallNothingIsChecked() {
    CommandLineRun run = run("check", "--log-group", "trail", "--since", "5d");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.err())
        .contains("rolecall: no successful AssumeRole call found, so nothing was checked\n");
  }

  @Test
  void whatIsMissingIsInTheReport() throws IOException {
    denials();
    logs.log(start, Records.denial("cut", start, 1, 1).substring(0, 300));
    CommandLineRun run = run("report", "--log-group", "trail", "--since", "5d", "--format", "json");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("40 denials", "was cut off after 300 characters");
    assertThat(JSON.readTree(run.out().lines().findFirst().orElseThrow()).toString())
        .contains("was cut off after 300 characters");
  }

  @Test
  void aSecondReportAsksOnlyForTheLastDay() throws IOException {
    denials();
    String[] command = {
      "report",
      "--log-group",
      "trail",
      "--since",
      "5d",
      "--format",
      "json",
      "--checkpoint",
      folder.resolve("kept").toString()
    };
    List<JsonNode> first = incidents(run(command));
    int queries = logs.started.size();
    List<JsonNode> second = incidents(run(command));
    assertThat(second).isEqualTo(first);
    // Of what the period begins with, and of today.
    assertThat(logs.started).hasSizeLessThanOrEqualTo(queries + 3 * 2).hasSizeLessThan(2 * queries);
  }

  @Test
  void aLogGroupThatIsNotThereIsNamed() {
    CommandLineRun run = run("report", "--log-group", "trial", "--since", "5d", "--format", "json");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("rolecall: trial: cannot be read: there is no such log group in this account");
  }

  @Test
  void withoutInsightsTheUserIsTold() throws IOException {
    denials();
    logs.refuse("StartQuery", "AccessDeniedException", "not authorized");
    CommandLineRun run = run("report", "--log-group", "trail", "--since", "5d", "--format", "json");
    assertThat(run.err())
        .contains("40 denials")
        .containsOnlyOnce("log group trail: reading with FilterLogEvents");
  }

  @Test
  void wrongCommandLinesAreNamed() {
    assertThat(run("report", "--log-group", "a b").err())
        .startsWith("rolecall: --log-group: `a b` is not the name or ARN of a log group\n");
    assertThat(run("report", "logs/", "--no-insights").err())
        .startsWith("rolecall: --no-insights needs --log-group\n");
    assertThat(run("check", "--pairs", "p.yaml", "--since", "5d").err())
        .startsWith("rolecall: --since needs --log-group or --athena\n");
    assertThat(run("check", "--log-group", "x", "--caller", "y").err())
        .startsWith("rolecall: --caller and --log-group cannot be used together\n");
    assertThat(run("check", "--no-insights").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("report", "--log-group", "x", "--account", "12").err())
        .startsWith("rolecall: --account: `12` is not a 12-digit account ID\n");
  }
}
