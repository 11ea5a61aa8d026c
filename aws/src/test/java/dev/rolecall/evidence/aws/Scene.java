package dev.rolecall.evidence.aws;

import static dev.rolecall.evidence.aws.FakeAws.xml;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.Evidence;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/// A denial across accounts, and an AWS that answers nothing but what a test has it answer. The
/// role's account is the one that reads.
final class Scene implements AutoCloseable {

  static final AccountId HOME = new AccountId("444455556666");
  static final AccountId CALLER = new AccountId("210987654321");
  static final RoleArn ROLE = new RoleArn("aws", HOME, "/vendors/", "cost-reporting");
  static final String EXTERNAL_ID = "very-secret-external-id";
  static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}\
      """;

  final FakeAws aws = new FakeAws();
  final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now;
  private final Denial denial = Story.of("external-id-missing/vendor-onboarding").denial();
  private Duration deadline = Duration.ofSeconds(30);
  private Duration changesDeadline = Duration.ofSeconds(30);
  private boolean patient;
  private Optional<ReaderRole> reader =
      Optional.of(new ReaderRole("RolecallReader", Optional.of(EXTERNAL_ID)));
  private Optional<OrganizationIndexStore> index = Optional.empty();
  private @Nullable AwsEvidence evidence;

  Scene() {
    now = new AtomicReference<>(denial.time().orElseThrow().plusSeconds(60));
  }

  void deadline(Duration time) {
    deadline = time;
  }

  void changesDeadline(Duration time) {
    changesDeadline = time;
  }

  void patient() {
    patient = true;
  }

  void withoutReader() {
    reader = Optional.empty();
  }

  /// What is kept of the organization.
  void index(OrganizationIndexStore shelf) {
    index = Optional.of(shelf);
  }

  Instant now() {
    return now.get();
  }

  void later(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  Denial denial() {
    return denial;
  }

  Evidence about() {
    return about(denial);
  }

  synchronized Evidence about(Denial other) {
    if (evidence == null) {
      AwsClients clients = clients();
      InstantSource clock = now::get;
      evidence =
          new AwsEvidence(
              new ReaderRoleAccess(HOME, aws.home(), reader, clients),
              clients,
              new AwsSettings(deadline, changesDeadline, Duration.ofSeconds(60), Optional.empty()),
              clock,
              (action, _, failure) -> heard.add(action + " " + failure),
              index.map(shelf -> new OrganizationIndex(shelf, clock)));
    }
    return evidence.about(other);
  }

  /// Retries come at once, but where a test is about waiting.
  private AwsClients clients() {
    Optional<URI> endpoint = Optional.of(aws.endpoint());
    return patient
        ? AwsClients.create(Region.EU_WEST_1, endpoint)
        : new AwsClients(
            Region.EU_WEST_1,
            endpoint,
            UrlConnectionHttpClient.create(),
            () ->
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .backoffStrategy(BackoffStrategy.retryImmediately())
                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                    .build());
  }

  /// Waits until this was heard.
  void hears(String failure) {
    while (!heard.contains(failure)) {
      Thread.onSpinWait();
    }
  }

  static Gap gap(Lookup<?> lookup) {
    return switch (lookup) {
      case Lookup.Unreadable<?>(Gap gap) -> gap;
      case Lookup.Found<?> _, Lookup.Absent<?> _ -> throw new AssertionError("read: " + lookup);
    };
  }

  /// The reader role's session, with the access key `ASIAREADER`.
  static ResponseDefinitionBuilder assumed() {
    return xml(
        "AssumeRole",
        """
        <Credentials><AccessKeyId>ASIAREADER</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>\
        """);
  }

  static ResponseDefinitionBuilder roleAnswer(String arn) {
    return xml("GetRole", "<Role>" + FakeAws.role(arn, TRUST) + "</Role>");
  }

  @Override
  public void close() {
    aws.close();
  }
}
