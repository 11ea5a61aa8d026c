package dev.rolecall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is recorded beside a denial is evidence as it is in a snapshot's `changes.ndjson`.
class ChangesInInputTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EVENTS = Path.of("../events");

  @TempDir private Path folder;

  /// A denial, what happened around it, and the rest of its snapshot.
  private record Story(String denial, List<String> changes, Path snapshot) {}

  private static List<Path> stories() throws IOException {
    try (Stream<Path> files = Files.walk(EVENTS)) {
      return files
          .filter(file -> file.endsWith("changes.ndjson"))
          .map(file -> file.resolve("../..").normalize())
          .sorted()
          .toList();
    }
  }

  /// Forms in which the records of one file may lie.
  private static final Map<String, BiFunction<String, List<String>, byte[]>> FORMS =
      Map.ofEntries(
          form("the denial first", (denial, changes) -> lines(with(List.of(denial), changes))),
          form("the denial last", (denial, changes) -> lines(with(changes, List.of(denial)))),
          form(
              "a log file",
              (denial, changes) -> utf8("{\"Records\":" + with(List.of(denial), changes) + "}")),
          form(
              "events as delivered",
              (denial, changes) ->
                  lines(
                      with(changes, List.of(denial)).stream()
                          .map(record -> "{\"detail-type\":\"x\",\"detail\":" + record + "}")
                          .toList())),
          form(
              "output of lookup-events",
              (denial, changes) ->
                  utf8(
                      "{\"Events\":["
                          + with(List.of(denial), changes).stream()
                              .map(
                                  record ->
                                      "{\"EventName\":"
                                          + tree(record).get("eventName")
                                          + ",\"CloudTrailEvent\":"
                                          + text(record)
                                          + "}")
                              .collect(Collectors.joining(","))
                          + "]}")),
          form(
              "texts in a list",
              (denial, changes) ->
                  utf8(
                      "{\"events\":["
                          + with(List.of(denial), changes).stream()
                              .map(record -> "{\"message\":" + text(record) + "}")
                              .collect(Collectors.joining(","))
                          + "]}")),
          form(
              "lines with a prefix",
              (denial, changes) ->
                  lines(
                      with(List.of(denial), changes).stream()
                          .map(record -> "2026-01-01T00:00:00Z host trail: " + record)
                          .toList())),
          form(
              "a table",
              (denial, changes) ->
                  utf8(
                      "@timestamp,@message\n"
                          + with(List.of(denial), changes).stream()
                              .map(
                                  record -> "2026-01-01,\"" + record.replace("\"", "\"\"") + "\"\n")
                              .collect(Collectors.joining()))),
          form(
              "gzip in Base64",
              (denial, changes) ->
                  utf8(
                      "{\"awslogs\":{\"data\":\""
                          + Base64.getEncoder()
                              .encodeToString(
                                  gzip(
                                      utf8(
                                          "{\"logEvents\":["
                                              + with(changes, List.of(denial)).stream()
                                                  .map(
                                                      record ->
                                                          "{\"message\":" + text(record) + "}")
                                                  .collect(Collectors.joining(","))
                                              + "]}")))
                          + "\"}}")),
          form(
              "an archive",
              (denial, changes) ->
                  zip(Map.of("a.json", lines(List.of(denial)), "b.json", lines(changes)))),
          form(
              "each record twice",
              (denial, changes) -> lines(with(with(changes, List.of(denial)), changes))));

  private static Map.Entry<String, BiFunction<String, List<String>, byte[]>> form(
      String name, BiFunction<String, List<String>, byte[]> form) {
    return Map.entry(name, form);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theyAreEvidenceInEveryForm(Path path) throws IOException {
    Story story = story(path);
    JsonNode wanted =
        explain(file("event.json", lines(List.of(story.denial))), path.resolve("snapshot"));
    for (Map.Entry<String, BiFunction<String, List<String>, byte[]>> form : FORMS.entrySet()) {
      Path input = file("input", form.getValue().apply(story.denial, story.changes));
      assertThat(explain(input, story.snapshot)).as(form.getKey()).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theyAreEvidenceInAnotherFile(Path path) throws IOException {
    Story story = story(path);
    Path denial = file("m.json", lines(List.of(story.denial)));
    Path before = file("a.json", lines(story.changes));
    Path after = file("z.json.gz", gzip(lines(story.changes)));
    JsonNode wanted = explain(denial, path.resolve("snapshot"));
    String snapshot = story.snapshot.toString();
    assertThat(
            only("explain", "" + before, "" + denial, "--snapshot", snapshot, "--format", "json"))
        .isEqualTo(wanted);
    assertThat(only("explain", "" + denial, "" + after, "--snapshot", snapshot, "--format", "json"))
        .isEqualTo(wanted);
    assertThat(
            only(
                "explain",
                "" + denial,
                "" + after,
                "" + before,
                "--snapshot",
                path.resolve("snapshot").toString(),
                "--format",
                "json"))
        .isEqualTo(wanted);
    CommandLineRun piped =
        CommandLineRun.withInput(
            new String(lines(with(List.of(story.denial), story.changes)), StandardCharsets.UTF_8),
            "explain",
            "-",
            "--snapshot",
            snapshot,
            "--format",
            "json");
    assertThat(tree(piped.out())).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void reportsUseThem(Path path) throws IOException {
    Story story = story(path);
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Files.write(logs.resolve("m.json"), lines(List.of(story.denial)));
    List<JsonNode> wanted = incidents(logs, path.resolve("snapshot"));
    Files.write(logs.resolve("z.json"), lines(story.changes));
    assertThat(incidents(logs, story.snapshot)).isEqualTo(wanted);
    Files.move(logs.resolve("z.json"), logs.resolve("a.json"));
    assertThat(incidents(logs, story.snapshot)).isEqualTo(wanted);
    String checkpoint = folder.resolve("kept").toString();
    assertThat(incidents(logs, story.snapshot, "--checkpoint", checkpoint)).isEqualTo(wanted);
    assertThat(incidents(logs, story.snapshot, "--checkpoint", checkpoint)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void whatFailedAndWhatConcernsOthersChangesNothing(Path path) throws IOException {
    Story story = story(path);
    JsonNode without = explain(file("event.json", lines(List.of(story.denial))), story.snapshot);
    List<String> failed =
        story.changes.stream()
            .map(record -> ((ObjectNode) tree(record)).put("errorCode", "AccessDenied").toString())
            .toList();
    List<String> ofOthers =
        story.changes.stream()
            .map(
                record ->
                    record
                        .replaceAll("\\d{12}", "999999999999")
                        .replaceAll("\"(roleName|userName)\":\"[^\"]*\"", "\"$1\":\"other\""))
            .toList();
    // a denied call to assume a role would be a denial of its own
    List<String> ofFailed =
        failed.stream().filter(record -> !record.contains("\"AssumeRole")).toList();
    Path input = file("input", lines(with(List.of(story.denial), with(ofFailed, ofOthers))));
    assertThat(explain(input, story.snapshot)).isEqualTo(without);
  }

  /// Systems that rename fields leave some out: what they have of a change is enough.
  @Test
  void recordsOfOtherSystemsAreEvidenceToo() throws IOException {
    Story story = story(EVENTS.resolve("propagation/role-created-five-seconds-before"));
    StringBuilder table =
        new StringBuilder(
            "eventname,eventsource,eventtime,eventid,errorcode,errormessage,useridentity,"
                + "requestparameters,recipientaccountid\n");
    StringBuilder ocsf = new StringBuilder();
    for (String record : with(List.of(story.denial), story.changes)) {
      JsonNode json = tree(record);
      for (String name :
          List.of(
              "eventName", "eventSource", "eventTime", "eventID", "errorCode", "errorMessage")) {
        table.append(json.path(name).asText("")).append(',');
      }
      for (String name : List.of("userIdentity", "requestParameters")) {
        String cell = json.get(name).isNull() ? "" : json.get(name).toString();
        table.append('"').append(cell.replace("\"", "\"\"")).append("\",");
      }
      table.append(json.get("recipientAccountId").asText()).append('\n');
      ObjectNode event =
          JSON.createObjectNode()
              .put("class_uid", 6003)
              .put("time_dt", json.get("eventTime").asText());
      event.putObject("metadata").put("uid", json.get("eventID").asText());
      ObjectNode api = event.putObject("api").put("operation", json.get("eventName").asText());
      api.putObject("service").put("name", json.get("eventSource").asText());
      api.putObject("request").set("data", json.get("requestParameters"));
      api.putObject("response")
          .put("error", json.path("errorCode").textValue())
          .put("message", json.path("errorMessage").textValue());
      ObjectNode actor = event.putObject("actor");
      actor
          .putObject("user")
          .put("type", "AssumedRole")
          .put("uid", json.at("/userIdentity/arn").asText())
          .putObject("account")
          .put("uid", json.at("/userIdentity/accountId").asText());
      actor
          .putObject("session")
          .put("issuer", json.at("/userIdentity/sessionContext/sessionIssuer/arn").asText());
      ocsf.append(event).append('\n');
    }
    for (Path input :
        List.of(
            file("rows.csv", utf8(table.toString())), file("ocsf.json", utf8(ocsf.toString())))) {
      JsonNode answer = explain(input, story.snapshot);
      assertThat(answer.at("/diagnosis/cause").asText()).as("" + input).isEqualTo("PROPAGATION");
      assertThat(answer.get("changes").findValuesAsText("event"))
          .as("" + input)
          .containsExactly("AssumeRole", "CreateRole");
    }
  }

  @Test
  void aScenarioKeepsWhatItShowsToItself() throws IOException {
    Path path = EVENTS.resolve("propagation/role-created-five-seconds-before");
    Story story = story(path);
    Path scenario = Files.createDirectories(folder.resolve("scenario"));
    Files.write(scenario.resolve("event.json"), lines(with(List.of(story.denial), story.changes)));
    copy(story.snapshot, Files.createDirectories(scenario.resolve("snapshot")));
    Path other = file("other.json", lines(List.of(story.denial)));
    List<JsonNode> answers =
        CommandLineRun.of("explain", "" + scenario, "" + other, "--format", "json")
            .out()
            .lines()
            .map(ChangesInInputTest::tree)
            .toList();
    assertThat(answers).hasSize(2);
    assertThat(answers.get(0).at("/diagnosis/cause").asText()).isEqualTo("PROPAGATION");
    assertThat(answers.get(1).get("changes")).isEmpty();
  }

  @Test
  void aReportTellsDenialsOfOneCallApartByWhatWasChangedBetween() throws IOException {
    Story story = story(EVENTS.resolve("propagation/role-created-five-seconds-before"));
    ObjectNode later = (ObjectNode) tree(story.denial);
    String time = later.get("eventTime").asText();
    later.put("eventTime", time.replace("T09:14", "T15:14")).put("eventID", "later");
    assertThat(later.get("eventTime").asText()).isNotEqualTo(time);
    later.remove("sharedEventID");
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Files.write(
        logs.resolve("a.json"),
        lines(with(List.of(story.denial, later.toString()), story.changes)));
    List<JsonNode> incidents = incidents(logs, story.snapshot);
    assertThat(incidents).hasSize(1);
    JsonNode day = incidents.getFirst().findValue("days").elements().next();
    assertThat(day.get("PROPAGATION").asInt()).isEqualTo(1);
    assertThat(day).hasSize(2);
  }

  private Story story(Path path) throws IOException {
    Path snapshot = Files.createDirectories(folder.resolve("snapshot"));
    copy(path.resolve("snapshot"), snapshot);
    Files.delete(snapshot.resolve("changes.ndjson"));
    JsonNode event = tree(Files.readString(path.resolve("event.json")));
    return new Story(
        (event.has("detail") ? event.get("detail") : event).toString(),
        Files.readAllLines(path.resolve("snapshot/changes.ndjson")),
        snapshot);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static JsonNode explain(Path input, Path snapshot) {
    return only("explain", "" + input, "--snapshot", "" + snapshot, "--format", "json");
  }

  private static JsonNode only(String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.out().lines()).as(run.err()).hasSize(1);
    return tree(run.out());
  }

  private static List<JsonNode> incidents(Path logs, Path snapshot, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("report", "" + logs, "--snapshot", "" + snapshot, "--format", "json"));
    args.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isIn(0, 3);
    return run.out().lines().skip(1).map(ChangesInInputTest::tree).toList();
  }

  private static List<String> with(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static byte[] lines(List<String> records) {
    return utf8(String.join("\n", records) + "\n");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String json) {
    return JSON.getNodeFactory().textNode(json).toString();
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
