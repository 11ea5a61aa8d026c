package dev.rolecall.evidence.snapshot;

import static dev.rolecall.evidence.snapshot.Folder.ALLOW_ALL;
import static dev.rolecall.evidence.snapshot.Folder.found;
import static dev.rolecall.evidence.snapshot.Folder.gap;
import static dev.rolecall.evidence.snapshot.Folder.managed;
import static dev.rolecall.evidence.snapshot.Folder.role;
import static dev.rolecall.evidence.snapshot.Folder.session;
import static dev.rolecall.evidence.snapshot.Folder.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Layer;
import dev.rolecall.iam.policy.NamedPolicy;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotCallersTest {

  private static final String ALICE = "arn:aws:iam::111111111111:user/people/alice";
  private static final String CI = "arn:aws:iam::111111111111:role/ci/runner";
  private static final String CI_SESSION = "arn:aws:sts::111111111111:assumed-role/runner/job-1";
  private static final String OWN = "arn:aws:iam::111111111111:policy/own";
  private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
  }

  private Lookup<CallerFacts> caller(Caller caller) {
    return folder.open().evidence().callers().caller(caller);
  }

  private static String attached(String... arns) {
    StringBuilder list = new StringBuilder();
    for (String arn : arns) {
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"PolicyName\": \"x\", \"PolicyArn\": \"" + arn + "\"}");
    }
    return ", \"AttachedManagedPolicies\": [" + list + "]";
  }

  private static String inline(String type, String name, String document) {
    return ", \"%sPolicyList\": [{\"PolicyName\": \"%s\", \"PolicyDocument\": %s}]"
        .formatted(type, name, document);
  }

  private static String boundary(String arn) {
    return ", \"PermissionsBoundary\": {\"PermissionsBoundaryType\": \"Policy\","
        + " \"PermissionsBoundaryArn\": \""
        + arn
        + "\"}";
  }

  private static String named(String arn, String more) {
    return "{\"Arn\": \"" + arn + "\"" + more + "}";
  }

  @Test
  void gathersThePoliciesOfAUserAndHisGroups() {
    folder.account(
        "111111111111.json",
        named(
            ALICE,
            inline("User", "mine", ALLOW_ALL)
                + attached(OWN)
                + ", \"GroupList\": [\"devs\"], \"UserId\": \"AIDAEXAMPLE\", \"Tags\": null"),
        named(
            "arn:aws:iam::111111111111:group/teams/devs",
            inline("Group", "ours", ALLOW_ALL) + attached(READ_ONLY)),
        "",
        managed(OWN, ALLOW_ALL) + "," + managed(READ_ONLY, ALLOW_ALL));
    CallerFacts facts = found(caller(user(ALICE)));
    assertThat(facts.arn()).isEqualTo(ALICE);
    assertThat(facts.uniqueId()).contains("AIDAEXAMPLE");
    assertThat(facts.identityPolicies())
        .extracting(NamedPolicy::name, NamedPolicy::attachedTo)
        .containsExactly(
            tuple("mine", "alice"),
            tuple(OWN, "alice"),
            tuple("ours", "group devs"),
            tuple(READ_ONLY, "group devs"));
    assertThat(facts.missing()).isEmpty();
    assertThat(facts.boundary()).isInstanceOf(Layer.NotApplicable.class);
  }

  @Test
  void findsTheRoleOfASessionByArnOrByName() {
    folder.roles("111111111111.json", role(CI, inline("Role", "jobs", ALLOW_ALL)));
    for (Caller caller : new Caller[] {session(CI_SESSION, CI), session(CI_SESSION)}) {
      assertThat(found(caller(caller)).arn()).isEqualTo(CI);
      assertThat(found(caller(caller)).identityPolicies())
          .extracting(NamedPolicy::name)
          .containsExactly("jobs");
    }
    assertThat(caller(session(CI_SESSION, CI.replace("/ci/", "/"))))
        .as("another role of that name")
        .isInstanceOf(Lookup.Absent.class);
  }

  @Test
  void tellsDeletedFromUnread() {
    folder.account(
        "111111111111.json", named("arn:aws:iam::111111111111:user/bob", ""), "", role(CI), "");
    assertThat(caller(user(ALICE))).isInstanceOf(Lookup.Absent.class);
    assertThat(caller(session("arn:aws:sts::111111111111:assumed-role/gone/s")))
        .isInstanceOf(Lookup.Absent.class);
    Gap gap = gap(caller(user("arn:aws:iam::222222222222:user/bob")));
    assertThat(GapSentence.why(gap)).isEqualTo("no file of the snapshot has account 222222222222");
    assertThat(GapSentence.learnBy(gap)).contains("aws iam get-account-authorization-details");
  }

  @Test
  void readsTheBoundary() {
    folder.account(
        "111111111111.json",
        named(ALICE, boundary(OWN)),
        "",
        role(CI, boundary(OWN + "-lost")),
        managed(OWN, ALLOW_ALL));
    assertThat(found(caller(user(ALICE))).boundary())
        .isInstanceOfSatisfying(
            Layer.Read.class,
            read -> {
              NamedPolicy policy = read.levels().getFirst().policies().getFirst();
              assertThat(policy.name()).isEqualTo(OWN);
              assertThat(policy.attachedTo()).isEqualTo("alice");
            });
    assertThat(found(caller(session(CI_SESSION))).boundary())
        .isInstanceOfSatisfying(
            Layer.Unread.class,
            unread ->
                assertThat(GapSentence.fact(unread.gap()))
                    .isEqualTo("permissions boundary " + OWN + "-lost of role runner"));
  }

  @Test
  void doesNotUnderstandABoundaryThatIsNoPolicy() {
    folder.account(
        "111111111111.json", named(ALICE, boundary(OWN)), "", "", managed(OWN, "{\"A\": 1}"));
    assertThat(found(caller(user(ALICE))).boundary())
        .isInstanceOfSatisfying(
            Layer.Unread.class,
            unread ->
                assertThat(GapSentence.why(unread.gap()))
                    .isEqualTo("it cannot be parsed: A: unknown element"));
  }

  @Test
  void namesEveryPolicyThatIsMissing() {
    folder.account(
        "111111111111.json",
        named(
            ALICE,
            inline("User", "mine", "{\"Statement\": 7}")
                + attached(OWN)
                + ", \"GroupList\": [\"gone\"]"),
        "",
        "",
        "");
    CallerFacts facts = found(caller(user(ALICE)));
    assertThat(facts.identityPolicies()).isEmpty();
    assertThat(facts.missing())
        .extracting(GapSentence::of)
        .containsExactly(
            new GapSentence(
                "inline policy mine of user alice",
                "it cannot be parsed: Statement: expected an object or a list, found a number",
                "aws iam get-user-policy --user-name alice --policy-name mine"),
            new GapSentence(
                "policy " + OWN + " attached to user alice",
                "the snapshot does not have its default version",
                "aws iam get-policy-version --policy-arn "
                    + OWN
                    + " --version-id $(aws iam get-policy --policy-arn "
                    + OWN
                    + " --query Policy.DefaultVersionId --output text)"),
            new GapSentence(
                "the policies of group gone",
                "the snapshot does not have the group",
                "aws iam get-account-authorization-details --filter Group"));
  }

  @Test
  void countsTheDefaultVersionOnly() {
    folder.account(
        "111111111111.json",
        named(ALICE, attached(OWN)),
        "",
        "",
        managed(OWN, ALLOW_ALL)
            .replace("\"DefaultVersionId\": \"v2\"", "\"DefaultVersionId\": \"v3\""));
    assertThat(found(caller(user(ALICE))).missing())
        .extracting(GapSentence::why)
        .containsExactly("the snapshot does not have its default version");
  }

  @Test
  void takesPoliciesOfAwsFromAnyAccountThatWasRead() {
    folder.account("111111111111.json", named(ALICE, attached(READ_ONLY)), "", "", "");
    folder.account(
        "222222222222.json",
        named("arn:aws:iam::222222222222:user/bob", ""),
        "",
        "",
        managed(READ_ONLY, ALLOW_ALL));
    var callers = folder.open().evidence().callers();
    assertThat(found(callers.caller(user(ALICE))).missing()).hasSize(1);
    assertThat(callers.caller(user("arn:aws:iam::222222222222:user/bob")).found()).isPresent();
    assertThat(found(callers.caller(user(ALICE))).missing()).isEmpty();
  }

  @Test
  void doesNotTakePoliciesOfAnotherAccount() {
    folder.account("111111111111.json", named(ALICE, attached(OWN)), "", "", "");
    folder.account(
        "222222222222.json",
        named("arn:aws:iam::222222222222:user/bob", ""),
        "",
        "",
        managed(OWN, ALLOW_ALL));
    Snapshot snapshot = folder.open();
    var callers = snapshot.evidence().callers();
    assertThat(callers.caller(user("arn:aws:iam::222222222222:user/bob")).found()).isPresent();
    assertThat(found(callers.caller(user(ALICE))).missing()).hasSize(1);
    assertThat(snapshot.problems())
        .extracting(SnapshotProblem::what)
        .containsExactly("an ARN of a different account than the first one in the file");
  }

  @Test
  void quotesNamesInCommands() {
    folder.account(
        "111111111111.json", named(ALICE, inline("User", "a'; rm -rf $HOME", "{}")), "", "", "");
    assertThat(found(caller(user(ALICE))).missing())
        .extracting(GapSentence::learnBy)
        .containsExactly(
            "aws iam get-user-policy --user-name alice --policy-name 'a'\\''; rm -rf $HOME'");
  }

  @ParameterizedTest
  @CsvSource({
    "root, a caller of this type has no IAM policies",
    "web, a caller of this type has no IAM policies",
    "saml, a caller of this type has no IAM policies",
    "service, a caller of this type has no IAM policies",
    "other, the record does not identify the caller"
  })
  void hasNothingToTellOfOtherCallers(String kind, String why) {
    folder.roles("111111111111.json", role(CI));
    Caller caller =
        switch (kind) {
          case "root" -> new Caller.Root("aws", Folder.account("111111111111"));
          case "web" -> new Caller.WebIdentity(Optional.empty(), Optional.empty(), "repo:a/b");
          case "saml" -> new Caller.Saml(Optional.empty(), "alice");
          case "service" -> new Caller.AwsService("lambda.amazonaws.com");
          default -> new Caller.Unidentified("FederatedUser", "", Optional.empty());
        };
    assertThat(GapSentence.why(gap(caller(caller)))).isEqualTo(why);
  }
}
