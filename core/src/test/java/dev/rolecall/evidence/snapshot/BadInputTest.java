package dev.rolecall.evidence.snapshot;

import static dev.rolecall.evidence.snapshot.Folder.account;
import static dev.rolecall.evidence.snapshot.Folder.found;
import static dev.rolecall.evidence.snapshot.Folder.gap;
import static dev.rolecall.evidence.snapshot.Folder.role;
import static dev.rolecall.evidence.snapshot.Folder.roleArn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.policy.PolicyReading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

  private static final String GOOD = "arn:aws:iam::222222222222:role/good";
  private static final String BAD = "arn:aws:iam::111111111111:role/bad";
  private static final String FILE = "{\"RoleDetailList\": [" + role(BAD) + "]}";

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
    folder.roles("222222222222.json", role(GOOD));
  }

  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("", "empty"),
        Arguments.of("nonsense", "invalid JSON: expected a value, found `nonsense` without quotes"),
        Arguments.of("42", "expected an object, found a number"),
        Arguments.of("[" + FILE + "]", "expected an object, found a list"),
        Arguments.of(
            "{\"Roles\": []}", "not output of `aws iam get-account-authorization-details`"),
        Arguments.of(FILE.substring(0, 150), "invalid JSON: it ends too early"),
        Arguments.of(FILE.substring(0, FILE.length() - 2), "invalid JSON: it ends too early"),
        Arguments.of(FILE + FILE, "invalid JSON: unexpected text after the end of the value"),
        Arguments.of("{\"Policies\": [], \"x\": " + "[".repeat(2000) + "]}", "more deeply nested"),
        Arguments.of("{\"RoleDetailList\": [{\"x\":".repeat(1000), "more deeply nested"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void anAccountWhoseFileIsBrokenIsUnread(String text, String what) {
    assertUnread(text.getBytes(StandardCharsets.UTF_8), what);
  }

  @Test
  void anAccountWhoseFileIsNotUtf8IsUnread() {
    assertUnread(FILE.getBytes(Charset.forName("UTF-32LE")), "not UTF-8");
    assertUnread(FILE.getBytes(Charset.forName("UTF-32")), "not UTF-8");
    assertUnread(
        FILE.replace("AROAEXAMPLE", "ÄÖÜ").getBytes(StandardCharsets.ISO_8859_1),
        "invalid JSON: not UTF-8 text");
    assertUnread(
        FILE.replace("lambda", "ÄÖÜ").getBytes(StandardCharsets.ISO_8859_1),
        "invalid JSON: not UTF-8 text");
  }

  @Test
  void anAccountWhoseGzipIsCutIsUnread() {
    byte[] gzip = Folder.gzipped(FILE);
    assertUnread(Arrays.copyOf(gzip, gzip.length / 2), "cannot be read");
  }

  private void assertUnread(byte[] bytes, String what) {
    Path file = folder.write("111111111111.json", bytes);
    Snapshot snapshot = folder.open();
    var roles = snapshot.evidence().roles();
    String why = GapSentence.why(gap(roles.role(roleArn(BAD))));
    assertThat(why).startsWith(file.toString()).contains(what);
    assertThat(GapSentence.why(gap(roles.rolesOf(account("111111111111"))))).isEqualTo(why);
    assertThat(snapshot.problems()).extracting(SnapshotProblem::toString).contains(why);
    assertThat(found(roles.role(roleArn(GOOD))).arn()).isEqualTo(roleArn(GOOD));
  }

  @Test
  void aTruncatedFileOfAnotherNameIsKnownByItsArns() {
    folder.write("prod.json", FILE.substring(0, FILE.length() - 2));
    assertThat(GapSentence.why(gap(folder.open().evidence().roles().role(roleArn(BAD)))))
        .contains("prod.json: line", "invalid JSON: it ends too early");
  }

  static Stream<Arguments> roles() {
    return Stream.of(
        Arguments.of(
            "\"RoleId\": 7", "RoleDetailList[1].RoleId: expected a string, found a number"),
        Arguments.of("\"Tags\": {}", "RoleDetailList[1].Tags: expected a list, found an object"),
        Arguments.of(
            "\"Tags\": [{\"Key\": \"a\"}]",
            "RoleDetailList[1].Tags[0]: expected a Key and a Value"),
        Arguments.of(
            "\"Tags\": [[]]", "RoleDetailList[1].Tags[0]: expected an object, found a list"),
        Arguments.of("\"RolePolicyList\": [{\"PolicyName\": \"a\"}]", "[0]: no PolicyDocument"),
        Arguments.of("\"AttachedManagedPolicies\": [{}]", "[0]: no PolicyArn"),
        Arguments.of(
            "\"AssumeRolePolicyDocument\": 1",
            "RoleDetailList[1].AssumeRolePolicyDocument: expected an object or a string, found a"
                + " number"),
        Arguments.of(
            "\"PermissionsBoundary\": \"x\"",
            "RoleDetailList[1].PermissionsBoundary: expected an object, found a string"),
        Arguments.of(
            "\"RoleId\": \"a\", \"RoleId\": \"a\"", "RoleDetailList[1].RoleId: given twice"));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void aMalformedRoleSpoilsNoOther(String field, String problem) {
    folder.roles(
        "111111111111.json", role(BAD + "-not"), "{" + field + ", \"Arn\": \"" + BAD + "\"}");
    Snapshot snapshot = folder.open();
    var roles = snapshot.evidence().roles();
    assertThat(GapSentence.why(gap(roles.role(roleArn(BAD))))).endsWith(problem);
    assertThat(snapshot.problems()).extracting(SnapshotProblem::toString).hasSize(1);
    assertThat(found(roles.role(roleArn(BAD + "-not"))).trustPolicy())
        .isInstanceOf(PolicyReading.Read.class);
    assertThat(roles.role(roleArn(BAD + "-none"))).isInstanceOf(Lookup.Absent.class);
    assertThat(found(roles.rolesOf(account("111111111111"))))
        .extracting(RoleFacts::arn)
        .containsExactly(roleArn(BAD + "-not"), roleArn(BAD));
  }

  @Test
  void aRoleWhoseArnIsLostMayBeAnyRole() {
    for (String lost : List.of("null", "[[]]", "{\"RoleName\": \"bad\"}", "{\"Arn\": \"bad\"}")) {
      folder.roles("111111111111.json", role(BAD + "-not"), lost);
      var roles = folder.open().evidence().roles();
      assertThat(GapSentence.why(gap(roles.role(roleArn(BAD)))))
          .as(lost)
          .contains("RoleDetailList[1]");
      assertThat(found(roles.role(roleArn(BAD + "-not"))).roleId()).isPresent();
    }
  }

  @Test
  void anArnOfAnotherTypeIsNoRole() {
    folder.roles("111111111111.json", role("arn:aws:iam::111111111111:user/bad"));
    Snapshot snapshot = folder.open();
    assertThat(found(snapshot.evidence().roles().rolesOf(account("111111111111")))).isEmpty();
    assertThat(snapshot.problems())
        .extracting(SnapshotProblem::what)
        .containsExactly("expected the ARN of a role");
  }

  @Test
  void aListThatIsNotInTheFileWasNotRead() {
    folder.write("111111111111.json", "{\"UserDetailList\": [], \"RoleDetailList\": null}");
    assertThat(GapSentence.why(gap(folder.open().evidence().roles().role(roleArn(BAD)))))
        .endsWith("111111111111.json: the list is not in the file");
  }

  @Test
  void duplicateKeysInADocumentSpoilThatDocument() {
    folder.roles(
        "111111111111.json",
        role(BAD).replace("\"Effect\"", "\"Effect\":\"Deny\",\"Effect\""),
        role(BAD + "-not"));
    Snapshot snapshot = folder.open();
    assertThat(found(snapshot.evidence().roles().role(roleArn(BAD))).trustPolicy())
        .isInstanceOfSatisfying(
            PolicyReading.Unreadable.class,
            reading -> assertThat(reading.problem()).endsWith("`Effect` is given twice"));
    assertThat(found(snapshot.evidence().roles().role(roleArn(BAD + "-not"))).trustPolicy())
        .isInstanceOf(PolicyReading.Read.class);
    assertThat(snapshot.problems()).isEmpty();
  }

  @Test
  void ignoresWhatIsClearlySomethingElse() {
    folder.write("event.json", "{\"eventName\": \"AssumeRole\", \"userIdentity\": {}}");
    folder.write("list.json", "[{\"a\": [{}]}, 1]");
    folder.write(".cache/111111111111.json", FILE);
    folder.write("notes.txt", "111111111111");
    Snapshot snapshot = folder.open();
    assertThat(GapSentence.why(gap(snapshot.evidence().roles().role(roleArn(BAD)))))
        .startsWith("no file");
    assertThat(snapshot.problems()).isEmpty();
  }

  @Test
  void reportsWhatMayBeMeant() {
    folder.write("list.json", "[1, {\"a\": 1, \"RoleDetailList\": []}]");
    folder.write("text.json", "hello");
    folder.write("empty.json", "");
    folder.write("number.json", "7");
    Snapshot snapshot = folder.open();
    assertThat(GapSentence.why(gap(snapshot.evidence().roles().role(roleArn(BAD)))))
        .startsWith("no file");
    assertThat(snapshot.problems())
        .extracting(problem -> problem.file().getFileName() + ": " + problem.what())
        .satisfiesExactly(
            empty -> assertThat(empty).isEqualTo("empty.json: the file is empty"),
            list -> assertThat(list).startsWith("list.json: a list of accounts"),
            number -> assertThat(number).isEqualTo("number.json: not a JSON object"),
            text ->
                assertThat(text)
                    .startsWith(
                        "text.json: invalid JSON: expected a value, found `hello` without quotes"));
  }
}
