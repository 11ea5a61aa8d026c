package dev.rolecall.evidence.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.RecordListeners;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.Change.Kind;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RecentChanges;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputChangesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String DENIAL =
      """
      {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user/ci","accountId":"111122223333","userName":"ci"},\
      "eventTime":"2026-03-01T10:00:00Z","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"eu-west-1",\
      "errorCode":"AccessDenied","errorMessage":"User: arn:aws:iam::111122223333:user/ci is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/deploy",\
      "requestParameters":null,"eventID":"denied","recipientAccountId":"111122223333"}\
      """;

  private static final RoleArn ROLE =
      RoleArn.parse("arn:aws:iam::444455556666:role/deploy").orElseThrow();

  private static ObjectNode change(String name, String time, Map<String, String> parameters) {
    ObjectNode record =
        JSON.createObjectNode()
            .put("eventVersion", "1.10")
            .put("eventTime", "2026-03-01T" + time + "Z")
            .put("eventSource", "iam.amazonaws.com")
            .put("eventName", name)
            .put("eventID", name + time)
            .put("recipientAccountId", "444455556666");
    record
        .putObject("userIdentity")
        .put("type", "IAMUser")
        .put("arn", "arn:aws:iam::444455556666:user/ann");
    parameters.forEach(record.putObject("requestParameters")::put);
    return record;
  }

  private static ObjectNode trust(String time) {
    return change("UpdateAssumeRolePolicy", time, Map.of("roleName", "deploy"));
  }

  private static ObjectNode assumed(String time, String role, String session) {
    ObjectNode record =
        JSON.createObjectNode()
            .put("eventVersion", "1.10")
            .put("eventTime", "2026-03-01T" + time + "Z")
            .put("eventSource", "sts.amazonaws.com")
            .put("eventName", "AssumeRole")
            .put("eventID", "s" + time + role)
            .put("recipientAccountId", "111122223333");
    record
        .putObject("userIdentity")
        .put("type", "IAMUser")
        .put("principalId", "AIDAEXAMPLE")
        .put("arn", "arn:aws:iam::111122223333:user/ci");
    record.putObject("requestParameters").put("roleArn", role).put("roleSessionName", session);
    record.putNull("responseElements");
    return record;
  }

  private record Read(InputChanges changes, Denial denial, List<EventReading> readings) {

    RecentChanges over(Evidence evidence) {
      return changes.over(evidence, denial).changes();
    }

    List<Change> found() {
      return over(Evidence.none()).concerning(ROLE, denial.caller()).found().orElse(List.of());
    }
  }

  private static Read read(InputChanges changes, Object... records) {
    List<EventReading> readings = new ArrayList<>();
    StringBuilder lines = new StringBuilder(DENIAL);
    for (Object record : records) {
      lines.append('\n').append(record);
    }
    EventReader.read(
        "in",
        new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
        RecordListeners.of(readings::add).andOthers(changes));
    assertThat(readings).hasSize(1);
    return new Read(changes, ((EventReading.Denied) readings.getFirst()).denial(), readings);
  }

  private static Read read(Object... records) {
    return read(new InputChanges(), records);
  }

  @Test
  void theNewestComesFirstWhateverTheOrderOfTheRecords() {
    assertThat(
            read(trust("09:00:00"), trust("11:00:00"), assumed("10:30:00", ROLE.toString(), "a"))
                .found())
        .extracting(Change::event)
        .containsExactly(
            ChangeEvent.UpdateAssumeRolePolicy,
            ChangeEvent.AssumeRole,
            ChangeEvent.UpdateAssumeRolePolicy);
  }

  @ParameterizedTest
  @EnumSource(
      value = ChangeEvent.class,
      names = {"AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyCallThatMattersIsTakenFromTheInput(ChangeEvent event) {
    InputChanges changes = new InputChanges();
    ObjectNode record =
        change(
            event.name(),
            "09:00:00",
            Map.of(
                "roleName",
                "deploy",
                "userName",
                "ci",
                "groupName",
                "g",
                "policyArn",
                "arn:aws:iam::444455556666:policy/p"));
    if (event.source() == ChangeEvent.Source.ORGANIZATIONS) {
      record.put("eventSource", "organizations.amazonaws.com");
    }
    read(changes, record);
    assertThat(changes.size()).isEqualTo(1);
    read(changes, record.put("errorCode", "AccessDenied"));
    assertThat(changes.size()).isEqualTo(1);
  }

  @Test
  void whatLacksFieldsOrIsBrokenShowsNothingAndIsNoProblem() {
    ObjectNode nameless = change("CreateRole", "09:00:00", Map.of());
    String twice =
        trust("09:00:00")
            .toString()
            .replace(
                "{\"eventVersion\"", "{\"awsRegion\":\"a\",\"awsRegion\":\"b\",\"eventVersion\"");
    Read read = read(nameless, twice, change("UpdateRole", "nine", Map.of("roleName", "deploy")));
    assertThat(read.changes().isEmpty()).isTrue();
  }

  @Test
  void policiesOfAnOrganizationThatDecideNothingAreNoChanges() {
    ObjectNode tags = change("UpdatePolicy", "09:00:00", Map.of("policyId", "p-1"));
    tags.put("eventSource", "organizations.amazonaws.com");
    tags.putObject("responseElements")
        .putObject("policy")
        .putObject("policySummary")
        .put("type", "TAG_POLICY");
    assertThat(read(tags).changes().isEmpty()).isTrue();
  }

  @Test
  void withoutARecordOfTheCallTheOtherEvidenceAnswersAsBefore() {
    Read read = read(change("UpdateAssumeRolePolicy", "09:00:00", Map.of("roleName", "other")));
    Caller caller = read.denial().caller();
    assertThat(read.changes().isEmpty()).isFalse();
    assertThat(read.over(Evidence.none()).concerning(ROLE, caller))
        .isEqualTo(Evidence.none().changes().concerning(ROLE, caller));
    assertThat(read.over(Evidence.none()).incomplete(ROLE, caller)).isEmpty();
  }

  @Test
  void recordsAreNotAListOfAllChanges() {
    Read read = read(trust("09:00:00"));
    assertThat(read.over(Evidence.none()).incomplete(ROLE, read.denial().caller()))
        .isEqualTo(EnumSet.allOf(Kind.class));
  }

  @Test
  void whatOtherEvidenceKnowsTooIsToldOnce() {
    Read read =
        read(trust("09:00:00"), trust("09:30:00"), assumed("09:40:00", ROLE.toString(), "a"));
    List<Change> all = read.found();
    Change success = all.getFirst();
    // the other account's record of the same call
    Change other =
        new Change(
            success.time(), success.event(), "x", Optional.of("y"), Map.of(), success.kind());
    Evidence none = Evidence.none();
    Evidence known =
        new Evidence(
            none.roles(),
            none.callers(),
            none.organizations(),
            (_, _) -> new Lookup.Found<>(List.of(other, all.getLast())));
    RecentChanges both = read.over(known);
    assertThat(both.concerning(ROLE, read.denial().caller()).found().orElseThrow())
        .containsExactly(other, all.get(1), all.getLast());
    assertThat(both.incomplete(ROLE, read.denial().caller())).isEmpty();
  }

  @Test
  void ofManySuccessesTheNewestAreKept() {
    List<Object> records = new ArrayList<>();
    for (int i = 10; i < 60; i++) {
      records.add(assumed("10:" + i + ":00", ROLE.toString(), "s" + i));
      records.add(0, assumed("09:" + i + ":00", ROLE.toString(), "s" + i));
    }
    assertThat(read(records.toArray()).found())
        .extracting(change -> change.time().toString())
        .containsExactly(
            "2026-03-01T10:59:00Z",
            "2026-03-01T10:58:00Z",
            "2026-03-01T10:57:00Z",
            "2026-03-01T10:56:00Z");
  }

  @Test
  void pairsWithoutRoomAreCounted() {
    InputChanges changes = new InputChanges();
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < 40_010; i++) {
      records.add(assumed("09:00:00", "arn:aws:iam::444455556666:role/r" + i, "s"));
    }
    read(changes, records.toArray());
    assertThat(changes.droppedSuccesses()).isEqualTo(10);
    assertThat(changes.isWhole()).isFalse();
  }

  @Test
  void changesWithoutRoomRuleOutCertaintyForWhatTheyWereMadeTo() {
    InputChanges changes = new InputChanges(500);
    Read read =
        read(
            changes,
            change("TagRole", "09:00:00", Map.of("roleName", "a")),
            change("TagRole", "09:00:00", Map.of("roleName", "b")),
            trust("11:00:00"));
    assertThat(changes.dropped()).isEqualTo(1);
    Caller caller = read.denial().caller();
    assertThat(read.over(Evidence.none()).cutOff(ROLE, caller)).containsExactly(Kind.ROLE);
    RoleArn other = RoleArn.parse("arn:aws:iam::444455556666:role/a").orElseThrow();
    assertThat(read.over(Evidence.none()).cutOff(other, caller)).isEmpty();
  }

  @Test
  void whileReadingGoesOnNothingIsRuledOut() {
    Read read = read();
    read.changes().leaveUnfinished();
    assertThat(read.over(Evidence.none()).cutOff(ROLE, read.denial().caller()))
        .containsAll(EnumSet.allOf(Kind.class));
  }

  /// Thousands of changes of one role: those nearest to the denial decide, and the newest.
  @Test
  void ofVeryManyChangesThoseThatMatterAreTold() {
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Instant time = Instant.parse("2026-03-01T09:30:00Z").plusSeconds(i);
      records.add(trust(time.toString().substring(11, 19)));
    }
    records.add(change("TagRole", "10:00:01", Map.of("roleName", "deploy")));
    List<Change> found = read(records.toArray()).found();
    assertThat(found).hasSizeLessThan(30);
    assertThat(found)
        .extracting(change -> change.time().toString())
        .contains("2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z", "2026-03-01T10:19:59Z");
    assertThat(found).extracting(Change::event).contains(ChangeEvent.TagRole);
  }

  @Test
  void whatIsKeptCanBeWrittenAndReadAgain() throws IOException {
    Read read =
        read(trust("09:00:00"), trust("11:00:00"), assumed("10:30:00", ROLE.toString(), "a"));
    InputChanges again = InputChanges.ofBytes(read.changes().toBytes());
    assertThat(new Read(again, read.denial(), List.of()).found()).isEqualTo(read.found());
    InputChanges sum = new InputChanges();
    sum.add(again);
    sum.add(read.changes());
    assertThat(new Read(sum, read.denial(), List.of()).found()).isEqualTo(read.found());
  }

  /// Spaces, escapes and other order: found in the bytes as a parser finds them.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void successesAreReadAsAParserReadsThem(boolean pretty) throws JsonProcessingException {
    ObjectNode record = assumed("09:00:00", ROLE.toString(), "a \\\" } ] ü\n");
    record.put("userAgent", "\"}{\\\\\"");
    ((ObjectNode) record.get("userIdentity"))
        .put("note", "{\"arn\":\"x\"}")
        .put("arn", "arn:aws:iam::111122223333:user/ci/ü");
    String text =
        pretty
            ? record.toPrettyString()
            : JSON.writeValueAsString(record).replace("roleArn", "roleArn").replace("ü", "\\u00fc");
    List<Change> found = read(text).found();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().by()).isEqualTo("arn:aws:iam::111122223333:user/ci/ü");
    assertThat(found.getFirst().eventId()).hasValue("s09:00:00" + ROLE);
    assertThat(found.getFirst().names()).containsEntry(ChangeEvent.Name.ROLE, "deploy");
  }
}
