package dev.rolecall.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.permission.code.AwsActions;
import dev.rolecall.permission.code.ReachedCode;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The policies of `docs/permissions.md` allow what the commands call, and nothing else: the calls
/// are found in the code, so that a new one without its permission fails here.
class CommandPermissionsTest {

  /// What these commands are not told: they have no option for a reader role.
  private static final Set<String> NEVER = Set.of("sts:AssumeRole");

  /// What AWS does for a caller, and no code asks for.
  private static final Set<String> BY_AWS = Set.of("kms:Decrypt");

  private static SortedMap<String, String> called(String... entries) {
    return AwsActions.of(
        ReachedCode.from(
            Stream.of(entries).map(entry -> "dev.rolecall.cli." + entry).toList(), _ -> false));
  }

  private static Set<String> allowed(String policies) {
    return PermissionsPage.actions(policies.split(" "));
  }

  private static void check(SortedMap<String, String> called, Set<String> allowed) {
    assertThat(called.entrySet())
        .as("calls that the page does not allow")
        .allMatch(call -> allowed.contains(call.getKey()));
    assertThat(allowed).as("what the page allows and nothing calls").isSubsetOf(called.keySet());
  }

  /// For `check`, `report-s3` stands for what finds the Region of the bucket with Athena's results;
  /// the page has that in `report-athena-data`.
  @ParameterizedTest
  @CsvSource({
    "ExplainCommand.run, account organization use-reader",
    "RunCommand.run, account organization use-reader",
    "check.CheckCommand.run, account organization use-reader token report-s3 report-logs"
        + " report-athena",
    "report.ReportCommand.run, account organization use-reader report-s3 report-history"
        + " report-logs report-athena",
    "SnapshotCommand.run, snapshot snapshot-organization use-reader",
    "McpCommand.run, account organization use-reader incidents"
  })
  void whatACommandCalls(String entry, String policies) {
    check(called(entry), allowed(policies));
  }

  @Test
  void theDoctorReadsOtherAccountsAsTheReaderRoleDoes() {
    SortedMap<String, String> called = called("DoctorRun.run", "DoctorRun");
    called.keySet().removeAll(NEVER);
    Set<String> here = allowed("doctor doctor-teams doctor-organization");
    Set<String> elsewhere =
        called.keySet().stream()
            .filter(action -> !here.contains(action))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(elsewhere).containsExactly("iam:GetRequestAuthorizationDetails", "iam:GetRole");
    assertThat(allowed("account reader")).containsAll(elsewhere);
    called.keySet().removeAll(elsewhere);
    check(called, here);
  }

  @Test
  void theDoctorSendsAgain() {
    SortedMap<String, String> called = called("RedriveRun.run", "RedriveRun");
    called.keySet().removeAll(NEVER);
    check(called, allowed("redrive-dry redrive"));
  }

  @ParameterizedTest
  @CsvSource({
    "incidents.IncidentsRun.list incidents.IncidentsRun.show, incidents",
    "incidents.IncidentsRun.list incidents.IncidentsRun.show incidents.IncidentsRun.perform,"
        + " incidents incidents-answer"
  })
  void incidents(String entries, String policies) {
    SortedMap<String, String> called =
        called((entries + " incidents.IncidentsCommand.open").split(" "));
    called.keySet().removeAll(NEVER);
    check(called, allowed(policies));
  }

  /// A command that is not above, with calls of its own, is found here.
  @Test
  void thePageNamesWhatTheWholeCommandLineCalls() {
    Set<String> allowed =
        new TreeSet<>(
            allowed(
                "account organization use-reader token report-s3 report-history report-logs"
                    + " report-athena snapshot snapshot-organization doctor doctor-teams"
                    + " doctor-organization redrive-dry redrive incidents incidents-answer"));
    SortedMap<String, String> called = called("Main.run");
    assertThat(called).hasSizeGreaterThan(40);
    check(called, allowed);
  }

  @Test
  void athenaReadsAndWritesForTheUser() {
    assertThat(allowed("report-athena-data"))
        .containsExactlyInAnyOrder(
            "glue:GetDatabase",
            "glue:GetPartitions",
            "glue:GetTable",
            "s3:AbortMultipartUpload",
            "s3:GetBucketLocation",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:PutObject");
  }

  @Test
  void anEncryptedTrailNeedsItsKey() {
    assertThat(allowed("report-kms")).isEqualTo(BY_AWS);
  }

  /// The page is for people to copy: each policy has what IAM wants, and names nothing it lacks.
  @Test
  void everyPolicyIsWellFormed() {
    assertThat(PermissionsPage.policies()).hasSizeGreaterThan(25);
    PermissionsPage.policies()
        .forEach(
            (name, policy) -> {
              assertThat(policy.path("Version").asText()).as(name).isEqualTo("2012-10-17");
              List<String> sids =
                  PermissionsPage.statements(policy)
                      .map(statement -> statement.path("Sid").asText())
                      .toList();
              assertThat(sids).as(name).isNotEmpty().doesNotHaveDuplicates();
              PermissionsPage.statements(policy)
                  .forEach(
                      statement -> {
                        assertThat(statement.path("Effect").asText()).as(name).isEqualTo("Allow");
                        assertThat(PermissionsPage.texts(statement.path("Action")))
                            .as(name)
                            .isNotEmpty()
                            .allMatch(
                                action -> action.matches("[a-z0-9]+:([A-Z][A-Za-z0-9]+|\\*)"));
                        if (!statement.has("Principal")) {
                          assertThat(PermissionsPage.texts(statement.path("Resource")))
                              .as(name)
                              .isNotEmpty()
                              .allMatch(arn -> arn.equals("*") || arn.startsWith("arn:aws:"));
                        }
                      });
            });
  }
}
