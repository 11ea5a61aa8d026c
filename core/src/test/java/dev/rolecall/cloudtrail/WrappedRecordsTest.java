package dev.rolecall.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.Slow;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Records wherever people's systems put them.
class WrappedRecordsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String ONE =
      Sample.bySession().put("eventID", "e1").put("userAgent", "agent-ü?").text();
  private static final String OTHER = Sample.byUser().put("eventName", "GetCallerIdentity").text();

  /// A value as JSON.
  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String eventBridge(String record) {
    return "{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":"
        + record
        + "}";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Each holds the denial e1, and may hold other records.
  static Stream<Arguments> wrappers() {
    String text = json(ONE);
    String subscription =
        "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"g\",\"logEvents\":[{\"id\":\"1\",\"message\":"
            + text
            + "},{\"id\":\"2\",\"message\":"
            + json(OTHER)
            + "}]}";
    String sns = json(Map.of("Type", "Notification", "Message", eventBridge(ONE)));
    Map<String, String> wrappers =
        Map.ofEntries(
            Map.entry(
                "CloudWatch Logs events",
                "{\"events\":[{\"timestamp\":1,\"message\":" + text + "}]}"),
            Map.entry("CloudWatch Logs subscription", subscription),
            Map.entry(
                "Lambda's event of a subscription",
                "{\"awslogs\":{\"data\":\"" + base64(gzip(utf8(subscription))) + "\"}}"),
            Map.entry(
                "Kinesis",
                "{\"Records\":[{\"kinesis\":{\"data\":\""
                    + base64(utf8(ONE))
                    + "\"},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\"s:1\","
                    + "\"eventName\":\"aws:kinesis:record\",\"awsRegion\":\"eu-west-1\"}]}"),
            Map.entry(
                "Kinesis, version first",
                "{\"Records\":[{\"eventVersion\":\"1.0\",\"eventName\":\"aws:kinesis:record\",\"kinesis\":{\"data\":\""
                    + base64(utf8(ONE))
                    + "\"},\"eventSource\":\"aws:kinesis\"}]}"),
            Map.entry(
                "SQS, SNS and EventBridge",
                "{\"Records\":[{\"messageId\":\"m\",\"body\":"
                    + json(sns)
                    + ",\"eventSource\":\"aws:sqs\",\"awsRegion\":\"eu-west-1\"}]}"),
            Map.entry(
                "sqs receive-message",
                "{\"Messages\":[{\"Body\":" + json(eventBridge(ONE)) + "}]}"),
            Map.entry(
                "a failure record of Lambda",
                "{\"requestContext\":{\"condition\":\"RetriesExhausted\"},\"requestPayload\":"
                    + eventBridge(ONE)
                    + ",\"responsePayload\":{\"errorMessage\":\"x\"}}"),
            Map.entry(
                "Splunk, raw",
                "{\"preview\":false,\"result\":{\"_raw\":"
                    + text
                    + ",\"eventName\":\"AssumeRole\",\"errorCode\":\"AccessDenied\"}}"),
            Map.entry(
                "Splunk, raw last",
                "{\"result\":{\"errorCode\":\"AccessDenied\",\"eventName\":\"AssumeRole\",\"eventSource\":\"sts.amazonaws.com\",\"_raw\":"
                    + text
                    + "}}"),
            Map.entry(
                "Elastic search",
                "{\"hits\":{\"total\":{\"value\":1},\"hits\":[{\"_source\":{\"event\":{\"action\":\"AssumeRole\",\"original\":"
                    + text
                    + "},\"message\":"
                    + text
                    + "}}]}}"),
            Map.entry(
                "Datadog",
                "{\"data\":[{\"id\":\"1\",\"attributes\":{\"attributes\":"
                    + ONE
                    + ",\"message\":"
                    + text
                    + "}}]}"),
            Map.entry(
                "Wazuh",
                "{\"rule\":{\"level\":3},\"data\":{\"integration\":\"aws\",\"aws\":"
                    + ONE
                    + "},\"full_log\":"
                    + text
                    + "}"),
            Map.entry("texts in a list", "[" + text + "," + json(OTHER) + "]"),
            Map.entry("a text", text),
            Map.entry("a text in a text", json(json(Map.of("log", ONE)))),
            Map.entry(
                "a syslog line in JSON",
                "{\"message\":" + json("<134>Mar 1 10:00:00 host ct: " + ONE) + "}"),
            Map.entry("deep inside", "{\"a\":".repeat(200) + ONE + "}".repeat(200)),
            Map.entry(
                "lines with a prefix",
                "2026-03-01T10:00:00Z stream "
                    + OTHER
                    + "\n2026-03-01T10:00:01Z stream "
                    + ONE
                    + "\n"),
            Map.entry(
                "a line with a bracket", "[2026-03-01 10:00:00] app.INFO: event " + ONE + " []\n"),
            Map.entry(
                "pretty behind a prefix",
                "2026-03-01T10:00:00 stream " + pretty(ONE) + "\nnext line\n"),
            Map.entry("--output text", "EVENTS\tASIAX\t" + ONE + "\te1\tAssumeRole\n"),
            Map.entry(
                "CSV with records",
                "@timestamp,@message\r\n2026-03-01 10:00:00.000,"
                    + cell(OTHER)
                    + "\r\n2026-03-01 10:00:00.000,"
                    + cell(ONE)
                    + "\r\n"),
            Map.entry("CSV of one column", "\"@message\"\n" + cell(ONE) + "\n"),
            Map.entry("CSV with tabs", "_time\t_raw\n1\t" + cell(ONE) + "\n"),
            Map.entry("CSV with semicolons", "time;message\n1;" + cell(ONE) + "\n"));
    return wrappers.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
  }

  /// Each is the denial e1 as something else than JSON, or as JSON that something quoted.
  static Stream<Arguments> notations() throws IOException {
    String python =
        ONE.replace('"', '\'').replace("null", "None").replace("true", "True").replace(": {", ":{");
    String script = pretty(ONE).replaceAll("\"(\\w+)\" : ", "$1: ").replace('"', '\'');
    String encoded = base64(utf8(ONE));
    Map<String, String> notations =
        Map.ofEntries(
            Map.entry("Python", python),
            Map.entry("Python in a log", "[INFO] event: {'detail': " + python + "}\n"),
            Map.entry("Python, printed in parts", python.replace(" is not ", " '\n '" + "is not ")),
            Map.entry("JavaScript", "2026-03-01T10:00:00.000Z id INFO " + script + "\n"),
            Map.entry("Ruby", ONE.replace("\":", "\"=>").replace("null", "nil")),
            Map.entry("with comments", "// of today\n" + pretty(ONE)),
            Map.entry("a comma too many", pretty(ONE).replaceFirst("\\}\\s*$", ",}")),
            Map.entry("without its brackets", pretty(ONE).strip().replaceAll("^\\{|\\}$", "")),
            Map.entry("typographic quotes", ONE.replaceAll("\"([^\"]*)\"", "\u201c$1\u201d")),
            Map.entry(
                "in JSON, with typographic quotes", json(List.of(ONE.replace('"', '\u201d')))),
            Map.entry("HTML", "<html><pre>" + ONE.replace("\"", "&quot;") + "</pre></html>\n"),
            Map.entry("HTML in JSON", json(Map.of("body", ONE.replace("\"", "&#34;")))),
            Map.entry(
                "a URL", "payload=" + URLEncoder.encode(ONE, StandardCharsets.UTF_8) + "&x=1\n"),
            Map.entry("escaped", "level=info msg=" + json(ONE) + " ts=1\n"),
            Map.entry("escaped twice", "msg=" + json("event " + json(ONE)) + "\n"),
            Map.entry("CSV without names", "2026-03-01,7," + cell(ONE) + "\n"),
            Map.entry("CSV with other names", "when,what\n2026-03-01," + cell(ONE) + "\n"),
            Map.entry("cited", "Hi,\n\n> " + pretty(ONE).replace("\n", "\n> ") + "\n"),
            Map.entry(
                "each line with a prefix",
                "[pod/x] got\n[pod/x] " + pretty(ONE).replace("\n", "\n[pod/x] ") + "\n"),
            Map.entry(
                "folded by YAML",
                "events:\n- message: '"
                    + ONE.replace(" is not ", "\n    is not ")
                    + "'\n  timestamp: 1\n"),
            Map.entry("broken by a terminal", ONE.replace("errorMessage", "error\nMessage")),
            Map.entry("Base64", encoded + "\n"),
            Map.entry(
                "Base64 in lines",
                "data:\n"
                    + Base64.getMimeEncoder().encodeToString(gzip(utf8("[" + ONE + "]")))
                    + "\n"),
            Map.entry(
                "a data URL", json(Map.of("body", "data:application/json;base64," + encoded))),
            Map.entry("bytes", json(Map.of("MESSAGE", bytes(ONE)))),
            Map.entry(
                "lines of Docker",
                Stream.of(("event\n" + pretty(ONE)).split("\n"))
                    .map(line -> "{\"log\":" + json(line + "\n") + ",\"stream\":\"stdout\"}\n")
                    .collect(Collectors.joining())));
    return notations.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
  }

  private static List<Integer> bytes(String text) {
    List<Integer> bytes = new ArrayList<>();
    for (byte b : utf8(text)) {
      bytes.add(b & 0xff);
    }
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notations")
  void aRecordInAnotherNotationIsFound(String name, String text) throws IOException {
    for (byte[] bytes :
        List.of(utf8(text), text.getBytes(StandardCharsets.UTF_16LE), gzip(utf8(text)))) {
      Sample.Read read = Sample.Read.of(bytes);
      assertThat(read.problems()).isEmpty();
      assertThat(read.readings()).hasSize(1);
      assertThat(denial(read).userAgent()).isEqualTo("agent-ü?");
      assertThat(denial(read).awsMessage()).isEqualTo(Sample.bySession().denial().awsMessage());
      assertThat(denial(read).caller()).isEqualTo(Sample.bySession().denial().caller());
    }
  }

  @Test
  void whatIsNotWhollyThereIsNoRecord() {
    for (String text :
        List.of(
            ONE.replace('"', '\'')
                .replaceAll("User: [^']*", "An unknown error occurred")
                .replaceAll(".{40}$", ""),
            "{ eventName: 'AssumeRole', errorCode: 'AccessDenied', userIdentity: [Object] }",
            "event {'eventName': 'AssumeRole', 'errorCode': 'AccessDenied', 'x': <object at"
                + " 0x1>}")) {
      Sample.Read read = Sample.Read.of(text);
      assertThat(read.eventIds()).isEmpty();
      assertThat(read.problems()).isNotEmpty();
    }
  }

  @Test
  void lineByLineAnErrorIsOne() {
    String error =
        "\u2502 Error: AccessDenied: User: arn:aws:iam::111111111111:user/ana\n\u2502 is not"
            + " authorized to perform: sts:AssumeRole on resource:\n\u2502 "
            + Sample.ROLE
            + "\n";
    String docker =
        error
            .lines()
            .map(line -> "{\"log\": " + json(line + "\n") + ", \"stream\": \"stderr\"}\n")
            .collect(Collectors.joining());
    Sample.Read read = Sample.Read.of(docker);
    assertThat(read.problems()).isEmpty();
    assertThat(read.readings()).singleElement().isInstanceOf(EventReading.Told.class);
    EventReading.Told told = (EventReading.Told) read.readings().getFirst();
    assertThat(told.denial().target().arn()).isEqualTo(Sample.bySession().denial().target().arn());
  }

  @Test
  void anErrorInSeveralFilesOfAnArchiveIsOne() throws IOException {
    byte[] error = utf8(Sample.refused("arn:aws:iam::111111111111:user/dev/ana") + "\n");
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar(tar, "0_build.txt", error);
    tar(tar, "build/2_run.txt", error);
    assertThat(Sample.Read.of(tar.toByteArray()).readings()).hasSize(1);
  }

  private static String pretty(String json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String cell(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrappers")
  void theRecordIsFound(String name, String text) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar(tar, "logs/x.json", utf8(text));
    for (byte[] bytes :
        List.of(
            utf8(text),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
            text.getBytes(StandardCharsets.UTF_16LE),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
            gzip(utf8(text)),
            zip("a/b.json", utf8(text)),
            zip("a/b.gz", gzip(utf8(text))),
            tar.toByteArray(),
            gzip(tar.toByteArray()))) {
      Sample.Read read = Sample.Read.of(bytes);
      assertThat(read.problems()).isEmpty();
      assertThat(read.eventIds()).containsExactly("e1");
      assertThat(read.readings()).hasSize(1);
      assertThat(denial(read).userAgent()).isEqualTo("agent-ü?");
      assertThat(denial(read).caller()).isEqualTo(Sample.bySession().denial().caller());
    }
  }

  private static Denial denial(Sample.Read read) {
    return ((EventReading.Denied) read.readings().getFirst()).denial();
  }

  /// Each is the denial of a session, in the names of another system.
  static Stream<Arguments> shapes() {
    String caller = "arn:aws:sts::111111111111:assumed-role/ci/build-7";
    String message = Sample.refused(caller).replace("\"", "");
    String struct =
        "{type=AssumedRole, principalid=AROAEXAMPLE:build-7, arn="
            + caller
            + ", accountid=111111111111, invokedby=null,"
            + " sessioncontext={attributes={mfaauthenticated=false,"
            + " creationdate=2026-03-01T09:50:00Z}, sessionissuer={type=Role,"
            + " principalid=AROAEXAMPLE, arn=arn:aws:iam::111111111111:role/team/ci,"
            + " accountid=111111111111, username=ci}}}";
    String header =
        "eventtime,useridentity,eventsource,eventname,awsregion,errorcode,errormessage,eventid";
    List<String> row =
        List.of(
            "2026-03-01T10:00:00Z",
            struct,
            "sts.amazonaws.com",
            "AssumeRole",
            "eu-west-1",
            "AccessDenied",
            message,
            "e1");
    Map<String, String> shapes = new HashMap<>();
    shapes.put(
        "columns and rows",
        json(
            Map.of(
                "tables",
                List.of(
                    new TreeMap<>(
                        Map.of(
                            "columns",
                            Stream.of(header.split(",")).map(it -> Map.of("name", it)).toList(),
                            "rows",
                            List.of(row)))))));
    shapes.put("DynamoDB", "{\"Items\":[{\"event\":" + json(typed(ONE)) + "}]}");
    shapes.putAll(
        Map.of(
            "Athena's table",
            header + "\n" + String.join(",", row.stream().map(WrappedRecordsTest::cell).toList()),
            "Athena's answer",
            "{\"ResultSet\":{\"Rows\":["
                + cells(List.of(header.split(",")))
                + ","
                + cells(row)
                + "]}}",
            "CloudTrail Lake",
            "{\"QueryStatus\":\"FINISHED\",\"QueryResultRows\":[["
                + "{\"eventTime\":\"2026-03-01 10:00:00.000\"},{\"userIdentity\":"
                + json(struct)
                + "},{\"eventName\":\"AssumeRole\"},{\"errorCode\":\"AccessDenied\"},{\"errorMessage\":"
                + json(message)
                + "},{\"eventID\":\"e1\"},{\"awsRegion\":\"eu-west-1\"}]]}",
            "Insights with fields",
            "{\"results\":[["
                + field("@timestamp", "2026-03-01 10:00:00.000")
                + field("eventName", "AssumeRole")
                + field("errorCode", "AccessDenied")
                + field("errorMessage", message)
                + field("userIdentity.arn", caller)
                + field("userIdentity.type", "AssumedRole")
                + field(
                    "userIdentity.sessionContext.sessionIssuer.arn",
                    "arn:aws:iam::111111111111:role/team/ci")
                + field("userIdentity.principalId", "AROAEXAMPLE:build-7")
                + field("awsRegion", "eu-west-1")
                + "{\"field\":\"eventID\",\"value\":\"e1\"}]],\"status\":\"Complete\"}",
            "Sentinel",
            json(
                Map.ofEntries(
                    Map.entry("TimeGenerated", "2026-03-01T10:00:00Z"),
                    Map.entry("AwsEventId", "e1"),
                    Map.entry("EventName", "AssumeRole"),
                    Map.entry("EventSource", "sts.amazonaws.com"),
                    Map.entry("ErrorCode", "AccessDenied"),
                    Map.entry("ErrorMessage", message),
                    Map.entry("AWSRegion", "eu-west-1"),
                    Map.entry("UserIdentityType", "AssumedRole"),
                    Map.entry("UserIdentityArn", caller),
                    Map.entry("UserIdentityPrincipalid", "AROAEXAMPLE:build-7"),
                    Map.entry("SessionIssuerArn", "arn:aws:iam::111111111111:role/team/ci"))),
            "Elastic's schema",
            "{\"@timestamp\":\"2026-03-01T10:00:00.000Z\",\"event\":{\"id\":\"e1\",\"action\":\"AssumeRole\","
                + "\"provider\":\"sts.amazonaws.com\",\"outcome\":\"failure\"},\"cloud\":{\"region\":\"eu-west-1\"},"
                + "\"aws\":{\"cloudtrail\":{\"error_code\":\"AccessDenied\",\"error_message\":"
                + json(message)
                + ",\"user_identity\":{\"type\":\"AssumedRole\",\"arn\":\""
                + caller
                + "\",\"principal_id\":\"AROAEXAMPLE:build-7\",\"session_context\":{\"session_issuer\":{\"arn\":"
                + "\"arn:aws:iam::111111111111:role/team/ci\"}}}}}}",
            "OCSF",
            "{\"class_uid\":3002,\"time\":1772359200000,\"metadata\":{\"uid\":\"e1\"},\"cloud\":{\"region\":\"eu-west-1\"},"
                + "\"api\":{\"operation\":\"AssumeRole\",\"service\":{\"name\":\"sts.amazonaws.com\"},\"response\":"
                + "{\"error\":\"AccessDenied\",\"message\":"
                + json(message)
                + "}},\"actor\":{\"user\":{\"type\":\"AssumedRole\",\"uid\":\""
                + caller
                + "\",\"uid_alt\":\"AROAEXAMPLE:build-7\"},\"session\":{\"issuer\":\"arn:aws:iam::111111111111:role/team/ci\"}}}",
            "lower case",
            ONE.replace("\"eventName\"", "\"eventname\"")
                .replace("\"userIdentity\"", "\"useridentity\"")
                .replace("\"errorCode\"", "\"errorcode\"")
                .replace("\"errorMessage\"", "\"errormessage\"")
                .replace("\"eventID\"", "\"eventid\"")
                .replace("\"eventTime\"", "\"eventtime\"")
                .replace("\"awsRegion\"", "\"awsregion\""),
            "flat",
            json(
                Map.ofEntries(
                    Map.entry("eventID", "e1"),
                    Map.entry("eventTime", "2026-03-01T10:00:00Z"),
                    Map.entry("eventName", "AssumeRole"),
                    Map.entry("errorCode", "AccessDenied"),
                    Map.entry("errorMessage", message),
                    Map.entry("awsRegion", "eu-west-1"),
                    Map.entry("userIdentity.type", "AssumedRole"),
                    Map.entry("userIdentity.arn", caller),
                    Map.entry("userIdentity.principalId", "AROAEXAMPLE:build-7"),
                    Map.entry(
                        "userIdentity.sessionContext.sessionIssuer.arn",
                        "arn:aws:iam::111111111111:role/team/ci")))));
    return shapes.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
  }

  /// Every value with its type around it.
  private static Object typed(String json) {
    try {
      return typed(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Map<String, Object> typed(JsonNode value) {
    if (value.isObject()) {
      Map<String, Object> fields = new HashMap<>();
      value.properties().forEach(field -> fields.put(field.getKey(), typed(field.getValue())));
      return Map.of("M", fields);
    }
    return value.isNull() ? Map.of("NULL", true) : Map.of("S", value.asText());
  }

  private static String field(String name, String value) {
    return "{\"field\":" + json(name) + ",\"value\":" + json(value) + "},";
  }

  private static String cells(List<String> cells) {
    return json(Map.of("Data", cells.stream().map(cell -> Map.of("VarCharValue", cell)).toList()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void aRecordInOtherNamesIsPutTogether(String name, String text) {
    for (String form : List.of(text, "{\"page\":[" + text + "]}", text)) {
      if (form.startsWith("{\"page\"") && !text.startsWith("{")) {
        continue;
      }
      Sample.Read read = Sample.Read.of(form);
      assertThat(read.problems()).isEmpty();
      assertThat(read.eventIds()).containsExactly("e1");
      assertThat(read.readings()).hasSize(1);
      Denial denial = denial(read);
      Denial same = Sample.bySession().denial();
      assertThat(denial.caller()).isEqualTo(same.caller());
      assertThat(denial.target()).isEqualTo(same.target());
      assertThat(denial.time()).isEqualTo(same.time());
      assertThat(denial.region()).isEqualTo(same.region());
      assertThat(denial.parametersRecorded()).isFalse();
    }
  }

  @Test
  void whatAnotherSystemLeftOutIsUnknown() {
    String text =
        "{\"eventname\":\"AssumeRole\",\"errorcode\":\"AccessDenied\",\"eventid\":\"e1\",\"useridentity\":"
            + "{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::111111111111:assumed-role/ci/build-7\","
            + "\"sessioncontext\":{\"sessionissuer\":{\"arn\":\"arn:aws:iam::111111111111:role/ci\"}}}}";
    Denial denial = denial(Sample.Read.of(text));
    assertThat(denial.caller()).isInstanceOf(Caller.RoleSession.class);
    for (String key : List.of("aws:SourceIdentity", "aws:ViaAWSService", "aws:CalledVia")) {
      assertThat(denial.context().get(key).toString()).startsWith("Unknown");
    }
  }

  @Test
  void aRecordInAnErrorOfItsOwnCountsOnce() {
    String log =
        "{\"level\":\"error\",\"msg\":"
            + json("AccessDenied: " + Sample.refused("arn:aws:iam::111111111111:user/dev/ana"))
            + "}\n{\"level\":\"info\",\"msg\":\"done\"}\n";
    Sample.Read read = Sample.Read.of(log);
    assertThat(read.readings().getFirst()).isInstanceOf(EventReading.Told.class);
    assertThat(read.counts()).isEqualTo(new EventCounts(2, 0, 1));
    assertThat(Sample.Read.of(log + log).counts()).isEqualTo(new EventCounts(3, 0, 2));
    assertThat(
            Sample.Read.of(log + log).readings().stream()
                .filter(EventReading.Told.class::isInstance))
        .hasSize(1);
  }

  @Test
  void theTimeBesideAMessageIsItsTime() {
    String message = json(Sample.refused("arn:aws:iam::111111111111:user/dev/ana"));
    for (String log :
        List.of(
            "{\"time\":\"2026-03-01T10:00:00Z\",\"msg\":" + message + "}",
            "{\"error\":{\"message\":" + message + "},\"ts\":1772359200.25}",
            "{\"events\":[{\"timestamp\":1772359200000,\"message\":" + message + "}]}")) {
      EventReading.Told told = (EventReading.Told) Sample.Read.of(log).readings().getFirst();
      assertThat(told.denial().time()).isEqualTo(Sample.bySession().denial().time());
      assertThat(told.denial().isTold()).isTrue();
    }
  }

  @Test
  void noDenialIsLostInSilence() {
    for (String text :
        List.of(
            "{\"call\":\"AssumeRole\",\"outcome\":{\"code\":\"AccessDenied\"}}",
            "{\"message\":" + json(ONE.substring(0, ONE.length() - 40)) + "}",
            "[{\"a\":1},{\"call\":\"AssumeRole\",\"code\":\"AccessDenied\"}]",
            "{\"logEvents\":[{\"message\":"
                + json(ONE)
                + "},{\"op\":\"AssumeRole\",\"err\":\"AccessDenied\"}]}",
            "Mar 1 10:00:00 AssumeRole failed with AccessDenied\n")) {
      assertThat(Sample.Read.of(text).problems()).isNotEmpty();
    }
  }

  @Test
  void whatHoldsNoRecordIsNamed() {
    Map<String, String> names =
        Map.of(
            "%PDF-1.7\n%\u00e2", "a PDF document",
            "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n", "Git LFS",
            "<!DOCTYPE html>\n<html><body>Sign in</body></html>", "HTML",
            "Records:\n  - eventName: GetObject\n", "YAML",
            "PAR1\u0000\u0000", "Parquet",
            "BZh91AY", "bzip2");
    names.forEach(
        (text, name) ->
            assertThat(Sample.Read.of(text.getBytes(StandardCharsets.ISO_8859_1)).problems())
                .singleElement()
                .asString()
                .contains(name));
    Sample.Read other = Sample.Read.of("{\"a\":1,\"b\":2}\n{\"c\":3}");
    assertThat(other.problems()).isEmpty();
    assertThat(other.counts()).isEqualTo(new EventCounts(2, 0, 2));
    assertThat(other.readings())
        .singleElement()
        .isEqualTo(
            new EventReading.Unrecognized(
                SourceLocation.of("in", 1),
                "JSON without a CloudTrail record (its fields are a, b)"));
    assertThat(Sample.Read.of("all is well\n").problems())
        .containsExactly("in: text without an AWS error about assuming a role");
  }

  @Test
  void archivesMayHoldAnything() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "__MACOSX/._a", utf8("x"));
      entry(zip, "picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0});
      entry(zip, "a.json", utf8(ONE));
      entry(
          zip,
          "log.txt",
          utf8("AccessDenied: " + Sample.refused("arn:aws:iam::111111111111:user/x")));
    }
    Sample.Read read = Sample.Read.of(out.toByteArray());
    assertThat(read.problems()).isEmpty();
    assertThat(read.eventIds()).containsExactly("e1");
    assertThat(read.readings())
        .extracting(it -> it.place().source())
        .containsExactly("in/picture.png", "in/a.json", "in/log.txt");
  }

  /// Each line begins an object that never ends. What is tried in several ways, with texts in
  /// texts: the number of tries must not multiply.
  static Stream<Arguments> hostile() {
    String names = "'eventName': 'AssumeRole', ";
    String broken = names;
    String json = "x";
    for (int i = 0; i < 8; i++) {
      broken = "{'a': ".repeat(12) + names + json(broken) + " !";
      json = "[{\"a\":".repeat(8) + json(json + names) + " !";
    }
    String line = "eyJ" + "QUJD".repeat(12) + "\n";
    return Stream.of(
        Arguments.of("depth", "{a: ".repeat(100_000) + names),
        Arguments.of("lists", names + "{'x': " + "[".repeat(100_000)),
        Arguments.of("openings", "x {".repeat(100_000) + names),
        Arguments.of("far names", ("{'x': 1} " + " ".repeat(70_000)).repeat(4) + names),
        Arguments.of("blanks", names + "{'x': 1" + " ".repeat(300_000)),
        Arguments.of("comments", names + "{/*".repeat(200_000)),
        Arguments.of("calls", names + "{'x': f" + "(".repeat(300_000)),
        Arguments.of("joined", "{'x': " + "'' ".repeat(100_000) + names),
        Arguments.of("controls", "{'x': '" + "\u0001".repeat(300_000) + names),
        Arguments.of("number", "{'x': " + "1".repeat(300_000) + names),
        Arguments.of("escapes", names + "\\\"".repeat(200_000)),
        Arguments.of("URL", names + "%20%".repeat(100_000) + "+".repeat(100_000)),
        Arguments.of("markup", names + "<a ".repeat(100_000)),
        Arguments.of("Base64 in lines", "x " + line + "QUJD\n".repeat(200_000)),
        Arguments.of("Base64 in a line", "x eyJ" + "QUJD".repeat(200_000) + "!"),
        Arguments.of("Base64 in parts", ("x " + line).repeat(20_000)),
        Arguments.of("Docker", "{\"log\":\"x\",\"stream\":" + "[".repeat(300_000)),
        Arguments.of("Docker lines", "{\"log\":\"x\",\"stream\":\n".repeat(50_000)),
        Arguments.of("texts in objects", "x " + broken),
        Arguments.of("texts in JSON", json("AssumeRole " + json)),
        Arguments.of("JSON in a row", "eventName,message\nx," + cell(json)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  @Timeout(20)
  void hostileTextsTakeNoTime(String name, String text) {
    Sample.Read read = Sample.Read.of(text + " not authorized");
    assertThat(read.counts().records()).as(name).isLessThan(100_001);
  }

  @Test
  void linesThatBeginAndDoNotEndTakeNoTime() {
    for (String line : List.of("x {\"a\":\n", "x {\"a\":[1,\n", "x [{\n", "{\"a\":\"", "\"{\"")) {
      Sample.Read read =
          Sample.Read.of("log\n" + line.repeat(100_000) + "\n" + "log " + ONE + "\n");
      assertThat(read.counts().records()).isBetween(1L, 100_000L);
    }
  }

  @Test
  void boxesInBoxesEnd() throws IOException {
    byte[] nested = utf8(ONE);
    for (int i = 0; i < 5; i++) {
      nested = zip("x", nested);
    }
    assertThat(Sample.Read.of(nested).problems()).singleElement().asString().contains("archive");
    String text = ONE;
    for (int i = 0; i < 12; i++) {
      text = json(Map.of("m", text));
    }
    assertThat(Sample.Read.of(text).counts().records()).isEqualTo(1);
  }

  @Slow
  @ParameterizedTest
  @ValueSource(strings = {"zip", "awslogs"})
  void whatExpandsWithoutEndIsNotReadToItsEnd(String form) throws IOException {
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) ' ');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (form.equals("zip")) {
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("bomb.json"));
        for (int i = 0; i < 2_048; i++) {
          zip.write(megabyte);
        }
        zip.closeEntry();
      }
    } else {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        for (int i = 0; i < 512; i++) {
          gzip.write(megabyte);
        }
      }
      out.writeBytes(utf8("{\"awslogs\":{\"data\":\"" + base64(packed.toByteArray()) + "\"}}"));
    }
    assertThat(Sample.Read.of(out.toByteArray()).problems()).hasSize(1);
  }

  @Test
  void brokenArchivesSaySo() throws IOException {
    byte[] zip = zip("a.json", utf8(ONE));
    assertThat(Sample.Read.of(Arrays.copyOf(zip, 60)).problems()).hasSize(1);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar(tar, "a.json", utf8(ONE));
    assertThat(Sample.Read.of(Arrays.copyOf(tar.toByteArray(), 900)).problems()).hasSize(1);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, name, bytes);
    }
    return out.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /// As `tar` writes it.
  private static void tar(ByteArrayOutputStream out, String name, byte[] bytes) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, "%011o ".formatted(bytes.length));
    header[156] = '0';
    put(header, 257, "ustar\00000");
    put(header, 148, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    out.writeBytes(header);
    out.writeBytes(bytes);
    out.writeBytes(new byte[(512 - bytes.length % 512) % 512 + 1_024]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
