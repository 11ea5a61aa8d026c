package dev.rolecall.evidence.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.evidence.CallerTies;
import dev.rolecall.evidence.Change;
import dev.rolecall.evidence.ChangeEvent;
import dev.rolecall.explanation.wording.ChangeSentence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What changes SCPs, RCPs or an account's place bears on the accounts that it touches.
class OrganizationChangeTest {

  private static final RoleArn ROLE =
      new RoleArn("aws", new AccountId("111111111111"), "/", "deploy");
  private static final Caller CALLER =
      new Caller.IamUser(
          UserArn.parse("arn:aws:iam::222222222222:user/ana").orElseThrow(), Optional.empty());

  private static List<Change> changes(String event, String parameters) {
    String record =
        """
        {"eventTime": "2026-01-01T00:00:00Z", "eventSource": "organizations.amazonaws.com", "eventName": "%s",
         "eventID": "e1", "recipientAccountId": "999999999999",
         "userIdentity": {"type": "Root", "arn": "arn:aws:iam::999999999999:root"}, "requestParameters": %s}
        """
            .formatted(event, parameters);
    ChangeLog log = new ChangeLog();
    if (ChangeReader.read(record.getBytes(StandardCharsets.UTF_8))
        instanceof ChangeReader.Line.Told(RecordedEffect recordedEffect)) {
      log.add(recordedEffect);
    }
    return log.concerning(ROLE, CALLER, new CallerTies(Set.of(), Set.of()));
  }

  static List<ChangeEvent> calls() {
    return ChangeEvent.Source.ORGANIZATIONS.events();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyCallIsToldAsOneOfTheOrganization(ChangeEvent change) {
    assertThat(changes(change.name(), "null"))
        .extracting(Change::event, Change::kind)
        .containsExactly(tuple(change, Change.Kind.ORGANIZATION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ListPolicies", "DescribeOrganization", "CreatePolicy", "attachpolicy"})
  void whatChangesNothingForAnyAccountIsNotTold(String event) {
    assertThat(changes(event, "{}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AttachPolicy, targetId, 111111111111, true",
    "AttachPolicy, targetId, 222222222222, true",
    "AttachPolicy, targetId, 333333333333, false",
    "AttachPolicy, targetId, ou-ab12-cdefghij, true",
    "AttachPolicy, targetId, r-ab12, true",
    "DetachPolicy, targetId, 333333333333, false",
    "DetachPolicy, targetId, r-ab12, true",
    "MoveAccount, accountId, 111111111111, true",
    "MoveAccount, accountId, 333333333333, false",
    "RemoveAccountFromOrganization, accountId, 222222222222, true",
    "RemoveAccountFromOrganization, accountId, 333333333333, false"
  })
  void anotherAccountsChangeIsNotTold(String event, String field, String target, boolean told) {
    assertThat(changes(event, "{\"%s\": \"%s\"}".formatted(field, target))).hasSize(told ? 1 : 0);
  }

  @Test
  void thePhraseNamesPolicyAndPlace() {
    assertThat(changes("AttachPolicy", "{\"policyId\": \"p-1\", \"targetId\": \"r-ab12\"}"))
        .extracting(change -> ChangeSentence.what(change).plain())
        .containsExactly("organization policy `p-1` attached to `r-ab12`");
    assertThat(
            changes(
                "MoveAccount",
                "{\"accountId\": \"111111111111\", \"destinationParentId\": \"ou-ab12-x\"}"))
        .extracting(change -> ChangeSentence.what(change).plain())
        .containsExactly("account `111111111111` moved to `ou-ab12-x`");
    assertThat(changes("UpdatePolicy", "{}"))
        .extracting(change -> ChangeSentence.what(change).plain())
        .containsExactly("organization policy (not recorded) changed");
  }
}
