package dev.rolecall.history.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.EventSource;
import dev.rolecall.cloudtrail.EventSources;
import dev.rolecall.denial.AccountId;
import dev.rolecall.history.HistoryRequest;
import dev.rolecall.history.HistoryRequest.Purpose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogGroupReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant DAY = Instant.parse("2026-11-19T00:00:00Z");
  private static final String ROLE = "arn:aws:iam::222222222222:role/deploy";
  private static final String CALLER = "arn:aws:sts::111111111111:assumed-role/ci/s";

  private FakeLogs logs;
  private final RunningQueries running = new RunningQueries();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final AtomicLong scanned = new AtomicLong();
  private Instant clock = NOW;
  private boolean insights = true;

  @BeforeEach
  void start() throws IOException {
    logs = new FakeLogs();
  }

  @AfterEach
  void stop() {
    logs.close();
  }

  private static HistoryRequest request(Purpose purpose) {
    return new HistoryRequest(
        Optional.empty(), Optional.empty(), new TreeSet<>(), new TreeSet<>(), purpose);
  }

  private LogGroupReader reader(HistoryRequest request) throws IOException {
    LogListener listener =
        new LogListener() {
          @Override
          public void note(String sentence) {
            notes.add(sentence);
          }

          @Override
          public void scanned(long bytes) {
            scanned.addAndGet(bytes);
          }
        };
    InstantSource time = () -> clock;
    LogReading reading =
        new LogReading(
            LogFilter.of(request),
            insights,
            running,
            time,
            pause -> clock = clock.plus(pause),
            listener);
    return LogGroupReader.find(
        logs.client(), LogGroupAddress.parse("trail").orElseThrow(), false, reading);
  }

  private static String record(String id, Instant time, String source, String name, String more) {
    return """
    {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","arn":"%s","accountId":"111111111111",\
    "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111111111111:role/ci"}}},\
    "eventTime":"%s","eventSource":"%s","eventName":"%s","awsRegion":"eu-west-1","readOnly":false,\
    "eventID":"%s","recipientAccountId":"111111111111"%s}\
    """
        .formatted(CALLER, time, source, name, id, more);
  }

  private static String denial(String id, Instant time) {
    return record(
        id,
        time,
        "sts.amazonaws.com",
        "AssumeRole",
        ",\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User: "
            + CALLER
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + ROLE
            + "\"");
  }

  private static String success(String id, Instant time, String role) {
    return record(
        id,
        time,
        "sts.amazonaws.com",
        "AssumeRole",
        ",\"requestParameters\":{\"roleArn\":\"" + role + "\"}");
  }

  private void denials(int number, Instant from, Duration apart) {
    IntStream.range(0, number)
        .forEach(
            i -> {
              Instant time = from.plus(apart.multipliedBy(i));
              logs.log(time, denial("e-" + time.toEpochMilli() + "-" + i, time));
            });
  }

  /// The event IDs of denials, and what is malformed.
  private static List<String> read(LogGroupReader reader, List<TimeSlice> days) {
    List<String> told = new ArrayList<>();
    for (TimeSlice day : days) {
      EventSources.read(
          new EventSource.Supplied("logs", () -> reader.open(day)),
          reading -> {
            switch (reading) {
              case EventReading.Denied denied -> told.add(denied.denial().eventId().orElseThrow());
              case EventReading.Malformed wrong -> told.add(wrong.message());
              case EventReading.Told _, EventReading.Unrecognized _, EventReading.NotOurs _ -> {}
            }
          });
    }
    return told;
  }

  private List<TimeSlice> days(LogGroupReader reader) {
    return reader.days(Optional.of(DAY), Optional.of(DAY.plus(Duration.ofDays(1))));
  }

  @Test
  void eachDenialIsReadOnceWhereverTheSlicesEnd() throws IOException {
    logs.mostRows = 10_000;
    denials(3, DAY.minusMillis(1), Duration.ofMillis(1));
    denials(2, DAY.plus(Duration.ofDays(1)).minusMillis(1), Duration.ofMillis(1));
    LogGroupReader reader = reader(request(Purpose.REPORT));
    List<TimeSlice> days = days(reader);
    // The last hours belong to the period, since records are logged late.
    assertThat(days)
        .extracting(TimeSlice::toString)
        .containsExactly(
            "2026-11-20T00:00:00Z/2026-11-20T02:00:00Z",
            "2026-11-19T00:00:00Z/2026-11-20T00:00:00Z");
    assertThat(read(reader, days)).hasSize(4).doesNotHaveDuplicates();
    assertThat(scanned).hasValue(4 * 1_000L);
  }

  @Test
  void aDayWithMoreThanALimitOfRowsIsReadInParts() throws IOException {
    denials(12_000, DAY, Duration.ofMillis(6_500));
    LogGroupReader reader = reader(request(Purpose.REPORT));
    assertThat(read(reader, days(reader))).hasSize(12_000).doesNotHaveDuplicates();
    // The whole day, then 5 parts of it; the successes of both days, and the hours after it.
    assertThat(logs.started).hasSize(1 + 5 + 3);
  }

  @Test
  void theNextDayIsNotAskedForWholeOnceItIsKnownHowMuchThereIs() throws IOException {
    LogGroupReader reader = reader(request(Purpose.PAIRS));
    List<TimeSlice> days =
        reader.days(Optional.of(DAY.minus(Duration.ofDays(2))), Optional.of(DAY));
    IntStream.range(0, 11_000)
        .forEach(
            i -> {
              Instant time = DAY.minus(Duration.ofDays(1)).plus(Duration.ofMillis(7_000L * i));
              logs.log(time, success("s-" + i, time, ROLE));
              Instant before = time.minus(Duration.ofDays(1));
              logs.log(before, success("t-" + i, before, ROLE));
            });
    read(reader, days.subList(1, 2));
    assertThat(logs.started).hasSize(1 + 5);
    read(reader, days.subList(2, 3));
    assertThat(logs.started).hasSize(1 + 5 + 5);
  }

  @Test
  void aSecondWithTooManyRowsIsNamedAndTheRestIsRead() throws IOException {
    logs.mostRows = 10_000;
    denials(10_050, DAY.plusSeconds(7), Duration.ofNanos(90_000));
    denials(3, DAY.plusSeconds(60), Duration.ofSeconds(1));
    LogGroupReader reader = reader(request(Purpose.REPORT_WITH_PAIRS));
    List<String> read = read(reader, days(reader).subList(1, 2));
    assertThat(read).hasSize(10_003 + 1).doesNotHaveDuplicates();
    assertThat(read.getLast())
        .isEqualTo(
            "logs: cannot be read: in the second 2026-11-19T00:00:07Z more than 10,000 records"
                + " match, the most that Logs Insights returns (50 missing), after record 10003");
  }

  @Test
  void whatExplainsDenialsIsReadToo() throws IOException {
    Instant time = DAY.plusSeconds(5);
    logs.log(time, denial("d-1", time));
    logs.log(time, record("c-1", time, "iam.amazonaws.com", "UpdateAssumeRolePolicy", ""));
    logs.log(
        time,
        record(
            "c-2", time, "iam.amazonaws.com", "PutRolePolicy", ",\"errorCode\":\"AccessDenied\""));
    logs.log(
        time,
        record("c-3", time, "iam.amazonaws.com", "GetRole", "")
            .replace("\"readOnly\":false", "\"readOnly\":true"));
    logs.log(time, record("c-4", time, "organizations.amazonaws.com", "AttachPolicy", ""));
    logs.log(
        time,
        record(
            "f-1",
            time,
            "lambda.amazonaws.com",
            "CreateFunction20150331",
            ",\"errorCode\":\"InvalidParameterValueException\",\"errorMessage\":\"The role defined"
                + " for the function cannot be assumed by Lambda.\""));
    logs.log(
        time,
        record(
            "f-2",
            time,
            "s3.amazonaws.com",
            "GetObject",
            ",\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User: " + CALLER + " is not\""));
    logs.log(
        time,
        record(
            "f-3",
            time,
            "rolesanywhere.amazonaws.com",
            "CreateSession",
            ",\"errorCode\":\"AccessDeniedException\",\"errorMessage\":\"no\""));
    for (int i = 0; i < 5; i++) {
      logs.log(time.plusSeconds(i), success("s-" + i, time.plusSeconds(i), ROLE));
    }
    logs.log(time, success("t-1", time, ROLE + "2"));

    LogGroupReader reader = reader(request(Purpose.REPORT));
    assertThat(ids(reader))
        .containsExactlyInAnyOrder("d-1", "c-1", "c-4", "f-1", "f-3", "s-4", "t-1");
    assertThat(ids(reader(request(Purpose.REPORT_WITH_PAIRS))))
        .contains("d-1", "c-1", "c-4", "f-1", "f-3", "s-0", "s-1", "s-2", "s-3", "s-4", "t-1")
        .hasSize(11);
    assertThat(ids(reader(request(Purpose.PAIRS))))
        .containsExactlyInAnyOrder("s-0", "s-1", "s-2", "s-3", "s-4", "t-1");

    // FilterLogEvents returns more than that, and nothing less.
    insights = false;
    assertThat(ids(reader(request(Purpose.REPORT))))
        .contains("d-1", "c-1", "c-4", "f-1", "f-3", "s-0", "s-1", "s-2", "s-3", "s-4", "t-1")
        .doesNotContain("c-3");
    assertThat(ids(reader(request(Purpose.PAIRS))))
        .containsExactlyInAnyOrder("s-0", "s-1", "s-2", "s-3", "s-4", "t-1");
    assertThat(logs.calls).filteredOn("StartQuery"::equals).hasSize(2 + 1 + 1);
  }

  private List<String> ids(LogGroupReader reader) throws IOException {
    String text =
        new String(reader.open(days(reader).getLast()).readAllBytes(), StandardCharsets.UTF_8);
    return text.lines().map(line -> line.replaceAll(".*\"eventID\":\"([^\"]*)\".*", "$1")).toList();
  }

  @Test
  void accountsAndRegionsAreAskedFor() throws IOException {
    Instant time = DAY.plusSeconds(5);
    logs.log(time, denial("d-1", time));
    logs.log(time, denial("d-2", time).replace("eu-west-1", "us-east-1"));
    logs.log(
        time,
        denial("d-3", time)
            .replace("recipientAccountId\":\"111111111111", "recipientAccountId\":\"333333333333"));
    logs.log(
        time,
        record("c-1", time, "iam.amazonaws.com", "CreateRole", "")
            .replace("eu-west-1", "us-east-1"));
    HistoryRequest one =
        new HistoryRequest(
            Optional.empty(),
            Optional.empty(),
            new TreeSet<>(List.of(new AccountId("111111111111"))),
            new TreeSet<>(List.of("eu-west-1")),
            Purpose.REPORT);
    assertThat(ids(reader(one))).containsExactlyInAnyOrder("d-1", "c-1");
    insights = false;
    assertThat(ids(reader(one))).containsExactlyInAnyOrder("d-1", "c-1");

    HistoryRequest many =
        new HistoryRequest(
            Optional.empty(),
            Optional.empty(),
            new TreeSet<>(
                IntStream.range(0, 60)
                    .mapToObj(i -> new AccountId("2222222222" + (i + 10)))
                    .toList()),
            new TreeSet<>(),
            Purpose.REPORT);
    LogGroupReader reader = reader(many);
    assertThat(read(reader, days(reader)))
        .contains(
            "logs: cannot be read: FilterLogEvents cannot search for so many accounts and Regions;"
                + " give fewer");
    insights = true;
    assertThat(ids(reader(many))).isEmpty();
  }

  @Test
  void withoutLogsInsightsItReadsAllTheSame() throws IOException {
    denials(10, DAY.plusSeconds(5), Duration.ofSeconds(1));
    logs.refuse("StartQuery", "AccessDeniedException", "User is not authorized to perform: x");
    LogGroupReader reader = reader(request(Purpose.REPORT));
    assertThat(read(reader, days(reader))).hasSize(10).doesNotHaveDuplicates();
    assertThat(logs.calls).filteredOn("StartQuery"::equals).hasSize(1);
    assertThat(logs.calls).filteredOn("FilterLogEvents"::equals).hasSize(1 + 4);
    assertThat(notes)
        .containsExactly(
            "log group trail: reading with FilterLogEvents, which is slower, because Logs Insights"
                + " cannot be used: logs:StartQuery on trail was denied: User is not authorized to"
                + " perform: x");
    assertThat(scanned).hasValue(0);
  }

  @Test
  void whenNeitherIsAllowedBothAreNamed() throws IOException {
    logs.refuse("StartQuery", "AccessDeniedException", "no query");
    logs.refuse("FilterLogEvents", "AccessDeniedException", "no filter");
    LogGroupReader reader = reader(request(Purpose.REPORT));
    assertThat(read(reader, days(reader)))
        .hasSize(2)
        .allMatch(
            problem ->
                problem.equals(
                    "logs: cannot be read: logs:StartQuery on trail was denied: no query;"
                        + " logs:FilterLogEvents was denied: no filter. The policies to copy are in"
                        + " docs/permissions.md#report-and-check-from-a-log-group."));
    assertThat(notes).isEmpty();
  }

  @Test
  void itWaitsForTheQueriesOfOthers() throws IOException {
    denials(1, DAY.plusSeconds(5), Duration.ofSeconds(1));
    logs.refuse("StartQuery", "LimitExceededException", "concurrency", 3);
    LogGroupReader reader = reader(request(Purpose.PAIRS));
    assertThat(read(reader, days(reader).subList(1, 2))).isEmpty();
    assertThat(logs.calls).filteredOn("StartQuery"::equals).hasSize(4);
    assertThat(notes)
        .containsOnly(
            "waiting: other queries of Logs Insights use all that this account can run at the same"
                + " time");
  }

  @Test
  void itDoesNotWaitForever() throws IOException {
    logs.refuse("StartQuery", "LimitExceededException", "concurrency");
    LogGroupReader reader = reader(request(Purpose.PAIRS));
    assertThat(read(reader, days(reader).subList(1, 2)))
        .containsExactly(
            "logs: cannot be read: for 15 minutes, other queries of Logs Insights used all that"
                + " this account can run at the same time");
    assertThat(Duration.between(NOW, clock))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
  }

  @Test
  void aTimeOfWhichNothingIsKeptIsEmpty() throws IOException {
    logs.refuse(
        "StartQuery",
        "MalformedQueryException",
        "Query's end date and time is either before the log groups creation time or exceeds the log"
            + " groups log retention settings (Service: AWSLogs; Status Code: 400)");
    LogGroupReader reader = reader(request(Purpose.REPORT));
    assertThat(read(reader, days(reader))).isEmpty();
  }

  @Test
  void aQueryThatTakesTooLongIsAskedForInParts() throws IOException {
    logs.status = "Timeout";
    LogGroupReader reader = reader(request(Purpose.PAIRS));
    List<TimeSlice> day = List.of(new TimeSlice(DAY, DAY.plusSeconds(4)));
    assertThat(read(reader, day))
        .containsExactly(
            "logs: cannot be read: the second 2026-11-19T00:00:00Z is missing: Logs Insights ended"
                + " the query with status Timeout; the second 2026-11-19T00:00:01Z is missing: Logs"
                + " Insights ended the query with status Timeout; the second 2026-11-19T00:00:02Z"
                + " is missing: Logs Insights ended the query with status Timeout; the second"
                + " 2026-11-19T00:00:03Z is missing: Logs Insights ended the query with status"
                + " Timeout");
    assertThat(scanned).as("AWS charges for these, too").hasValue(5 * 1_000L);
  }

  @Test
  void aRecordThatWasCutOffIsNamed() throws IOException {
    Instant time = DAY.plusSeconds(5);
    String whole =
        denial("d-1", time)
            .replace("\"errorCode\"", "\"requestParameters\":{\"x\":\"}\\\"\"},\"errorCode\"");
    logs.log(time, whole);
    logs.log(time.plusSeconds(1), whole.substring(0, whole.length() - 30));
    LogGroupReader reader = reader(request(Purpose.REPORT));
    assertThat(read(reader, days(reader).subList(1, 2)))
        .containsExactly(
            "d-1",
            "logs: cannot be read: a record of 2026-11-19T00:00:06Z was cut off after "
                + (whole.length() - 30)
                + " characters (the trail's bucket has all of it), after record 1");
  }

  @Test
  void whatStillRunsIsStopped() throws Exception {
    logs.running = Integer.MAX_VALUE;
    LogGroupReader reader = reader(request(Purpose.PAIRS));
    Thread reading = Thread.ofVirtual().start(() -> read(reader, days(reader).subList(1, 2)));
    while (!logs.calls.contains("GetQueryResults")) {
      Thread.sleep(5);
    }
    assertThat(running.stopAll()).isEqualTo(1);
    assertThat(logs.stopped).containsExactly("query-1");
    reading.interrupt();
    reading.join();
    // One that is started later is stopped at once.
    Thread late = Thread.ofVirtual().start(() -> read(reader, days(reader).subList(1, 2)));
    while (logs.stopped.size() < 2) {
      Thread.sleep(5);
    }
    assertThat(logs.stopped).contains("query-2");
    late.interrupt();
    late.join();
  }

  @Test
  void anInterruptStopsTheQuery() throws Exception {
    logs.running = Integer.MAX_VALUE;
    LogGroupReader reader = reader(request(Purpose.PAIRS));
    Thread reading = Thread.ofVirtual().start(() -> read(reader, days(reader).subList(1, 2)));
    while (!logs.calls.contains("GetQueryResults")) {
      Thread.sleep(5);
    }
    reading.interrupt();
    reading.join();
    assertThat(logs.stopped).containsExactly("query-1");
    assertThat(running.stopAll()).isZero();
  }

  @Test
  void aLogGroupThatIsNotThereIsNamed() {
    logs.group.put("logGroupName", "trail-2");
    assertThatThrownBy(() -> reader(request(Purpose.REPORT)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("there is no such log group in this account and Region");
  }

  @Test
  void classesThatCannotBeSearchedAreNamed() throws IOException {
    logs.group.put("logGroupClass", "DELIVERY");
    assertThatThrownBy(() -> reader(request(Purpose.REPORT)))
        .hasMessage("log groups of class DELIVERY cannot be searched");
    logs.group.put("logGroupClass", "INFREQUENT_ACCESS");
    reader(request(Purpose.REPORT));
    insights = false;
    assertThatThrownBy(() -> reader(request(Purpose.REPORT)))
        .hasMessage(
            "log groups of class INFREQUENT_ACCESS can be searched only with Logs Insights");
  }

  @Test
  void nothingIsAskedForFromBeforeWhatTheLogGroupKeeps() throws IOException {
    logs.group.put("retentionInDays", 3);
    LogGroupReader reader = reader(request(Purpose.REPORT));
    assertThat(reader.days(Optional.empty(), Optional.empty()))
        .hasSize(4)
        .last()
        .hasToString("2026-11-17T12:00:00Z/2026-11-18T00:00:00Z");
    assertThat(notes).isEmpty();
    assertThat(reader.days(Optional.of(DAY.minus(Duration.ofDays(30))), Optional.empty()))
        .hasSize(4);
    assertThat(notes)
        .containsExactly("log group trail contains nothing from before 2026-11-17T12:00:00Z");
  }

  @Test
  void withoutPermissionToDescribeItReads90Days() throws IOException {
    logs.refuse("DescribeLogGroups", "AccessDeniedException", "no");
    assertThat(reader(request(Purpose.REPORT)).days(Optional.empty(), Optional.empty()))
        .hasSize(91);
  }

  @Test
  void namesAndArnsOfLogGroups() {
    assertThat(
            Stream.of(
                    "/aws/cloudtrail/a.b-c_d#1",
                    "arn:aws:logs:eu-west-1:111111111111:log-group:CloudTrail/logs",
                    "arn:aws-cn:logs:cn-north-1:111111111111:log-group:CloudTrail/logs:*",
                    "arn:aws:logs:eu-west-1:111111111111:log-group:x:log-stream:y")
                .map(text -> LogGroupAddress.parse(text).map(LogGroupAddress::identifier)))
        .containsExactly(
            Optional.of("/aws/cloudtrail/a.b-c_d#1"),
            Optional.of("arn:aws:logs:eu-west-1:111111111111:log-group:CloudTrail/logs"),
            Optional.of("arn:aws-cn:logs:cn-north-1:111111111111:log-group:CloudTrail/logs"),
            Optional.of("arn:aws:logs:eu-west-1:111111111111:log-group:x"));
    assertThat(
            Stream.of("", "a b", "arn:aws:s3:::bucket", "x:*", "a\"b", "é")
                .map(LogGroupAddress::parse))
        .containsOnly(Optional.empty());
  }
}
