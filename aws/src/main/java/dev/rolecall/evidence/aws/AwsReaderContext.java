package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// What all denials of an instance share: clients, answers that are still good, and the budget of
/// CloudTrail.
final class AwsReaderContext {

  private static final int MOST_ANSWERS = 2000;

  /// AWS does not tell how much an account's IAM takes before it throttles everybody there. This is
  /// a fraction of what people report, and a caller with a dozen policies is still read in time.
  private static final int IAM_CALLS_A_SECOND = 20;

  /// A failure may be over in a moment; but not so soon that a burst needs to try.
  private static final Duration FAILURE = Duration.ofSeconds(3);

  private final AccountAccess access;
  private final AwsClients clients;
  private final AwsSettings settings;
  private final ReadListener listener;
  private final CallBudget<AccountId> iam;
  private final ReadCache<AccountId, AwsResult<AwsAccess>> accesses;
  private final ReadCache<AwsRequestKey, AwsResult<?>> answers;
  private final ReadCache<AccountId, Optional<AccountFacts>> indexed;

  AwsReaderContext(
      AccountAccess access,
      AwsClients clients,
      AwsSettings settings,
      InstantSource clock,
      ReadListener listener) {
    this.access = access;
    this.clients = clients;
    this.settings = settings;
    this.listener = listener;
    this.iam = new CallBudget<>(clock, IAM_CALLS_A_SECOND);
    this.accesses = new ReadCache<>(MOST_ANSWERS, clock, this::goodFor);
    this.answers = new ReadCache<>(MOST_ANSWERS, clock, this::goodFor);
    this.indexed = new ReadCache<>(MOST_ANSWERS, clock, _ -> settings.cacheTime());
  }

  private Duration goodFor(AwsResult<?> awsResult) {
    return switch (awsResult) {
      case AwsResult.Got<?> _, AwsResult.None<?> _ -> settings.cacheTime();
      case AwsResult.Failed<?> _ ->
          settings.cacheTime().compareTo(FAILURE) < 0 ? settings.cacheTime() : FAILURE;
    };
  }

  AccountAccess access() {
    return access;
  }

  AwsClients clients() {
    return clients;
  }

  AwsSettings settings() {
    return settings;
  }

  /// What IAM of an account is asked, by all denials of this instance together.
  CallBudget<AccountId> iam() {
    return iam;
  }

  ReadListener listener() {
    return listener;
  }

  AwsResult<AwsAccess> access(AccountId account, Supplier<AwsResult<AwsAccess>> ask)
      throws InterruptedException {
    return accesses.get(account, ask);
  }

  /// What the index has of an account.
  Optional<AccountFacts> indexed(AccountId account, Supplier<Optional<AccountFacts>> ask)
      throws InterruptedException {
    return indexed.get(account, ask);
  }

  /// The answer to `awsRequestKey`. The same question is always asked for an answer of the same
  /// type.
  @SuppressWarnings("unchecked")
  <T> AwsResult<T> answer(AwsRequestKey awsRequestKey, Supplier<AwsResult<T>> ask)
      throws InterruptedException {
    return (AwsResult<T>) answers.get(awsRequestKey, ask::get);
  }
}
