package dev.rolecall.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.Slow;
import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.history.athena.FakeAthena;
import dev.rolecall.report.Records;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AthenaCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Instant start = Instant.parse("2026-11-21T00:00:00Z");

  @TempDir private Path folder;
  private FakeAthena athena;
  private final List<String> records = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    athena = new FakeAthena();
    Stream.of(
            "eventversion",
            "eventtime",
            "eventsource",
            "eventname",
            "awsregion",
            "sourceipaddress",
            "useragent",
            "errorcode",
            "errormessage",
            "requestparameters",
            "responseelements",
            "additionaleventdata",
            "requestid",
            "eventid",
            "eventtype",
            "recipientaccountid",
            "sharedeventid")
        .forEach(column -> athena.columns.put(column, "string"));
    athena.columns.put(
        "useridentity",
        "struct<type:string,principalid:string,arn:string,accountid:string,accesskeyid:string>");
    for (int i = 0; i < 40; i++) {
      Instant time = start.plus(Duration.ofHours(i));
      String record = Records.denial("e-" + i, time, i % 3, i % 5);
      records.add(record);
      athena.rows.add(List.of("AssumeRole", record));
    }
  }

  @AfterEach
  void stop() {
    athena.close();
  }

  private CommandLineRun run(String... args) {
    return CommandLineRun.withAws(athena.endpoint(), folder, args);
  }

  private CommandLineRun report(String... options) {
    return run(
        Stream.concat(
                Stream.of(
                    "report", "--athena", "security.trail", "--from", "2026-11-01", "--format"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static List<String> incidents(CommandLineRun run) {
    return run.out().lines().skip(1).toList();
  }

  @Test
  void aReportIsTheSameAsOverTheSameRecordsInFiles() throws IOException {
    Path file = folder.resolve("records.ndjson");
    Files.writeString(file, String.join("\n", records));
    CommandLineRun read =
        run("report", file.toString(), "--from", "2026-11-01", "--format", "json");
    CommandLineRun queried = report("json");
    assertThat(incidents(queried)).isNotEmpty().isEqualTo(incidents(read));
    assertThat(queried.status()).isEqualTo(read.status()).isEqualTo(ExitStatus.UNDETERMINED);
    assertThat(queried.err())
        .contains("rolecall: Athena runs query q-1 in workgroup primary.", "--query-id q-1")
        .contains("40 denials in 15 incidents")
        .contains("rolecall: Amazon Athena scanned 1.4 GB, which costs about 0.01 USD");
    JsonNode head = JSON.readTree(queried.out().lines().findFirst().orElseThrow());
    assertThat(head.path("scanned"))
        .hasToString("[{\"service\":\"Amazon Athena\",\"bytes\":1400000000,\"usd\":0.007}]");

    athena.workgroup.remove("ResultConfiguration");
    athena.workgroup.putObject("ManagedQueryResultsConfiguration").put("Enabled", true);
    assertThat(incidents(report("json"))).isEqualTo(incidents(read));
    assertThat(athena.calls).contains("GetQueryResults");
  }

  @Test
  @Slow
  void aMillionRowsAreReadAsAMillionRecords() throws IOException {
    athena.rows = rows(1_000_000);
    Path file = folder.resolve("records.ndjson.gz");
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8)) {
      for (List<String> row : athena.rows.subList(1, athena.rows.size())) {
        out.write(row.getLast() + "\n");
      }
    }
    CommandLineRun read =
        run("report", file.toString(), "--from", "2026-11-01", "--format", "json");
    CommandLineRun queried = report("json");
    assertThat(queried.err()).contains("333,333 denials in 3,000 incidents", "1,000,000 records");
    assertThat(incidents(queried)).hasSize(3_000).isEqualTo(incidents(read));
  }

  /// The names of the columns, and so many records: of three, one is denied, one worked and one is
  /// another call. They contain what CSV quotes.
  private List<List<String>> rows(int records) {
    String denied =
        Records.denial("e-#", start, 1, 1).replace("ci-1", "ci-@").replace("deploy-1", "deploy-%");
    String worked = Records.withoutError(denied);
    return new AbstractList<>() {
      @Override
      public List<String> get(int index) {
        if (index == 0) {
          return List.of("eventname", "record");
        }
        String call = index % 3 == 2 ? "GetCallerIdentity" : "AssumeRole";
        String record =
            (index % 3 == 0 ? denied : worked)
                .replace("\"AssumeRole\"", '"' + call + '"')
                .replace("#", String.valueOf(index))
                .replace("@", String.valueOf(index % 1000))
                .replace("%", String.valueOf(index / 3 % 3))
                .replace("aws-cli/2", "say \\\"hi\\\", aws-cli/2");
        return List.of(call, record);
      }

      @Override
      public int size() {
        return records + 1;
      }
    };
  }

  @Test
  void theReportOfEveryFormatSaysWhatAthenaScanned() {
    assertThat(report("markdown").out())
        .contains("Amazon Athena scanned 1.4 GB, which costs about 0.01 USD");
    assertThat(report("html", "--output", "-").out())
        .contains("Amazon Athena scanned 1.4 GB, which costs about 0.01 USD");
    assertThat(report("csv").err())
        .contains("Amazon Athena scanned 1.4 GB, which costs about 0.01 USD");
  }

  @Test
  void theQueryIsForTheTableThePeriodAndTheAccounts() {
    report(
        "json",
        "--account",
        "111111111111",
        "--lookup-region",
        "eu-west-1",
        "--workgroup",
        "audit",
        "--to",
        "2026-11-22");
    JsonNode query = athena.started.getFirst();
    assertThat(query.path("WorkGroup").asText()).isEqualTo("audit");
    assertThat(query.path("QueryExecutionContext").path("Database").asText()).isEqualTo("security");
    assertThat(query.path("ResultConfiguration").isMissingNode()).isTrue();
    assertThat(query.path("QueryString").asText())
        .contains("2026-11-01", "2026-11-23", "'111111111111'", "'eu-west-1'");
  }

  @Test
  void theWorkgroupDecidesWhereResultsGo() {
    athena.workgroup.put("BytesScannedCutoffPerQuery", 10_000_000_000L);
    CommandLineRun run = report("json", "--output-location", "s3://mine/x");
    assertThat(run.err()).contains("workgroup primary, which scans at most 10 GB per query.");
    assertThat(athena.started.getLast().at("/ResultConfiguration/OutputLocation").asText())
        .isEqualTo("s3://mine/x/");

    athena.workgroup.put("EnforceWorkGroupConfiguration", true);
    assertThat(report("json", "--output-location", "s3://mine/x/").err())
        .contains("--output-location has no effect: workgroup primary enforces its own settings");
    assertThat(athena.started.getLast().path("ResultConfiguration").isMissingNode()).isTrue();

    athena.workgroup.removeAll();
    int before = athena.started.size();
    CommandLineRun nowhere = report("json");
    assertThat(nowhere.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(nowhere.err())
        .endsWith(
            "rolecall: workgroup primary has no query result location: add --output-location"
                + " s3://BUCKET/PREFIX/, or set one in the workgroup\n");
    assertThat(athena.started).hasSize(before);
  }

  @Test
  void aQueryIsResumed() {
    athena.resumed = Optional.of(label("2026-10-01T00:00:00Z", "", "", "REPORT"));
    CommandLineRun run = report("json", "--query-id", "q-1");
    assertThat(incidents(run)).hasSize(15);
    assertThat(athena.calls).contains("GetQueryExecution").doesNotContain("StartQueryExecution");

    CommandLineRun gone = report("json", "--query-id", "q-2");
    assertThat(gone.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(gone.err()).contains("s3:GetObject on s3://results/rolecall/q-2.csv");
  }

  @Test
  void aResultThatCannotBeReadIsNamedWithTheCommandThatReadsIt() {
    athena.refuse("GetQueryExecution", "ExpiredTokenException", "The token is expired");
    CommandLineRun lost = report("json", "--account", "111111111111", "--output", "my report.json");
    assertThat(lost.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(lost.err())
        .contains(
            "rolecall: to read the result of query q-1 without paying for it again: rolecall report"
                + " --athena security.trail --from 2026-11-01 --format json --account 111111111111"
                + " --output 'my report.json' --query-id q-1\n")
        .endsWith(
            "rolecall: Athena table security.trail: cannot be read: athena:GetQueryExecution"
                + " failed: The token is expired. Sign in again.\n");
    assertThat(report("json", "--query-id", "q-1").err())
        .contains("--from 2026-11-01 --format json --query-id q-1\n");
    assertThat(report("json", "--reader-role", "R", "--reader-external-id", "secret").err())
        .contains("paying for it again, add to the same command: --query-id q-1\n")
        .doesNotContain("secret");
    athena.refusals.clear();
    athena.cut = true;
    assertThat(report("json").err())
        .contains("paying for it again: rolecall report --athena security.trail")
        .contains("Athena table security.trail: ");
  }

  @Test
  void nothingIsPaidForAReportThatCannotBeMade() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CommandLineRun report = report("json", "--snapshot", empty.toString());
    assertThat(report.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(report.err()).endsWith("empty: no snapshot files in it\n");
    for (List<String> wrong :
        List.of(
            List.of("--snapshot", empty.toString()),
            List.of("--plan", folder.resolve("missing.json").toString()))) {
      List<String> check = new ArrayList<>(List.of("check", "--athena", "security.trail"));
      check.addAll(wrong);
      assertThat(run(check.toArray(String[]::new)).status()).isNotEqualTo(ExitStatus.OK);
    }
    assertThat(athena.started).isEmpty();
  }

  @Test
  void aQueryThatRanBeforeSaysUntilWhen() {
    athena.resumed = Optional.of(label("2026-10-01T00:00:00Z", "", "", "REPORT"));
    assertThat(report("json", "--query-id", "q-1").err())
        .contains(
            "rolecall: query q-1 was started at 2026-11-24T02:00:00Z: its result contains nothing"
                + " later\n");
    assertThat(report("json", "--query-id", "q-1", "--to", "2026-11-22").err())
        .doesNotContain("nothing later");
    assertThat(report("json").err()).doesNotContain("nothing later");
  }

  private boolean mayReuse(String... options) {
    report(Stream.concat(Stream.of("json"), Stream.of(options)).toArray(String[]::new));
    return athena.started.getLast().has("ResultReuseConfiguration");
  }

  @Test
  void theResultOfTheSameQueryIsReused() throws IOException {
    athena
        .workgroup
        .putObject("EngineVersion")
        .put("EffectiveEngineVersion", "Athena engine version 3");
    assertThat(mayReuse("--to", "2026-11-20")).isTrue();
    String first = athena.started.getLast().path("QueryString").asText();
    assertThat(mayReuse("--to", "2026-11-20")).isTrue();
    assertThat(athena.started.getLast().path("QueryString").asText()).isEqualTo(first);
    assertThat(mayReuse()).as("until now").isFalse();
    assertThat(mayReuse("--to", "2026-11-22")).as("a day of it may not be complete").isFalse();
    assertThat(mayReuse("--to", "2026-11-20", "--no-reuse")).isFalse();
    assertThat(mayReuse("--to", "2026-11-20", "--output-location", "s3://a/")).isFalse();

    athena.reused = true;
    athena.scanned = 0;
    CommandLineRun run = report("json", "--to", "2026-11-20");
    assertThat(run.err())
        .contains("rolecall: Athena reused the result of the same query", "add --no-reuse.")
        .contains("Amazon Athena scanned nothing: it reused the result of the same query.\n");
    assertThat(JSON.readTree(run.out().lines().findFirst().orElseThrow()).path("scanned"))
        .hasToString("[{\"service\":\"Amazon Athena\",\"bytes\":0,\"usd\":0.0,\"reused\":true}]");
  }

  /// What Athena leaves out of a result is empty there, and what it quotes is read as it was.
  @Test
  void everythingThatCsvQuotesIsRead() throws IOException {
    athena.rows.subList(1, athena.rows.size()).clear();
    assertThat(report("json").status()).isEqualTo(ExitStatus.NO_DENIAL);
    for (int i = 0; i < 3; i++) {
      athena.rows.add(
          List.of(
              "AssumeRole",
              Records.denial("e-" + i, start.plus(Duration.ofHours(i)), 0, 0)
                  .replace("aws-cli/2", "a \\\"b\\\",\\n\u2028c \ud83d\ude00 \u00e9 '' ,,")
                  .replace("\",\"", "\",\n \"")));
    }
    CommandLineRun run = report("json");
    assertThat(run.err()).contains("3 denials in 1 incident");
    JsonNode agent = JSON.readTree(incidents(run).getFirst()).at("/denial/userAgent");
    assertThat(agent.asText()).contains("a \"b\",", "\ud83d\ude00 \u00e9 '' ,");
  }

  private static String label(String from, String to, String accounts, String purpose) {
    return "-- rolecall from=%s to=%s accounts=%s regions= purpose=%s table=security.trail\nSELECT 1"
        .formatted(from, to, accounts, purpose);
  }

  @Test
  void theResultOfAnotherQuestionIsNotReported() {
    athena.resumed = Optional.of(label("2026-11-20T00:00:00Z", "", "111111111111", "REPORT"));
    CommandLineRun narrower = report("json", "--query-id", "q-1");
    assertThat(narrower.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(narrower.out()).isEmpty();
    assertThat(narrower.err())
        .contains(
            "query q-1 was started for table security.trail, 2026-11-20T00:00:00Z to the last,"
                + " accounts 111111111111, all Regions: add the same options, or run a new query");
    athena.resumed = Optional.of(label("", "", "", "PAIRS"));
    assertThat(report("json", "--query-id", "q-1").err()).contains("all Regions, pairs only: add");
    athena.resumed = Optional.of("SELECT eventname, record FROM t");
    assertThat(report("json", "--query-id", "q-1").err())
        .contains("query q-1 is not a query of Rolecall\n");
  }

  @Test
  void aTableThatDoesNotFitIsAnsweredWithOneThatDoes() {
    athena.columns.remove("eventname");
    CommandLineRun run = report("json");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "\nCREATE EXTERNAL TABLE security.cloudtrail_rolecall (\n  eventversion STRING,\n")
        .contains("\nrolecall: table security.trail does not contain CloudTrail records")
        .endsWith("The statement above creates a table that fits: replace its placeholders.\n");
    assertThat(athena.started).isEmpty();
  }

  @Test
  void whatAthenaRefusesIsSaid() {
    athena.state = "FAILED";
    athena.reason = "Bytes scanned limit was exceeded \u001b[31m";
    CommandLineRun run = report("json");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "rolecall: Athena table security.trail: cannot be read: query q-1 ended with state"
                + " FAILED after it scanned 1.4 GB: Bytes scanned limit was exceeded")
        .doesNotContain("\u001b");
  }

  @Test
  void wrongCommandLinesAreNamed() {
    assertThat(run("report", "--athena", "trail").err())
        .startsWith(
            "rolecall: --athena: `trail` is not DATABASE.TABLE or CATALOG.DATABASE.TABLE\n");
    assertThat(run("report", "logs/", "--workgroup", "x").err())
        .startsWith("rolecall: --workgroup needs --athena\n");
    assertThat(run("report", "--athena", "a.b", "--output-location", "x").err())
        .startsWith("rolecall: --output-location: `x` is not s3://BUCKET/PREFIX\n");
    assertThat(run("report", "--athena", "a.b", "--query-id", "a b").status())
        .isEqualTo(ExitStatus.USAGE);
  }
}
