package dev.rolecall.evidence.snapshot;

import static dev.rolecall.evidence.snapshot.Folder.found;
import static dev.rolecall.evidence.snapshot.Folder.gap;
import static dev.rolecall.evidence.snapshot.Folder.roleArn;
import static dev.rolecall.evidence.snapshot.Folder.session;
import static dev.rolecall.evidence.snapshot.Folder.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotChangesTest {

  private static final RoleArn DEPLOY = roleArn("arn:aws:iam::111111111111:role/ops/deploy");
  private static final Caller ALICE = user("arn:aws:iam::222222222222:user/alice");
  private static final Caller RUNNER =
      session(
          "arn:aws:sts::222222222222:assumed-role/runner/job",
          "arn:aws:iam::222222222222:role/ci/runner");
  private static final Caller GITHUB =
      new Caller.WebIdentity(Optional.empty(), Optional.empty(), "repo:a/b:ref:refs/heads/main");

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
  }

  private List<Change> changes(Caller caller, String... lines) {
    folder.write("changes.ndjson", String.join("\n", lines));
    return found(folder.open().evidence().changes().concerning(DEPLOY, caller));
  }

  private static String iam(int second, String account, String event, String parameters) {
    return """
    {"eventTime": "2026-01-01T00:00:%02dZ", "eventSource": "iam.amazonaws.com", "eventName": "%s", "eventID": "e%d", \
    "recipientAccountId": "%s", "userIdentity": {"type": "Root", "arn": "arn:aws:iam::%s:root"}, "requestParameters": {%s}}\
    """
        .formatted(second, event, second, account, account, parameters);
  }

  private static String assumed(String identity) {
    return """
    {"eventTime": "2026-01-01T00:00:00Z", "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", \
    "eventID": "e1", "sharedEventID": "shared", "userIdentity": {%s}, "requestParameters": {"roleArn": "%s"}}\
    """
        .formatted(identity, DEPLOY);
  }

  @ParameterizedTest
  @CsvSource({
    "CreateRole, role `deploy` created",
    "UpdateAssumeRolePolicy, trust policy of role `deploy` changed",
    "DeleteRole, role `deploy` deleted",
    "UpdateRole, settings of role `deploy` changed",
    "TagRole, tags of role `deploy` changed",
    "UntagRole, tags removed from role `deploy`",
  })
  void tellsWhatHappenedToTheRole(String event, String what) {
    String parameters = "\"roleName\": \"deploy\"";
    assertThat(
            changes(
                ALICE,
                iam(1, "111111111111", event, parameters),
                iam(2, "222222222222", event, parameters),
                iam(3, "111111111111", event, "\"roleName\": \"other\"")))
        .containsExactly(
            new Change(
                Instant.parse("2026-01-01T00:00:01Z"),
                ChangeEvent.valueOf(event),
                "arn:aws:iam::111111111111:root",
                Optional.of("e1"),
                Map.of(ChangeEvent.Name.ROLE, "deploy"),
                Change.Kind.ROLE))
        .extracting(change -> ChangeSentence.what(change).plain())
        .containsExactly(what);
  }

  @Test
  void takesTheNameOfAServiceLinkedRoleFromTheAnswer() {
    String line =
        iam(1, "111111111111", "CreateServiceLinkedRole", "\"aWSServiceName\": \"x\"")
            .replace(
                "\"requestParameters\"",
                "\"responseElements\": {\"role\": {\"roleName\": \"deploy\"}},"
                    + " \"requestParameters\"");
    assertThat(changes(ALICE, line))
        .extracting(change -> ChangeSentence.what(change).plain())
        .containsExactly("service-linked role `deploy` created");
  }

  @Test
  void doesNotMindThePermissionsOfTheRole() {
    assertThat(
            changes(
                ALICE,
                iam(1, "111111111111", "PutRolePolicy", "\"roleName\": \"deploy\""),
                iam(2, "111111111111", "AttachRolePolicy", "\"roleName\": \"deploy\"")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CreateOpenIDConnectProvider, OIDC provider `https://x` created",
    "UpdateOpenIDConnectProviderThumbprint, thumbprints of OIDC provider `https://x`" + " replaced",
    "AddClientIDToOpenIDConnectProvider, audience `sts` added to OIDC provider `https://x`",
  })
  void tellsOfTheProvidersOfFederatedCallers(String event, String what) {
    String line = iam(1, "111111111111", event, "\"url\": \"https://x\", \"clientID\": \"sts\"");
    assertThat(changes(GITHUB, line))
        .extracting(change -> change.kind() + " " + ChangeSentence.what(change).plain())
        .containsExactly("ROLE " + what);
    assertThat(changes(ALICE, line)).isEmpty();
    assertThat(changes(new Caller.Saml(Optional.empty(), "alice"), line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PutRolePolicy, inline policy `p` on role `runner` changed",
    "DeleteRolePolicy, inline policy `p` on role `runner` deleted",
    "AttachRolePolicy, policy `p` attached to role `runner`",
    "DetachRolePolicy, policy `p` detached from role `runner`",
    "PutRolePermissionsBoundary, permissions boundary of role `runner` set to (not recorded)",
    "DeleteRolePermissionsBoundary, permissions boundary of role `runner` removed",
    "CreateRole, role `runner` created",
  })
  void tellsWhatHappenedToACallingRole(String event, String what) {
    assertThat(
            changes(
                RUNNER,
                iam(1, "222222222222", event, "\"roleName\": \"runner\", \"policyName\": \"p\"")))
        .extracting(change -> change.kind() + " " + ChangeSentence.what(change).plain())
        .containsExactly("CALLER " + what);
  }

  @Test
  void tellsWhatHappenedToAUserHisGroupsAndTheirPolicies() {
    String policy = "arn:aws:iam::222222222222:policy/";
    folder.account(
        "222222222222.json",
        """
        {"Arn": "arn:aws:iam::222222222222:user/alice", "GroupList": ["devs"],
         "AttachedManagedPolicies": [{"PolicyArn": "%1$sown"}],
         "PermissionsBoundary": {"PermissionsBoundaryArn": "%1$sboundary"}}\
        """
            .formatted(policy),
        """
        {"Arn": "arn:aws:iam::222222222222:group/devs",
         "AttachedManagedPolicies": [{"PolicyArn": "%1$sgroup"}]}\
        """
            .formatted(policy),
        "",
        "");
    String account = "222222222222";
    assertThat(
            changes(
                ALICE,
                iam(
                    1,
                    account,
                    "AddUserToGroup",
                    "\"userName\": \"alice\", \"groupName\": \"devs\""),
                iam(2, account, "PutGroupPolicy", "\"groupName\": \"devs\", \"policyName\": \"p\""),
                iam(3, account, "PutGroupPolicy", "\"groupName\": \"ops\", \"policyName\": \"p\""),
                iam(4, account, "CreatePolicyVersion", "\"policyArn\": \"" + policy + "own\""),
                iam(
                    5,
                    account,
                    "CreatePolicyVersion",
                    "\"policyArn\": \"" + policy + "own\", \"setAsDefault\": false"),
                iam(
                    6,
                    account,
                    "SetDefaultPolicyVersion",
                    "\"versionId\": \"v7\", \"policyArn\": \"" + policy + "group\""),
                iam(
                    7,
                    account,
                    "DeletePolicyVersion",
                    "\"versionId\": \"v1\", \"policyArn\": \"" + policy + "boundary\""),
                iam(8, account, "CreatePolicyVersion", "\"policyArn\": \"" + policy + "other\"")))
        .extracting(change -> ChangeSentence.what(change).plain())
        .containsExactly(
            "version `v1` of policy `" + policy + "boundary` deleted",
            "default version of policy `" + policy + "group` set to `v7`",
            "new version of policy `" + policy + "own` created",
            "inline policy `p` on group `devs` changed",
            "user `alice` added to group `devs`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user | 'type': 'IAMUser', 'arn': 'arn:aws:iam::222222222222:user/alice'",
        "role | 'type': 'AssumedRole', 'sessionContext': {'sessionIssuer': {'arn':"
            + " 'arn:aws:iam::222222222222:role/ci/runner'}}",
        "role | 'type': 'AWSAccount', 'principalId': 'AROAEXAMPLE:job'",
        "web | 'type': 'WebIdentityUser', 'userName': 'repo:a/b:ref:refs/heads/main'",
        "service | 'type': 'AWSService', 'invokedBy': 'lambda.amazonaws.com'"
      })
  void tellsWhenTheSameCallerSucceeded(String kind, String identity) {
    Caller caller =
        switch (kind) {
          case "user" -> ALICE;
          case "role" -> RUNNER;
          case "web" -> GITHUB;
          default -> new Caller.AwsService("lambda.amazonaws.com");
        };
    String line = assumed(identity.replace('\'', '"'));
    assertThat(changes(caller, line, line.replace("e1", "e2")))
        .as("two records of one call")
        .singleElement()
        .satisfies(change -> assertThat(change.kind()).isEqualTo(Change.Kind.ASSUMED))
        .satisfies(
            change ->
                assertThat(ChangeSentence.what(change).plain())
                    .isEqualTo("role `ops/deploy` assumed"));
    assertThat(changes(user("arn:aws:iam::222222222222:user/bob"), line)).isEmpty();
  }

  @Test
  void knowsASessionWhoseRoleTheRecordDoesNotTell() {
    String line =
        assumed(
            "\"type\": \"AssumedRole\", \"arn\":"
                + " \"arn:aws:sts::222222222222:assumed-role/runner/x\"");
    assertThat(changes(session("arn:aws:sts::222222222222:assumed-role/runner/y"), line))
        .hasSize(1);
  }

  @Test
  void tellsACallOnceWhenTheRoleAssumesItself() {
    assertThat(
            changes(
                session("arn:aws:sts::111111111111:assumed-role/deploy/s", DEPLOY.toString()),
                iam(1, "111111111111", "TagRole", "\"roleName\": \"deploy\"")))
        .extracting(Change::kind)
        .containsExactly(Change.Kind.ROLE);
  }

  @Test
  void ignoresFailedCallsAndOtherServices() {
    String line = iam(1, "111111111111", "DeleteRole", "\"roleName\": \"deploy\"");
    assertThat(
            changes(
                ALICE,
                line.replace("\"eventID\"", "\"errorCode\": \"AccessDenied\", \"eventID\""),
                line.replace("iam.amazonaws.com", "ec2.amazonaws.com"),
                line.replace("DeleteRole", "GetRole")))
        .isEmpty();
  }

  @Test
  void readsEventBridgeEventsAndGzip() {
    folder.gzip(
        "a/changes.ndjson.gz",
        "{\"source\": \"aws.iam\", \"detail\": "
            + iam(1, "111111111111", "DeleteRole", "\"roleName\": \"deploy\"")
            + "}\r\n\r\n");
    assertThat(changes(ALICE, iam(2, "111111111111", "CreateRole", "\"roleName\": \"deploy\"")))
        .extracting(Change::event)
        .as("newest first")
        .containsExactly(ChangeEvent.CreateRole, ChangeEvent.DeleteRole);
  }

  @Test
  void skipsAndReportsMalformedLines() {
    String good = iam(2, "111111111111", "CreateRole", "\"roleName\": \"deploy\"");
    folder.write(
        "changes.ndjson",
        String.join(
            "\n",
            "{",
            "[]",
            good,
            "",
            good.replace("2026-01-01", "yesterday"),
            good.replace("roleName", "RoleName"),
            good.replace("111111111111", "1")));
    Snapshot snapshot = folder.open();
    assertThat(found(snapshot.evidence().changes().concerning(DEPLOY, ALICE))).hasSize(1);
    assertThat(snapshot.problems())
        .extracting(problem -> problem.where() + ": " + problem.what())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("line 1: invalid JSON: "),
            two ->
                assertThat(two).isEqualTo("line 2: not a CloudTrail record: it has no eventName"),
            five -> assertThat(five).isEqualTo("line 5: eventTime is not an ISO 8601 time"),
            six ->
                assertThat(six)
                    .isEqualTo("line 6: requestParameters does not show what CreateRole changed"),
            seven -> assertThat(seven).isEqualTo("line 7: no recipientAccountId"));
  }

  @Test
  void countsMalformedLinesAfterTheFirstTwenty() {
    folder.write(
        "changes.ndjson",
        "{\n".repeat(50) + iam(1, "111111111111", "CreateRole", "\"roleName\": \"deploy\""));
    Snapshot snapshot = folder.open();
    assertThat(found(snapshot.evidence().changes().concerning(DEPLOY, ALICE))).hasSize(1);
    assertThat(snapshot.problems())
        .hasSize(21)
        .extracting(SnapshotProblem::what)
        .contains("30 more malformed lines");
  }

  @Test
  void tellsNothingFromUnread() {
    folder.roles("111111111111.json");
    var gap = gap(folder.open().evidence().changes().concerning(DEPLOY, ALICE));
    assertThat(GapSentence.why(gap)).isEqualTo("the snapshot has no changes.ndjson");
    assertThat(GapSentence.learnBy(gap))
        .isEqualTo(
            "aws cloudtrail lookup-events --region us-east-1 --lookup-attributes"
                + " AttributeKey=ResourceName,AttributeValue=deploy");
    folder.write("changes.ndjson", "no record\n");
    assertThat(GapSentence.why(gap(folder.open().evidence().changes().concerning(DEPLOY, ALICE))))
        .contains("line 1: invalid JSON: expected a value, found `no` without quotes");
    assertThat(changes(ALICE, "")).isEmpty();
  }
}
