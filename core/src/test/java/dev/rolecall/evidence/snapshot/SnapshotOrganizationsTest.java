package dev.rolecall.evidence.snapshot;

import static dev.rolecall.evidence.snapshot.Folder.ALLOW_ALL;
import static dev.rolecall.evidence.snapshot.Folder.account;
import static dev.rolecall.evidence.snapshot.Folder.found;
import static dev.rolecall.evidence.snapshot.Folder.gap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.iam.evaluation.Layer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotOrganizationsTest {

  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void writeInto() {
    folder = new Folder(directory);
    folder.roles("111111111111.json");
  }

  private Lookup<AccountFacts> ask(String id) {
    return folder.open().evidence().organizations().account(account(id));
  }

  /// Writes two organizations; these are the fields of account 111111111111 besides its id.
  private void organization(String fields) {
    folder.write("organization.json", organizations(fields));
  }

  private static String organizations(String fields) {
    return """
    {"organizations": [
      {"accounts": [{"id": "111111111111" %s}], "id": "o-abc", "managementAccountId": "999999999999"},
      {"id": "o-def", "managementAccountId": "888888888888",
       "accounts": [{"id": "222222222222", "name": "audit", "path": "o-def/r-x/", "new": {}}]}]}
    """
        .formatted(fields);
  }

  private static String levels(String policies) {
    return ", \"serviceControlPolicies\": [{\"target\": \"r-ab12\", \"policies\": ["
        + policies
        + "]}]";
  }

  private static String policy(String name, String document) {
    return "{\"name\": \"" + name + "\", \"document\": " + document + "}";
  }

  private static Layer.Read read(Layer layer) {
    assertThat(layer).isInstanceOf(Layer.Read.class);
    return (Layer.Read) layer;
  }

  @Test
  void tellsAnAccountsPlaceAndPolicies() {
    organization(
        """
        , "name": "ci", "path": "o-abc/r-ab12/ou-1/",
        "serviceControlPolicies": [
          {"target": "r-ab12", "policies": [%1$s, %2$s]}, {"target": "111111111111", "policies": [%1$s]}],
        "resourceControlPolicies": []
        """
            .formatted(policy("Full", ALLOW_ALL), policy("Region", ALLOW_ALL)));
    AccountFacts facts = found(ask("111111111111"));
    assertThat(facts.name()).contains("ci");
    assertThat(facts.organization().orElseThrow().id()).isEqualTo("o-abc");
    assertThat(facts.organization().orElseThrow().managementAccount())
        .isEqualTo(account("999999999999"));
    assertThat(facts.path()).contains("o-abc/r-ab12/ou-1/");
    Layer.Read scps = read(facts.serviceControlPolicies());
    assertThat(scps.missing()).isEmpty();
    assertThat(scps.levels())
        .extracting(Layer.Level::name)
        .containsExactly("r-ab12", "111111111111");
    assertThat(scps.levels().getFirst().policies())
        .extracting(policy -> policy.name() + " of " + policy.attachedTo())
        .containsExactly("Full of r-ab12", "Region of r-ab12");
    assertThat(facts.resourceControlPolicies()).isEqualTo(new Layer.Read(List.of(), List.of()));
  }

  @Test
  void holdsAMissingListForUnread() {
    organization(", \"serviceControlPolicies\": null");
    AccountFacts facts = found(ask("111111111111"));
    assertThat(facts.serviceControlPolicies())
        .isInstanceOfSatisfying(
            Layer.Unread.class,
            unread ->
                assertThat(GapSentence.of(unread.gap()))
                    .isEqualTo(
                        new GapSentence(
                            "the SCPs of account 111111111111",
                            "organization.json does not have them",
                            "run `aws organizations list-policies-for-target --target-id"
                                + " 111111111111 --filter SERVICE_CONTROL_POLICY`, and the same for"
                                + " each OU above the account and for the root (`aws organizations"
                                + " list-parents --child-id 111111111111` shows the next one"
                                + " up)")));
    assertThat(facts.resourceControlPolicies()).isInstanceOf(Layer.Unread.class);
  }

  @Test
  void knowsThatEveryTargetHasAServiceControlPolicy() {
    organization(
        levels("") + ", \"resourceControlPolicies\": [{\"target\": \"r-ab12\", \"policies\": []}]");
    AccountFacts facts = found(ask("111111111111"));
    assertThat(read(facts.serviceControlPolicies()).missing())
        .extracting(GapSentence::fact)
        .containsExactly("the SCPs of r-ab12");
    assertThat(read(facts.resourceControlPolicies()).missing()).isEmpty();
  }

  @Test
  void namesAPolicyThatCannotBeUnderstood() {
    organization(
        levels(
            policy("Full", ALLOW_ALL)
                + ","
                + policy("Twice", "{\"Statement\": [], \"Statement\": []}")
                + ", {\"name\": \"Lost\"}"));
    Layer.Read scps = read(found(ask("111111111111")).serviceControlPolicies());
    assertThat(scps.levels().getFirst().policies()).hasSize(1);
    assertThat(scps.missing())
        .extracting(GapSentence::fact)
        .containsExactly("SCP Twice of r-ab12", "SCP Lost of r-ab12");
    assertThat(GapSentence.why(scps.missing().get(0)))
        .endsWith("invalid JSON at line 1, column 30: `Statement` is given twice");
    assertThat(GapSentence.why(scps.missing().get(1)))
        .contains("organization.json has no document");
  }

  @Test
  void keepsEqualDocumentsOnce() {
    organization(levels(policy("A", ALLOW_ALL) + "," + policy("B", ALLOW_ALL)));
    var policies = read(found(ask("111111111111")).serviceControlPolicies()).levels().getFirst();
    assertThat(policies.policies().get(0).policy()).isSameAs(policies.policies().get(1).policy());
  }

  @Test
  void tellsAbsentFromUnread() {
    assertThat(GapSentence.why(gap(ask("333333333333"))))
        .isEqualTo("the snapshot has no organization.json");
    organization("");
    assertThat(ask("333333333333")).isInstanceOf(Lookup.Absent.class);
    assertThat(found(ask("222222222222")).organization().orElseThrow().id()).isEqualTo("o-def");
  }

  @Test
  void knowsTheManagementAccountThatIsNotListed() {
    organization("");
    AccountFacts facts = found(ask("999999999999"));
    assertThat(facts.isManagementAccount()).isTrue();
    assertThat(facts.organization().orElseThrow().id()).isEqualTo("o-abc");
    assertThat(facts.serviceControlPolicies()).isInstanceOf(Layer.NotApplicable.class);
  }

  @Test
  void doesNotChooseBetweenTwoOrganizationsOfOneManager() {
    folder.write("organization.json", organizations("").replace("888888888888", "999999999999"));
    assertThat(GapSentence.why(gap(ask("999999999999")))).contains("several organizations");
    assertThat(found(ask("222222222222")).organization().orElseThrow().id()).isEqualTo("o-def");
  }

  @Test
  void readsSeveralFilesAndFindsThatTheyDiffer() {
    folder.write("a/organization.json", organizations(", \"name\": \"ci\""));
    folder.gzip("b/organization.json.gz", organizations(", \"name\": \"cd\""));
    Snapshot snapshot = folder.open();
    var organizations = snapshot.evidence().organizations();
    assertThat(GapSentence.why(gap(organizations.account(account("111111111111")))))
        .contains("account 111111111111: given twice, with different content");
    assertThat(found(organizations.account(account("222222222222"))).name()).contains("audit");
    assertThat(snapshot.problems()).hasSize(1);
  }

  @Test
  void spoilsOnlyTheAccountThatIsMalformed() {
    organization(", \"serviceControlPolicies\": {}");
    Snapshot snapshot = folder.open();
    var organizations = snapshot.evidence().organizations();
    assertThat(GapSentence.why(gap(organizations.account(account("111111111111")))))
        .endsWith(
            "organizations[0].accounts[0].serviceControlPolicies: expected a list, found an"
                + " object");
    assertThat(found(organizations.account(account("222222222222"))).name()).contains("audit");
    assertThat(snapshot.problems()).hasSize(1);
  }

  @Test
  void isNotSureOfAbsenceWhereAnAccountWasLost() {
    folder.write("organization.json", organizations("").replace("222222222222", "2222"));
    assertThat(GapSentence.why(gap(ask("333333333333"))))
        .endsWith("organizations[1].accounts[0].id: not a 12-digit account ID");
    assertThat(found(ask("111111111111")).organization().orElseThrow().id()).isEqualTo("o-abc");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    for (String broken :
        List.of("{\"organizations\": [{", "[]", "{}", "", "{\"organizations\": 1}")) {
      folder.write("organization.json", broken);
      Snapshot snapshot = folder.open();
      Gap gap = gap(snapshot.evidence().organizations().account(account("111111111111")));
      assertThat(snapshot.problems()).as(broken).hasSize(1);
      assertThat(GapSentence.why(gap)).isEqualTo(snapshot.problems().getFirst().toString());
    }
  }

  @Test
  void aMissingManagementAccountSpoilsTheOrganization() {
    folder.write(
        "organization.json",
        organizations("").replace("\"managementAccountId\": \"888888888888\",", ""));
    assertThat(GapSentence.why(gap(ask("222222222222")))).contains("organizations[1]");
    assertThat(found(ask("111111111111")).organization().orElseThrow().id()).isEqualTo("o-abc");
  }
}
