package dev.rolecall.history.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.history.TableName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AthenaQueriesTest {

  private static final TableName TABLE = TableName.parse("security.cloudtrail_logs").orElseThrow();

  private static final String VERSION_3 = "Athena engine version 3";

  private FakeAthena athena;
  private AthenaQueries queries;
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private Optional<Duration> reuse = Optional.empty();
  private Clock clock = Clock.systemUTC();

  @BeforeEach
  void start() throws IOException {
    athena = new FakeAthena();
    queries =
        new AthenaQueries(
            athena.client(),
            () -> clock.instant(),
            pause -> {
              pauses.add(pause);
              meanwhile.run();
            },
            new AthenaListener() {
              @Override
              public void progress(boolean queued, Duration since, long scanned) {
                heard.add(queued + " " + scanned);
              }

              @Override
              public void unanswered(Duration since) {
                heard.add("unanswered");
              }
            });
  }

  @AfterEach
  void stop() {
    athena.close();
  }

  private Optional<String> cancel() {
    try {
      return queries.cancel();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String started() throws IOException {
    return queries.start("SELECT 1", TABLE, queries.workgroup("primary"), Optional.empty(), reuse);
  }

  @Test
  void aQueryIsFollowedToItsEnd() throws IOException {
    athena.running = 6;
    assertThat(queries.await(started()))
        .isEqualTo(
            new FinishedQuery(
                "q-1",
                "SELECT 1",
                1_400_000_000,
                false,
                Optional.of(Instant.parse("2026-11-24T02:00:00Z")),
                Optional.of("s3://results/rolecall/q-1.csv")));
    assertThat(heard).hasSize(6).containsOnly("false 700000000");
    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(250L, 500L, 1000L, 2000L, 3000L, 3000L);
    assertThat(queries.cancel()).as("it runs no more").isEmpty();
    assertThat(athena.stopped).isEmpty();
  }

  @Test
  void aQueryThatRunsIsCancelled() throws IOException {
    athena.running = 100;
    meanwhile = () -> assertThat(cancel()).contains("q-1");
    String id = started();
    assertThatThrownBy(() -> queries.await(id))
        .isInstanceOf(IOException.class)
        .hasMessage("query q-1 ended with state CANCELLED after it scanned 1.4 GB");
    assertThat(athena.stopped).containsExactly("q-1");
  }

  @Test
  void oneThatStartsTooLateIsCancelledToo() throws IOException {
    queries.cancel();
    started();
    assertThat(athena.stopped).containsExactly("q-1");
  }

  @Test
  void anInterruptedThreadWaitsNoLongerAndLeavesTheQueryToBeCancelled() throws IOException {
    athena.running = 100;
    meanwhile = () -> Thread.currentThread().interrupt();
    String id = started();
    assertThatThrownBy(() -> queries.await(id)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(queries.cancel()).contains("q-1");
    assertThat(athena.stopped).containsExactly("q-1");
  }

  @Test
  void aFailedQuerySaysWhatAthenaSays() throws IOException {
    athena.state = "FAILED";
    athena.reason = "HIVE_BAD_DATA: Error parsing field\u001b[31m value";
    String id = started();
    assertThatThrownBy(() -> queries.await(id))
        .hasMessageStartingWith(
            "query q-1 ended with state FAILED after it scanned 1.4 GB: HIVE_BAD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Query cancelled! : Bytes scanned limit was exceeded | ask the owner of the workgroup to raise its limit.
          Insufficient permissions to execute the query. Insufficient Lake Formation permission(s) on trail | Ask a Lake Formation administrator
          Access denied when writing output to url: s3://results/q-1.csv | s3:PutObject and s3:GetBucketLocation
          Unable to verify/create output bucket results | s3:PutObject and s3:GetBucketLocation
          User: arn:aws:iam::111111111111:user/audit is not authorized to perform: glue:GetPartitions on resource: x | Athena needs glue:GetDatabase
          Permission denied on S3 path: s3://trail/AWSLogs/ | Athena needs s3:GetObject and s3:ListBucket
          Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied) | Athena needs s3:GetObject and s3:ListBucket
          User is not authorized to perform: kms:Decrypt on the resource | Athena needs kms:Decrypt
          Query exhausted resources at this scale factor | Choose a shorter period or fewer accounts
          Query timeout | Choose a shorter period or fewer accounts
          Please reduce your request rate. (Error Code: SlowDown) | run the command again.
          Access Denied: s3://corp-kms-lakeformation-logs/x (Bucket: glue:kms) | Athena needs s3:GetObject
          The security token included in the request is expired | Sign in again.
          HIVE_CURSOR_ERROR: The bucket is in this region: us-east-1. Please use this region to retry the request | in another Region than the query
          The S3 location provided to save your query results is invalid | which must be in the Region of the query
          No output location provided. An output location is required | Add --output-location
          TABLE_NOT_FOUND: line 3:6: Table 'awsdatacatalog.a.b' does not exist | Check the table's name
          HIVE_CURSOR_ERROR: Row is not a valid JSON Object | The table's definition does not fit its data
          """)
  void aFailedQuerySaysWhatHelps(String said, String helps) throws IOException {
    athena.state = "FAILED";
    athena.reason = said;
    String id = started();
    assertThatThrownBy(() -> queries.await(id)).hasMessageContainingAll(said, helps);
  }

  @Test
  void theWorkgroupSaysWhereResultsGo() throws IOException {
    athena.workgroup.put("BytesScannedCutoffPerQuery", 10_000_000L);
    athena.workgroup.put("EnforceWorkGroupConfiguration", true);
    assertThat(queries.workgroup("audit"))
        .isEqualTo(
            new Workgroup("audit", Optional.of(10_000_000L), Optional.of(true), true, false));
    athena.workgroup.removeAll();
    assertThat(queries.workgroup("audit"))
        .isEqualTo(new Workgroup("audit", Optional.empty(), Optional.of(false), false, false));
    athena.workgroup.putObject("ManagedQueryResultsConfiguration").put("Enabled", true);
    assertThat(queries.workgroup("audit").results()).contains(true);
    athena.refuse("GetWorkGroup", "AccessDeniedException", "not authorized");
    assertThat(queries.workgroup("audit").results()).isEmpty();
    athena.workgroup.remove("ManagedQueryResultsConfiguration");
    athena.refusals.clear();
    athena.workgroup.putObject("EngineVersion").put("EffectiveEngineVersion", VERSION_3);
    assertThat(queries.workgroup("audit").reuses()).as("without a place").isFalse();
    athena.workgroup.putObject("ResultConfiguration").put("OutputLocation", "s3://results/x/");
    assertThat(queries.workgroup("audit").reuses()).isTrue();
    athena
        .workgroup
        .putObject("EngineVersion")
        .put("EffectiveEngineVersion", "PySpark engine version 3");
    assertThatThrownBy(() -> queries.workgroup("audit"))
        .hasMessage("workgroup audit is for Apache Spark: use one for Athena SQL");
    athena.refuse("GetWorkGroup", "InvalidRequestException", "WorkGroup audit is not found.");
    assertThatThrownBy(() -> queries.workgroup("audit"))
        .hasMessage(
            "athena:GetWorkGroup failed: WorkGroup audit is not found. Pass the name of a workgroup"
                + " with --workgroup. 'aws athena list-work-groups' lists them.");
  }

  @Test
  void aTableThatIsNotThereIsNamed() throws IOException {
    Workgroup workgroup = queries.workgroup("primary");
    athena.refuse("GetTableMetadata", "MetadataException", "Entity Not Found (Service: AWSGlue)");
    assertThatThrownBy(() -> queries.table(TABLE, workgroup))
        .hasMessage(
            "athena:GetTableMetadata failed: Entity Not Found (Service: AWSGlue). Check the table's"
                + " name, and the account and Region that are asked (--profile, --region).");
    athena.refuse("GetTableMetadata", "AccessDeniedException", "no glue:GetTable for you");
    assertThatThrownBy(() -> queries.table(TABLE, workgroup))
        .hasMessageContaining("athena:GetTableMetadata")
        .hasMessageContaining("no glue:GetTable for you")
        .hasMessageEndingWith("docs/permissions.md#report-and-check-from-athena.");
  }

  @Test
  void aSameQueryMayBeReused() throws IOException {
    started();
    assertThat(athena.started.getLast().has("ResultReuseConfiguration")).isFalse();
    reuse = Optional.of(Duration.ofHours(1));
    started();
    assertThat(athena.started.getLast().path("ResultReuseConfiguration"))
        .hasToString(
            "{\"ResultReuseByAgeConfiguration\":{\"Enabled\":true,\"MaxAgeInMinutes\":60}}");
    athena.reused = true;
    assertThat(queries.await("q-1").reused()).isTrue();
  }

  /// A lost network, or an Athena that is too busy.
  @ParameterizedTest
  @CsvSource({
    "ThrottlingException,true",
    "InternalServerException,true",
    "ExpiredTokenException,false"
  })
  void whatPassesIsWaitedFor(String code, boolean passes) throws IOException {
    String id = started();
    athena.refuse("GetQueryExecution", code, "not now");
    meanwhile =
        () -> {
          if (pauses.size() == 3) {
            athena.refusals.clear();
          }
        };
    if (passes) {
      assertThat(queries.await(id).scanned()).isEqualTo(1_400_000_000);
      assertThat(heard).startsWith("unanswered", "unanswered", "unanswered");
    } else {
      assertThatThrownBy(() -> queries.await(id))
          .isInstanceOf(LostQuery.class)
          .hasMessage("athena:GetQueryExecution failed: not now");
    }
  }

  @Test
  void aQueryThatIsNotThereIsNotLost() {
    athena.refuse(
        "GetQueryExecution", "InvalidRequestException", "QueryExecution q-9 was not found");
    assertThatThrownBy(() -> queries.await("q-9"))
        .isNotInstanceOf(LostQuery.class)
        .hasMessageContaining("Check the ID");
  }

  @Test
  void aNetworkThatStaysLostIsNotWaitedForLonger() throws IOException {
    String id = started();
    clock = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);
    meanwhile = () -> clock = Clock.offset(clock, pauses.getLast());
    athena.close();
    assertThatThrownBy(() -> queries.await(id))
        .isInstanceOf(LostQuery.class)
        .hasMessageStartingWith("athena:GetQueryExecution did not reach AWS (ConnectException: ");
    assertThat(pauses.stream().mapToLong(Duration::toSeconds).sum()).isBetween(115L, 125L);
    assertThatThrownBy(queries::cancel).hasMessageContaining("athena:StopQueryExecution");
  }

  @Test
  void pagesAreTheCsvThatAthenaWrites() throws IOException {
    for (int i = 0; i < 25; i++) {
      athena.rows.add(List.of("AssumeRole", "{\"a\": \"" + i + "\\n,\"}\nx"));
    }
    StringBuilder expected = new StringBuilder("\"eventname\",\"record\"\n");
    for (int i = 0; i < 25; i++) {
      expected.append("\"AssumeRole\",\"{\"\"a\"\": \"\"" + i + "\\n,\"\"}\nx\"\n");
    }
    String rows =
        new String(
            queries
                .rows(new FinishedQuery("q-1", "", 0, false, Optional.empty(), Optional.empty()))
                .readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(rows).isEqualTo(expected.toString());
    assertThat(athena.calls)
        .containsExactly("GetQueryResults", "GetQueryResults", "GetQueryResults");
  }
}
