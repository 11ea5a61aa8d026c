package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/// Asks AWS, for one denial and until its deadline. Answers are shared with the other denials of a
/// burst.
final class AwsReader {

  /// Thrown through the cache by who has no time to go on: others may.
  private static final class GaveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Set<String> NOT_THERE =
      Set.of("NoSuchEntity", "AccountNotFoundException", "AWSOrganizationsNotInUseException");

  private final AwsReaderContext awsReaderContext;
  private final Deadline deadline;

  AwsReader(AwsReaderContext awsReaderContext, Deadline deadline) {
    this.awsReaderContext = awsReaderContext;
    this.deadline = deadline;
  }

  Deadline deadline() {
    return deadline;
  }

  AwsClients clients() {
    return awsReaderContext.clients();
  }

  AccountId home() {
    return awsReaderContext.access().home();
  }

  /// The answer of `call`, made with a client for the credentials of the account.
  <C, T> AwsResult<T> ask(
      AwsRequestKey awsRequestKey,
      BiFunction<AwsClients, AwsCredentialsProvider, C> client,
      Function<C, T> call) {
    if (deadline.isOver()) {
      return late();
    }
    try {
      return switch (access(awsRequestKey.account())) {
        case AwsResult.Got<AwsAccess>(AwsAccess.Granted(AwsCredentialsProvider credentials)) ->
            awsReaderContext.answer(
                awsRequestKey,
                () ->
                    answer(awsRequestKey, () -> call.apply(client.apply(clients(), credentials))));
        case AwsResult.Got<AwsAccess>(AwsAccess.Refused(String why, String learnBy)) ->
            new AwsResult.Failed<>(why, learnBy);
        case AwsResult.None<AwsAccess> _ -> new AwsResult.None<>();
        case AwsResult.Failed<AwsAccess>(String why, String learnBy) ->
            new AwsResult.Failed<>(why, learnBy);
      };
    } catch (InterruptedException | GaveUp _) {
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

  /// Waits until IAM of an account may be asked again: who works there needs it, too.
  void awaitIam(AccountId account) {
    await(awsReaderContext.iam(), account);
  }

  /// What the index has of an account. An index that cannot be read is as good as none.
  Optional<AccountFacts> indexed(OrganizationIndex index, AccountId account) {
    try {
      return awsReaderContext.indexed(account, () -> index.account(account));
    } catch (OrganizationIndexStore.StoreFailure _) {
      awsReaderContext.listener().unread("dynamodb:GetItem", home(), Failure.FAILED);
      return Optional.empty();
    } catch (InterruptedException _) {
      return Optional.empty();
    }
  }

  /// What there is to say when the time is over.
  <T> AwsResult.Failed<T> late() {
    return new AwsResult.Failed<>("not answered within " + seconds(deadline.time()), "");
  }

  private AwsResult<AwsAccess> access(AccountId account) throws InterruptedException {
    AwsRequestKey awsRequestKey =
        new AwsRequestKey(account, "sts:AssumeRole", "the reader role of " + account);
    return awsReaderContext.access(
        account,
        () -> {
          AwsResult<AwsAccess> awsResult =
              answer(awsRequestKey, () -> awsReaderContext.access().to(account));
          if (awsResult instanceof AwsResult.Got<AwsAccess>(AwsAccess.Refused _)) {
            awsReaderContext
                .listener()
                .unread(awsRequestKey.action(), account, Failure.NOT_ALLOWED);
          }
          return awsResult;
        });
  }

  private <T> AwsResult<T> answer(AwsRequestKey awsRequestKey, Supplier<T> call) {
    try {
      return new AwsResult.Got<>(call.get());
    } catch (RuntimeException e) {
      if (e instanceof AwsServiceException answer && NOT_THERE.contains(AwsErrors.code(answer))) {
        return new AwsResult.None<>();
      }
      Failure failure = deadline.isOver() ? Failure.TIMED_OUT : AwsErrors.failure(e);
      awsReaderContext.listener().unread(awsRequestKey.action(), awsRequestKey.account(), failure);
      if (deadline.isOver()) {
        throw new GaveUp();
      }
      return new AwsResult.Failed<>(
          AwsErrors.why(awsRequestKey.toString(), e),
          failure == Failure.NOT_ALLOWED
              ? "allow `%s` to the role that reads account %s, then explain the denial again"
                  .formatted(awsRequestKey.action(), awsRequestKey.account())
              : "");
    }
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
