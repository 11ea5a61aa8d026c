package dev.rolecall.evidence.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.evidence.index.IndexSummary;
import dev.rolecall.evidence.index.MapShelf;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

/// Which calls to AWS the first explanation of an instance makes. A call that is added here costs
/// every installation, each time.
class ExplanationCallsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  /// One explanation may make 20 with the index. Outside of the evidence these are: the incident
  /// and the search that it may belong to are read, it is written before and after the alert, and
  /// the alert is published. Of a caller in groups or with managed policies, each of them costs two
  /// more.
  private static final int MOST_FOR_EVIDENCE = 20 - 5;

  private final FakeAws aws = new FakeAws();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger batches = new AtomicInteger();

  @AfterEach
  void close() {
    aws.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          external-id-missing/vendor-onboarding | AssumeRole 1, DescribeAccount 2, DescribeOrganization 1, GetRole 2, GetRolePolicy 1, ListAttachedRolePolicies 1, ListParents 5, ListPoliciesForTarget 7, ListRolePolicies 1, ListRoots 1, LookupEvents 3
          principal-not-trusted/sibling-of-nearly-the-same-name | AssumeRole 1, DescribeAccount 2, DescribeOrganization 1, GetRole 4, GetRolePolicy 1, ListAttachedRolePolicies 1, ListParents 4, ListPoliciesForTarget 8, ListRolePolicies 1, ListRoots 1, LookupEvents 3
          mfa-required/long-term-keys | AssumeRole 1, DescribeAccount 2, DescribeOrganization 1, GetGroupPolicy 1, GetRole 1, GetUser 1, ListAttachedGroupPolicies 1, ListAttachedUserPolicies 1, ListGroupPolicies 1, ListGroupsForUser 1, ListParents 3, ListPoliciesForTarget 4, ListRoots 1, ListUserPolicies 1, LookupEvents 3
          oidc-claim-mismatch/github-immutable-subject | DescribeAccount 1, DescribeOrganization 1, GetRole 1, ListParents 3, ListPoliciesForTarget 4, ListRoots 1, LookupEvents 3
          scp-deny/allow-list-of-a-unit | AssumeRole 1, DescribeAccount 2, DescribeOrganization 1, DescribePolicy 1, GetRole 2, GetRolePolicy 1, ListAttachedRolePolicies 1, ListParents 5, ListPoliciesForTarget 7, ListRolePolicies 1, ListRoots 1, LookupEvents 3
          identity-permission-missing/group-policy-covers-another-account | AssumeRole 1, DescribeAccount 2, DescribeOrganization 1, GetGroupPolicy 1, GetPolicy 1, GetPolicyVersion 1, GetRole 1, GetUser 1, ListAttachedGroupPolicies 2, ListAttachedUserPolicies 1, ListGroupPolicies 2, ListGroupsForUser 1, ListParents 5, ListPoliciesForTarget 7, ListRoots 1, ListUserPolicies 1, LookupEvents 3
          self-assume-not-trusted/job-renews-its-own-session | DescribeAccount 1, DescribeOrganization 1, GetRole 1, GetRolePolicy 1, ListAttachedRolePolicies 1, ListParents 3, ListPoliciesForTarget 8, ListRolePolicies 1, ListRoots 1, LookupEvents 2
          """)
  void whatIsAskedWithoutTheIndex(String name, String calls) {
    Story story = Story.of(name);
    AwsEvidence evidence = evidence(story, Optional.empty());
    assertThat(explain(evidence, story)).isEqualTo(fromSnapshot(story));
    assertThat(said(calls())).isEqualTo(calls);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          external-id-missing/vendor-onboarding | AssumeRole 1, BatchGetItem 1, GetRole 2, GetRolePolicy 1, ListAttachedRolePolicies 1, ListRolePolicies 1, LookupEvents 3
          principal-not-trusted/sibling-of-nearly-the-same-name | AssumeRole 1, BatchGetItem 1, GetRole 4, GetRolePolicy 1, ListAttachedRolePolicies 1, ListRolePolicies 1, LookupEvents 3
          mfa-required/long-term-keys | AssumeRole 1, BatchGetItem 1, GetGroupPolicy 1, GetRole 1, GetUser 1, ListAttachedGroupPolicies 1, ListAttachedUserPolicies 1, ListGroupPolicies 1, ListGroupsForUser 1, ListUserPolicies 1, LookupEvents 3
          oidc-claim-mismatch/github-immutable-subject | BatchGetItem 1, GetRole 1, LookupEvents 3
          scp-deny/allow-list-of-a-unit | AssumeRole 1, BatchGetItem 1, GetRole 2, GetRolePolicy 1, ListAttachedRolePolicies 1, ListRolePolicies 1, LookupEvents 3
          self-assume-not-trusted/job-renews-its-own-session | BatchGetItem 1, GetRole 1, GetRolePolicy 1, ListAttachedRolePolicies 1, ListRolePolicies 1, LookupEvents 2
          """)
  void whatIsAskedWithTheIndex(String name, String calls) {
    Story story = Story.of(name);
    AwsEvidence evidence = evidence(story, Optional.of(shelf(story)));
    assertThat(explain(evidence, story)).isEqualTo(fromSnapshot(story));
    Map<String, Integer> made = calls();
    assertThat(said(made)).isEqualTo(calls);
    // A session of the reader role lasts for an hour of explanations.
    made.remove("AssumeRole");
    assertThat(made.values().stream().mapToInt(Integer::intValue).sum())
        .isLessThanOrEqualTo(MOST_FOR_EVIDENCE);
  }

  @Test
  void aVersionOfAPolicyIsReadOnceUnlessThePolicyIsAnotherOne() {
    Story story = Story.of("identity-permission-missing/group-policy-covers-another-account");
    AwsEvidence evidence = evidence(story, Optional.empty());
    Diagnosis first = explain(evidence, story);
    assertThat(calls()).containsKey("GetPolicyVersion");
    aws.server().resetRequests();
    now.updateAndGet(time -> time.plus(LONG).plus(LONG));
    assertThat(explain(evidence, story)).isEqualTo(first);
    assertThat(calls()).containsKey("GetPolicy").doesNotContainKey("GetPolicyVersion");

    aws.server().resetRequests();
    now.updateAndGet(time -> time.plus(LONG).plus(LONG));
    JsonNode account = Optional.ofNullable(story.accounts().get(home(story))).orElseThrow();
    account
        .path("Policies")
        .forEach(policy -> new IamStubs(aws, "AKIAHOME").managed(policy, "ANPACREATEDAGAIN"));
    assertThat(explain(evidence, story)).isEqualTo(first);
    assertThat(calls()).containsKey("GetPolicyVersion");
  }

  private static String said(Map<String, Integer> calls) {
    return calls.entrySet().stream()
        .map(call -> call.getKey() + " " + call.getValue())
        .collect(Collectors.joining(", "));
  }

  private Map<String, Integer> calls() {
    Map<String, Integer> calls = new TreeMap<>(aws.calls());
    if (batches.get() > 0) {
      calls.put("BatchGetItem", batches.get());
    }
    return calls;
  }

  private static AccountId home(Story story) {
    Denial denial = story.denial();
    return denial.caller().account().or(denial::roleAccount).orElseThrow();
  }

  private AwsEvidence evidence(Story story, Optional<OrganizationIndexStore> shelf) {
    AccountId home = home(story);
    story
        .accounts()
        .forEach(
            (account, json) ->
                new IamStubs(
                        aws, account.equals(home) ? "AKIAHOME" : IamStubs.assumed(aws, account))
                    .load(json));
    OrganizationStubs stubs = new OrganizationStubs(aws);
    story.organization().ifPresent(stubs::load);
    stubs.events(story.changes().orElse(List.of()));
    now.set(story.denial().time().orElseThrow().plus(Duration.ofMinutes(1)));
    AwsClients clients = AwsClients.create(Region.EU_WEST_1, Optional.of(aws.endpoint()));
    return new AwsEvidence(
        new ReaderRoleAccess(
            home,
            aws.home(),
            Optional.of(new ReaderRole("RolecallReader", Optional.empty())),
            clients),
        clients,
        new AwsSettings(LONG, LONG, LONG, Optional.empty()),
        now::get,
        (action, account, failure) -> {
          throw new AssertionError(action + " of " + account + ": " + failure);
        },
        shelf.map(entries -> new OrganizationIndex(entries, now::get)));
  }

  private static Diagnosis explain(AwsEvidence evidence, Story story) {
    Denial denial = story.denial();
    return new Explainer(evidence.about(denial)).explain(denial).diagnosis();
  }

  private static Diagnosis fromSnapshot(Story story) {
    return Snapshot.open(List.of(story.snapshot())) instanceof SnapshotOpening.Opened(var snapshot)
        ? new Explainer(snapshot.evidence()).explain(story.denial()).diagnosis()
        : fail();
  }

  private static Diagnosis fail() {
    throw new AssertionError("not opened");
  }

  private OrganizationIndexStore shelf(Story story) {
    MapShelf entries = new MapShelf();
    JsonNode organization = story.organization().orElseThrow();
    Set<AccountId> accounts = new HashSet<>();
    for (JsonNode account : organization.path("accounts")) {
      AccountId id = new AccountId(account.path("id").asText());
      accounts.add(id);
      ObjectNode entry = new ObjectMapper().createObjectNode();
      ObjectNode only = entry.putArray("organizations").addObject();
      only.setAll((ObjectNode) organization.deepCopy());
      only.putArray("accounts").add(account);
      entries.put(
          IndexSummary.entry(id), entry.toString().getBytes(StandardCharsets.UTF_8), Instant.MAX);
    }
    entries.put(
        IndexSummary.NAME,
        new IndexSummary(story.denial().time().orElseThrow(), accounts).write(),
        Instant.MAX);
    return new Batches(entries, batches);
  }

  /// Counts as DynamoDB would be asked.
  private record Batches(OrganizationIndexStore entries, AtomicInteger count)
      implements OrganizationIndexStore {

    @Override
    public Optional<byte[]> get(String name) {
      throw new AssertionError(name + " is not read with the others");
    }

    @Override
    public Map<String, byte[]> getAll(Collection<String> names) {
      count.incrementAndGet();
      return entries.getAll(names);
    }

    @Override
    public void put(String name, byte[] entry, Instant expires) {
      throw new AssertionError("nothing is written");
    }
  }
}
