package dev.rolecall.lambda.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.KeyState;
import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.evidence.aws.AwsSettings;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.evidence.index.IndexSummary;
import dev.rolecall.evidence.index.MapShelf;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.iam.condition.ConditionOperator;
import dev.rolecall.iam.condition.ConditionOperator.Comparison;
import dev.rolecall.incident.Denials;
import dev.rolecall.lambda.priming.SampleAws;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class DenialExplainerTest {

  private static final AccountId HOME = new AccountId("111122223333");
  private static final Instant NOW = Instant.parse("2026-01-01T00:05:00Z");

  /// All SCPs that AWS itself tells of allow the call.
  private final SampleAws aws = new SampleAws(HOME, HOME);

  private final MapShelf shelf = new MapShelf();
  private final StillShelf asked = new StillShelf(shelf);

  /// Counts how often an account is looked for.
  private static final class StillShelf implements OrganizationIndexStore {
    private final OrganizationIndexStore shelf;
    private int accounts;

    StillShelf(OrganizationIndexStore shelf) {
      this.shelf = shelf;
    }

    @Override
    public synchronized Optional<byte[]> get(String name) {
      accounts += name.equals(IndexSummary.NAME) ? 0 : 1;
      return shelf.get(name);
    }

    @Override
    public void put(String name, byte[] entry, Instant expires) {
      shelf.put(name, entry, expires);
    }
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private void keep(String effect) {
    shelf.put(IndexSummary.NAME, new IndexSummary(NOW, Set.of(HOME)).write(), Instant.MAX);
    shelf.put(
        IndexSummary.entry(HOME),
        """
        {"organizations": [{"id": "o-kept", "managementAccountId": "999999999999", "accounts": [
         {"id": "111122223333", "name": "kept", "path": "o-kept/r-1/",
          "serviceControlPolicies": [{"target": "r-1", "policies": [{"name": "Guard", "document":
           {"Version": "2012-10-17", "Statement": [
            {"Effect": "%s", "Action": "*", "Resource": "*"}]}}]}],
          "resourceControlPolicies": []}]}]}\
        """
            .formatted(effect)
            .getBytes(StandardCharsets.UTF_8),
        Instant.MAX);
  }

  private Explanation explain() {
    InstantSource clock = InstantSource.fixed(NOW);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    AwsClients clients = AwsClients.create(Region.EU_WEST_1, Optional.empty(), aws);
    AwsEvidence evidence =
        new AwsEvidence(
            new ReaderRoleAccess(HOME, credentials, Optional.empty(), clients),
            clients,
            AwsSettings.standard(),
            clock,
            (_, _, _) -> {},
            Optional.of(new OrganizationIndex(asked, clock)));
    Denial denial = Denials.denial("e-1", NOW.minusSeconds(60), "caller", "session", "sample");
    return new DenialExplainer(evidence, clock).apply(denial);
  }

  private static List<CauseCode> causes(Explanation explanation) {
    return explanation.diagnosis().causes().stream().map(Cause::code).toList();
  }

  @Test
  void anScpThatWasTakenAwayMeanwhileIsNotBlamed() {
    keep("Deny");
    assertThat(causes(explain())).containsExactly(CauseCode.PRINCIPAL_NOT_TRUSTED);
  }

  @Test
  void whatDoesNotHingeOnTheOrganizationIsExplainedByTheIndex() {
    keep("Allow");
    Explanation explanation = explain();
    assertThat(causes(explanation)).containsExactly(CauseCode.PRINCIPAL_NOT_TRUSTED);
    assertThat(asked.accounts).isEqualTo(1);
  }

  private static Cause cause(CauseCode code, PolicyType type, String... keys) {
    return new Cause(
        code,
        "sts:AssumeRole",
        Optional.of(type),
        Optional.of("policy"),
        Optional.empty(),
        Stream.of(keys)
            .map(
                key ->
                    new Cause.FailedCondition(
                        ConditionOperator.of(Comparison.STRING_EQUALS),
                        key,
                        List.of("o"),
                        KeyState.ABSENT))
            .findFirst(),
        Optional.empty());
  }

  @Test
  void theIndexIsNotReliedOnWhereThePlaceInTheOrganizationMayMatter() {
    assertThat(
            List.of(
                cause(
                    CauseCode.TRUST_CONDITION_FAILED,
                    PolicyType.TRUST_POLICY,
                    "aws:PrincipalOrgPaths"),
                cause(
                    CauseCode.TRUST_CONDITION_FAILED,
                    PolicyType.TRUST_POLICY,
                    "AWS:principalorgid"),
                cause(CauseCode.TRUST_EXPLICIT_DENY, PolicyType.TRUST_POLICY),
                cause(CauseCode.IDENTITY_PERMISSION_MISSING, PolicyType.IDENTITY_POLICY),
                cause(CauseCode.SCP_DENY, PolicyType.SCP)))
        .allMatch(DenialExplainer::mayHinge);
    assertThat(
            List.of(
                cause(CauseCode.PRINCIPAL_NOT_TRUSTED, PolicyType.TRUST_POLICY),
                cause(CauseCode.EXTERNAL_ID_MISSING, PolicyType.TRUST_POLICY, "sts:ExternalId")))
        .noneMatch(DenialExplainer::mayHinge);
  }
}
