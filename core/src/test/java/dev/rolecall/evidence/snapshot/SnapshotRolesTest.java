package dev.rolecall.evidence.snapshot;

import static dev.rolecall.evidence.snapshot.Folder.account;
import static dev.rolecall.evidence.snapshot.Folder.found;
import static dev.rolecall.evidence.snapshot.Folder.gap;
import static dev.rolecall.evidence.snapshot.Folder.role;
import static dev.rolecall.evidence.snapshot.Folder.roleArn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Caller;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.policy.PolicyReading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotRolesTest {

  private static final String DEPLOY = "arn:aws:iam::111111111111:role/ci/deploy";

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
  }

  private Roles roles() {
    return folder.open().evidence().roles();
  }

  @Test
  void tellsOfARole() {
    folder.roles(
        "111111111111.json",
        role(
            DEPLOY,
            ", \"Tags\": [{\"Key\": \"team\", \"Value\": \"data\"}], \"RoleLastUsed\": {}, \"New\":"
                + " [1]"));
    RoleFacts facts = found(roles().role(roleArn(DEPLOY)));
    assertThat(facts.arn()).isEqualTo(roleArn(DEPLOY));
    assertThat(facts.roleId()).contains("AROAEXAMPLE");
    assertThat(facts.created()).contains(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(facts.tags()).isEqualTo(Map.of("team", "data"));
    assertThat(facts.trustPolicy()).isInstanceOf(PolicyReading.Read.class);
  }

  @Test
  void keepsTheTextOfAPolicyAsItIsWritten() {
    String trust =
        "{ \"Statement\" : {\"Effect\":\"Allow\", \"Principal\":\"*\",\n"
            + " \"Action\":\"sts:AssumeRole\", \"Sid\": \"ü\\u00fc\"} }";
    folder.roles(
        "111111111111.json",
        "{\"Path\": \"/äö€/\", \"AssumeRolePolicyDocument\": "
            + trust
            + ", \"Arn\": \""
            + DEPLOY
            + "\"}");
    assertThat(found(roles().role(roleArn(DEPLOY))).trustPolicy())
        .isInstanceOfSatisfying(
            PolicyReading.Read.class,
            reading -> assertThat(reading.policy().source()).isEqualTo(trust));
  }

  @Test
  void comparesTheWholeArn() {
    folder.roles("111111111111.json", role(DEPLOY));
    assertThat(roles().role(roleArn("arn:aws:iam::111111111111:role/deploy")))
        .isInstanceOf(Lookup.Absent.class);
    assertThat(roles().role(roleArn("arn:aws-cn:iam::111111111111:role/ci/deploy")))
        .isInstanceOf(Lookup.Absent.class);
  }

  @Test
  void doesNotCallARoleOfAnUnreadAccountAbsent() {
    folder.roles("111111111111.json", role(DEPLOY));
    var gap = gap(roles().role(roleArn("arn:aws:iam::222222222222:role/deploy")));
    assertThat(GapSentence.fact(gap))
        .isEqualTo("the trust policy of arn:aws:iam::222222222222:role/deploy");
    assertThat(GapSentence.why(gap)).isEqualTo("no file of the snapshot has account 222222222222");
    assertThat(GapSentence.learnBy(gap))
        .isEqualTo("aws iam get-account-authorization-details > 222222222222.json");
  }

  @Test
  void takesTheAccountFromTheArnsNotFromTheName() {
    folder.roles("222222222222.json", role(DEPLOY));
    folder.roles("prod.json", role("arn:aws:iam::333333333333:role/audit"));
    Roles roles = roles();
    assertThat(found(roles.role(roleArn(DEPLOY))).arn().name()).isEqualTo("deploy");
    assertThat(found(roles.rolesOf(account("333333333333")))).hasSize(1);
    assertThat(GapSentence.why(gap(roles.rolesOf(account("222222222222"))))).contains("no file");
  }

  @Test
  void takesTheAccountFromTheNameWhenThereAreNoArns() {
    folder.roles("prod-111111111111.json");
    assertThat(GapSentence.why(gap(roles().role(roleArn(DEPLOY)))))
        .endsWith("the list is empty, as with `--filter`");
    assertThat(GapSentence.why(gap(roles().rolesOf(account("111111111111")))))
        .endsWith("as with `--filter`");
  }

  @Test
  void aRoleMissingBesideItsCallerIsUnreadAndWithTheCallerThereAbsent() {
    String other = "arn:aws:iam::111111111111:role/other";
    folder.account(
        "111111111111.json",
        "{\"Arn\": \"arn:aws:iam::111111111111:user/bob\"}",
        "",
        role(other),
        "");
    Caller known = Folder.session("arn:aws:sts::111111111111:assumed-role/other/s", other);
    Caller unknown = Folder.session("arn:aws:sts::111111111111:assumed-role/node/s");
    assertThat(roles().role(roleArn(DEPLOY), known)).isInstanceOf(Lookup.Absent.class);
    assertThat(GapSentence.why(gap(roles().role(roleArn(DEPLOY), unknown))))
        .isEqualTo(
            "the snapshot does not have the caller either, so it does not hold all of account"
                + " 111111111111");
    assertThat(roles().role(roleArn(DEPLOY), Folder.user("arn:aws:iam::111111111111:user/bob")))
        .isInstanceOf(Lookup.Absent.class);
    assertThat(gap(roles().role(roleArn(DEPLOY), Folder.user("arn:aws:iam::111111111111:user/x"))))
        .isNotNull();
    assertThat(
            roles()
                .role(
                    roleArn(DEPLOY), Folder.session("arn:aws:sts::222222222222:assumed-role/x/s")))
        .as("a caller of another account proves nothing")
        .isInstanceOf(Lookup.Absent.class);
    assertThat(found(roles().role(roleArn(other), unknown)).arn()).isEqualTo(roleArn(other));
  }

  @Test
  void mergesThePagesOfAnAccount() {
    folder.write("page-1.json", page(role(DEPLOY), true));
    folder.write("deeper/page-2.json", page(role("arn:aws:iam::111111111111:role/audit"), false));
    assertThat(found(roles().rolesOf(account("111111111111"))))
        .extracting(facts -> facts.arn().name())
        .containsExactly("audit", "deploy");
    assertThat(roles().role(roleArn("arn:aws:iam::111111111111:role/other")))
        .isInstanceOf(Lookup.Absent.class);
  }

  @Test
  void lacksWhatALostPageMayHave() {
    folder.write("111111111111.json", page(role(DEPLOY), true));
    assertThat(found(roles().role(roleArn(DEPLOY)))).isNotNull();
    assertThat(GapSentence.why(gap(roles().role(roleArn("arn:aws:iam::111111111111:role/other")))))
        .endsWith("the output was cut off, and the rest is missing");
    assertThat(GapSentence.fact(gap(roles().rolesOf(account("111111111111")))))
        .isEqualTo("the roles of account 111111111111");
  }

  private static String page(String role, boolean truncated) {
    return "{\"IsTruncated\": %s, \"UserDetailList\": [], \"RoleDetailList\": [%s]}"
        .formatted(truncated, role);
  }

  @Test
  void findsThePageWhoseNameDoesNotTellTheAccount() {
    folder.write("111111111111.json", page(role(DEPLOY), true));
    folder.write("rest.json", page(role("arn:aws:iam::111111111111:role/audit"), false));
    assertThat(found(roles().rolesOf(account("111111111111")))).hasSize(2);
  }

  @Test
  void doesNotChooseBetweenTwoFilesThatDiffer() {
    folder.roles("old/111111111111.json", role(DEPLOY), role(DEPLOY.replace("deploy", "same")));
    folder.roles(
        "new/111111111111.json",
        role(DEPLOY).replace("lambda.amazonaws.com", "ec2.amazonaws.com"),
        role(DEPLOY.replace("deploy", "same")));
    Snapshot snapshot = folder.open();
    assertThat(GapSentence.why(gap(snapshot.evidence().roles().role(roleArn(DEPLOY)))))
        .contains("another file of the account has it differently");
    assertThat(snapshot.problems()).hasSize(1);
    assertThat(found(snapshot.evidence().roles().role(roleArn(DEPLOY.replace("deploy", "same")))))
        .isNotNull();
  }

  @Test
  void knowsRolesByNameAcrossAccounts() {
    folder.roles("111111111111.json", role(DEPLOY));
    folder.roles("b.json", role("arn:aws-us-gov:iam::222222222222:role/deploy"));
    assertThat(roles().rolesNamed("deploy"))
        .isEqualTo(
            List.of(roleArn("arn:aws-us-gov:iam::222222222222:role/deploy"), roleArn(DEPLOY)));
    assertThat(roles().rolesNamed("other")).isEmpty();
  }

  @Test
  void readsGzipByItsContent() {
    String json = "{\"RoleDetailList\": [" + role(DEPLOY) + "]}";
    folder.gzip("111111111111.json.gz", json);
    folder.gzip("222222222222.json", json.replace("111111111111", "222222222222"));
    assertThat(found(roles().role(roleArn(DEPLOY)))).isNotNull();
    assertThat(found(roles().rolesOf(account("222222222222")))).hasSize(1);
  }

  @Test
  void readsAFileThatIsGivenByItself() {
    Path file = folder.roles("a-name-without-an-ending", role(DEPLOY));
    assertThat(found(Folder.open(file).evidence().roles().role(roleArn(DEPLOY)))).isNotNull();
  }

  @Test
  void ignoresAByteOrderMark() {
    folder.write("111111111111.json", "\ufeff{\"RoleDetailList\": [" + role(DEPLOY) + "]}");
    assertThat(found(roles().role(roleArn(DEPLOY))).trustPolicy())
        .isInstanceOf(PolicyReading.Read.class);
  }

  @Test
  void readsTimesInSecondsAndLivesWithoutTimes() {
    folder.roles(
        "111111111111.json",
        "{\"Arn\": \"" + DEPLOY + "\", \"CreateDate\": 1767323045}",
        "{\"Arn\": \"arn:aws:iam::111111111111:role/b\", \"CreateDate\": \"soon\"}");
    assertThat(found(roles().role(roleArn(DEPLOY))).created())
        .contains(Instant.ofEpochSecond(1767323045));
    assertThat(found(roles().role(roleArn("arn:aws:iam::111111111111:role/b"))).created())
        .isEqualTo(Optional.empty());
  }

  @Test
  void saysThatATrustPolicyIsNotThere() {
    folder.roles("111111111111.json", "{\"Arn\": \"" + DEPLOY + "\"}");
    assertThat(found(roles().role(roleArn(DEPLOY))).trustPolicy())
        .isEqualTo(new PolicyReading.Unreadable("the file has no AssumeRolePolicyDocument"));
  }
}
