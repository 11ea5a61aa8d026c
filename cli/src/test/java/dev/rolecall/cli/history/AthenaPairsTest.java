package dev.rolecall.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cli.CommandLineRun;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.history.athena.FakeAthena;
import dev.rolecall.report.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AthenaPairsTest {

  @TempDir private Path folder;
  private FakeAthena athena;

  @BeforeEach
  void start() throws IOException {
    athena = new FakeAthena();
    Stream.of(
            "eventversion eventtime eventsource eventname awsregion sourceipaddress useragent"
                + " errorcode errormessage requestparameters responseelements additionaleventdata"
                + " requestid eventid eventtype recipientaccountid sharedeventid")
        .flatMap(columns -> Stream.of(columns.split(" ")))
        .forEach(column -> athena.columns.put(column, "string"));
    athena.columns.put(
        "useridentity",
        "struct<type:string,principalid:string,arn:string,accountid:string,accesskeyid:string>");
  }

  @AfterEach
  void stop() {
    athena.close();
  }

  private CommandLineRun run(String... args) {
    return CommandLineRun.withAws(athena.endpoint(), folder, args);
  }

  private Path calls() throws IOException {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Instant time = Instant.parse("2026-11-21T00:00:00Z").plus(Duration.ofHours(i));
      String record = Records.success("w-" + i, time, i % 2, i % 3);
      records.add(record);
      athena.rows.add(List.of("AssumeRole", record));
    }
    Path file = folder.resolve("records.ndjson");
    Files.writeString(file, String.join("\n", records));
    return file;
  }

  @Test
  void pairsOfATableAreThoseOfTheSameRecordsInFiles() throws IOException {
    Path pairs = folder.resolve("pairs.yaml");
    run(
        "report",
        calls().toString(),
        "--show-external-ids",
        "--pairs-output",
        pairs.toString(),
        "--output",
        folder.resolve("report.html").toString());
    CommandLineRun ofFile = run("check", "--pairs", pairs.toString(), "--format", "json");
    CommandLineRun ofTable =
        run("check", "--athena", "security.trail", "--since", "5d", "--format", "json");
    assertThat(ofTable.out().lines()).hasSize(6);
    assertThat(ofTable.out()).isEqualTo(ofFile.out());
    assertThat(ofTable.status()).isEqualTo(ofFile.status());
    assertThat(ofTable.err())
        .contains("found 6 pairs of caller and role in 30 successful calls")
        .contains("rolecall: Amazon Athena scanned 1.4 GB, which costs about 0.01 USD");
  }

  @Test
  void callsOutsideThePeriodDoNotCount() throws IOException {
    calls();
    CommandLineRun run =
        run("check", "--athena", "security.trail", "--from", "2026-11-22", "--format", "json");
    assertThat(run.err()).contains("in 6 successful calls");
  }

  @Test
  void aTableThatCannotBeReadChecksNothing() throws IOException {
    calls();
    athena.columns.removeAll();
    CommandLineRun run = run("check", "--athena", "security.trail", "--since", "5d");
    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void wrongCommandLinesAreNamed() {
    assertThat(run("check", "--workgroup", "audit").err())
        .startsWith("rolecall: --workgroup needs --athena\n");
    assertThat(run("check", "--athena", "x").err())
        .startsWith("rolecall: --athena: `x` is not DATABASE.TABLE or CATALOG.DATABASE.TABLE\n");
    assertThat(run("check", "--athena", "a.b", "--role", "y").err())
        .startsWith("rolecall: --role and --athena cannot be used together\n");
  }
}
