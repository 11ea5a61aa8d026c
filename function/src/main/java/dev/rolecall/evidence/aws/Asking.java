package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.aws.ReadingListener.Failure;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationShelf;
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
final class Asking {

  /// Thrown through the cache by who has no time to go on: others may.
  private static final class GaveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Set<String> NOT_THERE =
      Set.of("NoSuchEntity", "AccountNotFoundException", "AWSOrganizationsNotInUseException");

  private final Shared shared;
  private final Deadline deadline;

  Asking(Shared shared, Deadline deadline) {
    this.shared = shared;
    this.deadline = deadline;
  }

  Deadline deadline() {
    return deadline;
  }

  AwsClients clients() {
    return shared.clients();
  }

  AccountId home() {
    return shared.access().home();
  }

  /// The answer of `call`, made with a client for the credentials of the account.
  <C, T> Answer<T> ask(
      Question question,
      BiFunction<AwsClients, AwsCredentialsProvider, C> client,
      Function<C, T> call) {
    if (deadline.isOver()) {
      return late();
    }
    try {
      return switch (access(question.account())) {
        case Answer.Got<Access>(Access.Granted(AwsCredentialsProvider credentials)) ->
            shared.answer(
                question,
                () -> answer(question, () -> call.apply(client.apply(clients(), credentials))));
        case Answer.Got<Access>(Access.Refused(String why, String learnBy)) ->
            new Answer.Failed<>(why, learnBy);
        case Answer.None<Access> _ -> new Answer.None<>();
        case Answer.Failed<Access>(String why, String learnBy) -> new Answer.Failed<>(why, learnBy);
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
    await(shared.iam(), account);
  }

  /// What the index has of an account. An index that cannot be read is as good as none.
  Optional<AccountFacts> indexed(OrganizationIndex index, AccountId account) {
    try {
      return shared.indexed(account, () -> index.account(account));
    } catch (OrganizationShelf.ShelfFailure _) {
      shared.listener().unread("dynamodb:GetItem", home(), Failure.FAILED);
      return Optional.empty();
    } catch (InterruptedException _) {
      return Optional.empty();
    }
  }

  /// What there is to say when the time is over.
  <T> Answer.Failed<T> late() {
    return new Answer.Failed<>("not answered within " + seconds(deadline.time()), "");
  }

  private Answer<Access> access(AccountId account) throws InterruptedException {
    Question question = new Question(account, "sts:AssumeRole", "the reader role of " + account);
    return shared.access(
        account,
        () -> {
          Answer<Access> answer = answer(question, () -> shared.access().to(account));
          if (answer instanceof Answer.Got<Access>(Access.Refused _)) {
            shared.listener().unread(question.action(), account, Failure.NOT_ALLOWED);
          }
          return answer;
        });
  }

  private <T> Answer<T> answer(Question question, Supplier<T> call) {
    try {
      return new Answer.Got<>(call.get());
    } catch (RuntimeException e) {
      if (e instanceof AwsServiceException answer && NOT_THERE.contains(AwsErrors.code(answer))) {
        return new Answer.None<>();
      }
      Failure failure = deadline.isOver() ? Failure.TIMED_OUT : AwsErrors.failure(e);
      shared.listener().unread(question.action(), question.account(), failure);
      if (deadline.isOver()) {
        throw new GaveUp();
      }
      return new Answer.Failed<>(
          AwsErrors.why(question.toString(), e),
          failure == Failure.NOT_ALLOWED
              ? "allow `%s` to the role that reads account %s, then explain the denial again"
                  .formatted(question.action(), question.account())
              : "");
    }
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
