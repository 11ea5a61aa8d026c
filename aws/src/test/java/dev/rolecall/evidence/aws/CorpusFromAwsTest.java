package dev.rolecall.evidence.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.Slow;
import dev.rolecall.aws.Moto;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.Explainer;
import dev.rolecall.diagnosis.result.Diagnosis;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.evidence.snapshot.SnapshotOpening;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

/// What is read from AWS explains a denial as the same facts in a snapshot do. IAM and STS are
/// played by moto; Organizations and CloudTrail, which it cannot play, by answers in AWS's shapes.
///
/// Left out are stories of other partitions, of several organizations (only one can be asked), and
/// of policies that moto refuses to keep.
@Slow
@ResourceLock(Moto.SERVER)
class CorpusFromAwsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deleted-principal/role-replaced-by-terraform",
        "external-id-missing/vendor-onboarding",
        "identity-explicit-deny/group-for-leavers",
        "identity-permission-missing/group-policy-covers-another-account",
        "mfa-required/long-term-keys",
        "oidc-claim-mismatch/github-immutable-subject",
        "oidc-claim-mismatch/role-not-recorded",
        "permissions-boundary/boundary-without-sts",
        "propagation/role-created-five-seconds-before",
        "changed-since/trust-policy-edited-ten-minutes-later",
        "role-not-found/misspelled",
        "scp-deny/allow-list-of-a-unit",
        "self-assume-not-trusted/job-renews-its-own-session",
        "trust-condition-failed/another-organizational-unit",
        "trust-condition-failed/tag-of-the-caller",
        "trust-side-unread/role-of-a-vendor"
      })
  void awsAndASnapshotExplainTheSame(String name) {
    Story story = Story.of(name);
    Diagnosis wanted = fromSnapshot(story);
    Diagnosis got = fromAws(story);
    assertThat(got.causes()).isEqualTo(wanted.causes());
    assertThat(got.confidence()).isEqualTo(wanted.confidence());
    assertThat(got.evaluation()).isEqualTo(wanted.evaluation());
    assertThat(got.possible()).containsExactlyInAnyOrderElementsOf(wanted.possible());
    assertThat(got.actor()).isEqualTo(wanted.actor());
  }

  private static Diagnosis fromSnapshot(Story story) {
    SnapshotOpening snapshotOpening = Snapshot.open(List.of(story.snapshot()));
    assertThat(snapshotOpening).isInstanceOf(SnapshotOpening.Opened.class);
    return snapshotOpening instanceof SnapshotOpening.Opened(Snapshot snapshot)
        ? new Explainer(snapshot.evidence()).explain(story.denial()).diagnosis()
        : fail();
  }

  private static Diagnosis fail() {
    throw new AssertionError("not opened");
  }

  private static Diagnosis fromAws(Story story) {
    Moto moto = Moto.empty();
    AsRecorded recorded = new AsRecorded();
    try (FakeAws aws = new FakeAws(recorded)) {
      aws.server()
          .stubFor(
              any(anyUrl())
                  .withHeader("Content-Type", containing("x-www-form-urlencoded"))
                  .atPriority(8)
                  .willReturn(aResponse().proxiedFrom(moto.endpoint().toString())));
      OrganizationStubs stubs = new OrganizationStubs(aws);
      story.organization().ifPresent(stubs::load);
      story.changes().ifPresent(stubs::events);
      AwsClients direct = AwsClients.create(Region.US_EAST_1, Optional.of(moto.endpoint()));
      story
          .accounts()
          .forEach(
              (account, json) -> {
                new MotoAccount(direct.iam(moto.of(account))).load(json);
                recorded.remember(json);
              });
      AwsClients clients = AwsClients.create(Region.US_EAST_1, Optional.of(aws.endpoint()));
      Denial denial = story.denial();
      Instant later = denial.time().orElse(Instant.EPOCH).plus(Duration.ofHours(1));
      return new Explainer(
              new AwsEvidence(
                      new OnlyThese(access(moto, clients), story.accounts().keySet()),
                      clients,
                      new AwsSettings(LONG, LONG, LONG, Optional.empty()),
                      InstantSource.fixed(later),
                      (_, _, _) -> {},
                      Optional.empty())
                  .about(denial))
          .explain(denial)
          .diagnosis();
    }
  }

  private static AccountAccess access(Moto moto, AwsClients clients) {
    return new ReaderRoleAccess(
        Moto.HOME,
        moto.home(),
        Optional.of(new ReaderRole("RolecallReader", Optional.of("x-1"))),
        clients);
  }

  /// The stand-in lets everybody assume every role, so that accounts which the story could not read
  /// are refused here.
  private record OnlyThese(AccountAccess access, Set<AccountId> accounts) implements AccountAccess {

    @Override
    public AccountId home() {
      return access.home();
    }

    @Override
    public AwsAccess to(AccountId account) {
      return account.equals(home()) || accounts.contains(account)
          ? access.to(account)
          : new AwsAccess.Refused("it was not read", "read it");
    }
  }
}
