package dev.rolecall.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.report.Records;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  /// What a spreadsheet would run, a browser would show and a terminal would obey.
  private static final String HOSTILE = "=cmd()|<script>alert(1)</script>\\u001b[31m\\u202e";

  @TempDir private Path folder;
  private Path logs;

  /// Three files with two incidents: the one has two denials, the other has one.
  @BeforeEach
  void logs() throws IOException {
    logs = Files.createDirectory(folder.resolve("logs"));
    log("a.json.gz", Records.denial("e-1", NOON, 1, 1), Records.other("o-1"));
    log("b.json.gz", Records.other("o-2"), Records.denial("e-2", NOON.plusSeconds(90_000), 1, 1));
    log("c.json.gz", Records.denial("e-3", NOON.plusSeconds(60), 2, 1, HOSTILE));
  }

  private void log(String name, String... records) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(
          ("{\"Records\":[" + String.join(",", records) + "]}").getBytes(StandardCharsets.UTF_8));
    }
    Files.write(logs.resolve(name), bytes.toByteArray());
  }

  private CommandLineRun report(String... more) {
    List<String> args = new ArrayList<>(List.of("report", logs.toString()));
    args.addAll(Arrays.asList(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static List<JsonNode> lines(String json) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : json.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  @Test
  void jsonIsTheReportAndThenEachIncident() throws IOException {
    CommandLineRun run = report("--format", "json");
    assertThat(run.status()).isEqualTo(ExitStatus.UNDETERMINED);
    List<JsonNode> lines = lines(run.out());
    assertThat(lines).hasSize(3);
    JsonNode head = lines.getFirst();
    assertThat(head.path("schema").asText()).isEqualTo("rolecall-report/1");
    assertThat(head.path("from").asText()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(head.path("to").asText()).isEqualTo("2026-11-21T13:00:00Z");
    assertThat(head.path("sources").asInt()).isEqualTo(3);
    assertThat(head.path("records").asInt()).isEqualTo(5);
    assertThat(head.path("denials").asInt()).isEqualTo(3);
    assertThat(head.path("incidents").asInt()).isEqualTo(2);
    JsonNode incident = lines.get(1).path("incident");
    assertThat(lines.get(1).path("schema").asText()).isEqualTo("rolecall/1");
    assertThat(lines.get(1).path("denial").path("eventId").asText()).isEqualTo("e-2");
    assertThat(incident.path("denials").asInt()).isEqualTo(2);
    assertThat(incident.path("days").size()).isEqualTo(2);
    assertThat(incident.path("standing").asText()).isEqualTo("NOT_KNOWN");
    assertThat(run.err())
        .isEqualTo(
            "rolecall: 3 denials in 2 incidents, 2 undetermined; read 5 records from 3 sources\n");
  }

  @Test
  void strangersTextsActNowhere() {
    for (String format : List.of("json", "csv", "markdown")) {
      assertThat(report("--format", format).out())
          .as(format)
          .doesNotContain("\u001b", "\u202e")
          .contains("\\u001b");
    }
    assertThat(report("--format", "markdown").out().replaceAll("`[^`]*`", ""))
        .doesNotContain("<script>");
  }

  @Test
  void csvIsATableThatSpreadsheetsDoNotRun() throws IOException {
    log(
        "d.json.gz",
        Records.denial("e-4", NOON, 3, 1)
            .replace(
                "\"requestParameters\": null", "\"requestParameters\": {\"roleArn\": \"=1+1\"}")
            .replace("arn:aws:iam::222222222222:role/deploy-1", "=1+1"));
    try (CSVParser table =
        CSVParser.parse(
            report("--format", "csv").out(),
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      List<CSVRecord> rows = table.getRecords();
      assertThat(rows).hasSize(3);
      assertThat(rows.getFirst().get("caller")).isEqualTo("arn:aws:iam::111111111111:role/ci-1");
      assertThat(rows.getFirst().get("denials")).isEqualTo("2");
      assertThat(rows.getLast().get("role")).isEqualTo("'=1+1");
      for (CSVRecord row : rows) {
        assertThat(row.toList()).noneMatch(cell -> cell.matches("(?s)[=+@\t\r-].*"));
      }
    }
  }

  @Test
  void markdownHasTheFiguresATableAndTheExplanations() {
    assertThat(report("--format", "markdown").out())
        .contains(
            "# Denied AssumeRole calls",
            "3 denials in 2 incidents, from 5 records in 3 sources.",
            "| cause not determined | 3 |",
            "| `arn:aws:iam::111111111111:role/ci-1` | `arn:aws:iam::222222222222:role/deploy-1` |",
            "## Role `ci-1` in account 111111111111 could not assume role `deploy-1`");
  }

  @Test
  void corruptFilesInTheMiddleAreListedAndTheRestIsReported() throws IOException {
    byte[] whole = Files.readAllBytes(logs.resolve("b.json.gz"));
    Files.write(logs.resolve("b0.json.gz"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(logs.resolve("b1.json"), "{\"Records\":[{]}");
    CommandLineRun run = report("--format", "json");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    JsonNode head = lines(run.out()).getFirst();
    assertThat(head.path("denials").asInt()).isEqualTo(3);
    assertThat(head.path("unreadCount").asInt()).isEqualTo(2);
    assertThat(head.path("unread").get(0).asText())
        .contains("b0.json.gz", "gzip data ends too early");
    assertThat(head.path("unread").get(1).asText()).contains("b1.json: record 1 (line 1)");
    assertThat(run.err()).contains("b0.json.gz", "b1.json", "2 problems in the input");
    assertThat(report("--format", "markdown").out())
        .contains("## What could not be read", "b0.json.gz");
  }

  @Test
  void theOutputDoesNotDependOnTheNumberOfThreads() {
    assertThat(report("--format", "json", "--threads", "7").out())
        .isEqualTo(report("--format", "json", "--threads", "1").out());
  }

  @Test
  void onlyThePeriodIsReported() throws IOException {
    JsonNode from = head("--from", "2026-11-21");
    assertThat(from.path("denials").asInt()).isEqualTo(1);
    assertThat(from.path("from").asText()).isEqualTo("2026-11-21T00:00:00Z");
    assertThat(head("--to", "2026-11-20").path("denials").asInt()).isEqualTo(2);
    // The clock of the tests stands at 2026-11-24T03:00:00Z.
    assertThat(head("--since", "3d").path("denials").asInt()).isEqualTo(1);
  }

  private JsonNode head(String option, String value) throws IOException {
    return lines(report("--format", "json", option, value).out()).getFirst();
  }

  @Test
  void aPeriodWithoutDenialsGivesAnEmptyReport() throws IOException {
    CommandLineRun run = report("--format", "json", "--from", "2026-11-23");
    assertThat(run.status()).isEqualTo(ExitStatus.NO_DENIAL);
    assertThat(lines(run.out())).hasSize(1);
  }

  @Test
  void aFilesEndingTellsTheFormat() {
    Path file = folder.resolve("denials.csv");
    CommandLineRun run = report("--output", file.toString());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith("; wrote " + file + "\n");
    assertThat(file).content().startsWith("incident,caller,");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("logs", "denials.csv");
  }

  @Test
  void aSecondRunWithACheckpointReadsOnlyWhatIsNew() throws IOException {
    String kept = folder.resolve("kept").toString();
    String first = report("--format", "json", "--checkpoint", kept).out();
    CommandLineRun second = report("--format", "json", "--checkpoint", kept);
    assertThat(second.out()).isEqualTo(first);
    assertThat(second.err())
        .startsWith("rolecall: resuming from " + kept + " (3 sources already read)\n");
    Files.writeString(logs.resolve("notes.json"), "not a report checkpoint");
    assertThat(report("--checkpoint", logs.resolve("notes.json").toString(), "--format", "json"))
        .matches(run -> run.status() == ExitStatus.BAD_INPUT)
        .matches(run -> run.err().contains("not a report checkpoint"));
  }

  @Test
  void scenariosBringTheirOwnSnapshots() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("report", "../events/external-id-missing", "--format", "json");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(lines(run.out()).get(1).path("diagnosis").path("cause").asText())
        .startsWith("EXTERNAL_ID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from|yesterday|is not a time, such as",
        "--to|2026-11-99|is not a time, such as",
        "--since|3 weeks|is not a time span, such as",
        "--since|0d|is not a time span, such as",
        "--threads|0|is not a number from 1 to 256",
        "--format|pdf|",
        "--output|no/such/directory/x.html|is not a file in an existing directory",
        "--account|111111111111|works only with --live, --log-group or --athena in place of EVENTS",
        "--profile|ci|needs --live"
      })
  void wrongOptionsAreUsageErrors(String option, String value, String said) {
    CommandLineRun run = report(option, value);
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains(option, said == null ? "" : said, "rolecall report --help");
  }

  @Test
  void aPeriodIsGivenInOneWay() {
    assertThat(report("--since", "3d", "--to", "2026-11-20").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(report("--from", "2026-11-20", "--to", "2026-11-19").status())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void withoutEventsItAsksForThem() {
    CommandLineRun run = CommandLineRun.of("report");
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("no EVENTS given");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3://UPPER/x"})
  void anAddressInS3NamesABucket(String address) {
    CommandLineRun run = CommandLineRun.of("report", address);
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("is not s3://BUCKET/PREFIX");
  }

  @Test
  void aSnapshotThatCannotBeOpenedIsBadInput() {
    CommandLineRun run = report("--snapshot", folder.resolve("nowhere").toString());
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("nowhere");
  }

  @Test
  void whoWasSeenWorkingIsWrittenForTheGate() throws IOException {
    log(
        "w.json.gz",
        worked(NOON),
        worked(NOON.plusSeconds(60)),
        worked(NOON.minusSeconds(864_000)));
    Path pairs = folder.resolve("pairs.yaml");
    CommandLineRun run =
        report("--format", "json", "--from", "2026-11-20", "--pairs-output", pairs.toString());
    assertThat(run.status()).isEqualTo(ExitStatus.UNDETERMINED);
    assertThat(run.err()).endsWith("rolecall: wrote 1 pair in use to " + pairs + "\n");
    assertThat(pairs)
        .content()
        .contains(
            "arn:aws:iam::111111111111:role/ci-7",
            "arn:aws:iam::222222222222:role/deploy-7",
            "count: 2",
            "2026-11-20T12:01:00Z");
    CommandLineRun gate = CommandLineRun.of("check", "--pairs", pairs.toString());
    assertThat(gate.status()).isEqualTo(ExitStatus.UNDETERMINED);
    assertThat(gate.out()).contains("role/ci-7");
  }

  private static String worked(Instant time) {
    return Records.denial("w-" + time, time, 7, 7)
        .replaceAll("\"errorCode\": [^,]*, ", "")
        .replaceAll("\"errorMessage\": \"[^\"]*\",", "")
        .replace(
            "\"requestParameters\": null",
            "\"requestParameters\": {\"roleArn\": \"arn:aws:iam::222222222222:role/deploy-7\","
                + " \"roleSessionName\": \"s\"}");
  }

  @Test
  void pairsAreNotReadFromACheckpoint() {
    assertThat(report("--pairs-output", "p.yaml", "--checkpoint", "kept").status())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void sarifNamesTheLineOfTheTrustPolicy() throws IOException {
    Path terraform = Files.createDirectory(folder.resolve("infra"));
    Files.writeString(
        terraform.resolve("roles.tf"),
        """
        resource "aws_iam_role" "drop" {
          name               = "ROLE"
          assume_role_policy = data.aws_iam_policy_document.elsewhere.json
        }
        """
            .replace("ROLE", "reports-drop"));
    CommandLineRun run =
        CommandLineRun.of(
            "report",
            "../events/principal-not-trusted/sibling-of-nearly-the-same-name",
            "--terraform",
            terraform.toString(),
            "--format",
            "sarif");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    JsonNode result = JSON.readTree(run.out()).path("runs").path(0).path("results").path(0);
    assertThat(result.path("ruleId").asText()).isEqualTo("PRINCIPAL_NOT_TRUSTED");
    JsonNode place = result.path("locations").path(0).path("physicalLocation");
    assertThat(place.path("artifactLocation").path("uri").asText()).isEqualTo("roles.tf");
    assertThat(place.path("region").path("startLine").asInt()).isEqualTo(3);
  }

  @Test
  void terraformThatIsBrokenIsNamed() throws IOException {
    Path terraform = Files.createDirectory(folder.resolve("infra"));
    Files.writeString(terraform.resolve("broken.tf"), "resource \"aws_iam_role\" \"x\" {\n");
    CommandLineRun run = report("--terraform", terraform.toString(), "--format", "sarif");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("rolecall: broken.tf:1:29: `{` is never closed\n");
    assertThat(report("--format", "sarif").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(report("--terraform", terraform.toString()).status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void noMoreIsLookedUpThanCloudTrailRemembers() {
    for (String[] period : new String[][] {{"--since", "91d"}, {"--from", "2026-08-01"}}) {
      CommandLineRun run = CommandLineRun.of("report", "--live", period[0], period[1]);
      assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(run.err()).contains("CloudTrail's event history covers the last 90 days");
    }
  }
}
