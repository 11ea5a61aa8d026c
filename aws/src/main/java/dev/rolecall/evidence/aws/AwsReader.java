package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;

/// Asks AWS, for one denial and until its deadline. Answers are shared with the other denials of a
/// burst.
record AwsReader(AwsReaderContext context, Deadline deadline) {

  /// Starts a part of the reading.
  <T> CompletableFuture<T> start(Supplier<T> work) {
    return deadline.start(work);
  }

  /// What comes of each of `all`, in their order.
  <A, R> List<R> each(List<A> all, Function<A, R> work) {
    return deadline.each(all, work);
  }

  AwsClients clients() {
    return context.clients();
  }

  AccountId home() {
    return context.access().home();
  }

  /// The answer of `call`, made with a client for the credentials of the account.
  <C, T> AwsResult<T> ask(
      AwsRequestKey key,
      BiFunction<AwsClients, AwsCredentialsProvider, C> client,
      Function<C, T> call) {
    if (deadline.isOver()) {
      return late();
    }
    try {
      return access(key.account())
          .then(
              access ->
                  switch (access) {
                    case AwsAccess.Granted(AwsCredentialsProvider credentials) ->
                        context.answer(
                            key,
                            () ->
                                answer(
                                    key, () -> call.apply(client.apply(clients(), credentials))));
                    case AwsAccess.Refused(GapReason why, GapRemedy learnBy) ->
                        new AwsResult.Unreadable<>(Failure.NOT_ALLOWED, why, Optional.of(learnBy));
                  });
    } catch (CancellationException _) {
      return late();
    }
  }

  /// Waits until a call at `place` is within its budget.
  ///
  /// @throws AwsErrors.TooMany when that is later than the deadline allows
  <P> void await(CallBudget<P> budget, P place) {
    Duration wait = budget.take(place, deadline.time()).orElseThrow(AwsErrors.TooMany::new);
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      throw AbortedException.builder().cause(e).build();
    }
  }

  /// Waits until IAM of an account may be asked again: its own users need IAM, too.
  void awaitIam(AccountId account) {
    await(context.iam(), account);
  }

  /// Waits until CloudTrail may be asked again.
  void awaitLookup(AwsReaderContext.Place place) {
    await(context.lookups(), place);
  }

  /// What the index has of accounts. An index that cannot be read is as good as none.
  Map<AccountId, AccountFacts> indexed(OrganizationIndex index, Set<AccountId> accounts) {
    try {
      return context.indexed().get(accounts, () -> index.accounts(accounts));
    } catch (OrganizationIndexStore.StoreFailure _) {
      context.listener().unread("dynamodb:BatchGetItem", home(), Failure.FAILED);
      return Map.of();
    } catch (CancellationException _) {
      return Map.of();
    }
  }

  /// A version of a policy. Nobody can change it, so that it is read once.
  ///
  /// @param version the policy's unique ID and the version's: a policy that is created again under
  ///   its ARN has another
  AwsResult<LazyPolicyDocument> version(
      String version, Supplier<AwsResult<LazyPolicyDocument>> ask) {
    LazyPolicyDocument known = context.versions().get(version);
    if (known != null) {
      return new AwsResult.Found<>(known);
    }
    AwsResult<LazyPolicyDocument> answer = ask.get();
    answer.found().ifPresent(document -> context.versions().put(version, document));
    return answer;
  }

  /// What there is to say when the time is over.
  <T> AwsResult.Unreadable<T> late() {
    return new AwsResult.Unreadable<>(new GapReason.Late(deadline.time()));
  }

  private AwsResult<AwsAccess> access(AccountId account) {
    AwsRequestKey key = new AwsRequestKey(account, "sts:AssumeRole", "account " + account);
    return context
        .accesses()
        .get(
            account,
            () -> {
              AwsResult<AwsAccess> access = answer(key, () -> context.access().to(account));
              if (access instanceof AwsResult.Found<AwsAccess>(AwsAccess.Refused _)) {
                unread(key, Failure.NOT_ALLOWED);
              }
              return access;
            });
  }

  /// @throws CancellationException when there is no time to go on: others, who wait for the answer,
  ///   may have some
  private <T> AwsResult<T> answer(AwsRequestKey key, Supplier<T> call) {
    AwsResult<T> answer = AwsResult.of(key.toString(), call);
    if (!(answer instanceof AwsResult.Unreadable<T>(Failure failure, GapReason why, _))) {
      return answer;
    }
    if (deadline.isOver()) {
      unread(key, Failure.TIMED_OUT);
      throw new CancellationException();
    }
    unread(key, failure);
    return new AwsResult.Unreadable<>(
        failure,
        why,
        failure == Failure.NOT_ALLOWED
            ? Optional.of(new GapRemedy.Allow(key.action(), key.account(), true))
            : Optional.empty());
  }

  private void unread(AwsRequestKey key, Failure failure) {
    context.listener().unread(key.action(), key.account(), failure);
  }
}
