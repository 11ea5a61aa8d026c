package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.evidence.aws.Deadline;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Asks AWS, so many questions side by side and until a deadline.
public final class DoctorReader {

  /// So many calls at a time are far from what any API lets through.
  private static final int SIDE_BY_SIDE = 20;

  private static final Set<String> NOT_THERE =
      Set.of(
          "NoSuchEntity",
          "NotFound",
          "NotFoundException",
          "ResourceNotFoundException",
          "ParameterNotFound",
          "TrailNotFoundException",
          "AWSOrganizationsNotInUseException");

  private static final String LATE = "there was no time left";
  private static final String LATER = "run rolecall doctor again";

  /// Making a client takes longer than most calls, so that one is made for each service and region,
  /// and signs each call for the account that it is about. The SDK signs in the thread that calls.
  private static final ScopedValue<AwsCredentialsProvider> CURRENT = ScopedValue.newInstance();

  private static final AwsCredentialsProvider OF_WHOM_ASKS =
      () -> CURRENT.get().resolveCredentials();

  private final AwsClients clients;
  private final AccountAccess access;
  private final Deadline deadline;
  private final Semaphore permits = new Semaphore(SIDE_BY_SIDE);
  private final Map<AccountId, CompletableFuture<DoctorResult<AwsCredentialsProvider>>> entries =
      new ConcurrentHashMap<>();

  public DoctorReader(AwsClients clients, AccountAccess access, Deadline deadline) {
    this.clients = clients;
    this.access = access;
    this.deadline = deadline;
  }

  AwsClients clients() {
    return clients;
  }

  Deadline deadline() {
    return deadline;
  }

  /// Asks with a client that has the credentials of `account`.
  ///
  /// @param action the call: `events:DescribeRule`
  <C, T> DoctorResult<T> ask(
      AccountId account,
      String action,
      BiFunction<AwsClients, AwsCredentialsProvider, C> client,
      Function<C, T> call) {
    return switch (entry(account)) {
      case DoctorResult.Got<AwsCredentialsProvider>(AwsCredentialsProvider credentials) ->
          answer(action, () -> as(credentials, client, call));
      case DoctorResult.None<AwsCredentialsProvider> _ -> new DoctorResult.None<>();
      case DoctorResult.Unheard<AwsCredentialsProvider>(
              DoctorResult.Kind kind,
              String why,
              String learnBy) ->
          new DoctorResult.Unheard<>(kind, why, learnBy);
    };
  }

  private <C, T> T as(
      AwsCredentialsProvider credentials,
      BiFunction<AwsClients, AwsCredentialsProvider, C> client,
      Function<C, T> call) {
    return ScopedValue.where(CURRENT, credentials)
        .call(() -> call.apply(client.apply(clients, OF_WHOM_ASKS)));
  }

  /// The credentials of an account. There is always an answer or a reason that there is none.
  DoctorResult<AwsCredentialsProvider> entry(AccountId account) {
    CompletableFuture<DoctorResult<AwsCredentialsProvider>> mine = new CompletableFuture<>();
    CompletableFuture<DoctorResult<AwsCredentialsProvider>> first =
        entries.putIfAbsent(account, mine);
    if (first != null) {
      return first.join();
    }
    try {
      mine.complete(enter(account));
    } finally {
      mine.complete(late());
    }
    return mine.join();
  }

  private DoctorResult<AwsCredentialsProvider> enter(AccountId account) {
    return answer("sts:AssumeRole", () -> access.to(account))
        .fold(
            found ->
                switch (found) {
                  case AwsAccess.Granted(AwsCredentialsProvider credentials) ->
                      new DoctorResult.Got<>(credentials);
                  case AwsAccess.Refused(String why, String learnBy) ->
                      new DoctorResult.Unheard<>(DoctorResult.Kind.SHUT, why, learnBy);
                },
            _ ->
                new DoctorResult.Unheard<>(
                    DoctorResult.Kind.FAILED, "there is no such account", LATER),
            silence ->
                new DoctorResult.Unheard<>(silence.kind(), silence.why(), silence.learnBy()));
  }

  private interface Call<T> {
    T make();
  }

  private <T> DoctorResult<T> answer(String action, Call<T> call) {
    try {
      permits.acquire();
    } catch (InterruptedException _) {
      return late();
    }
    try {
      return deadline.isOver() ? late() : new DoctorResult.Got<>(call.make());
    } catch (RuntimeException e) {
      if (deadline.isOver()) {
        return late();
      }
      return e instanceof AwsServiceException answer ? refused(action, answer) : failed(action, e);
    } finally {
      permits.release();
    }
  }

  /// What there is to say of what was not reached.
  static <T> DoctorResult.Unheard<T> late() {
    return new DoctorResult.Unheard<>(DoctorResult.Kind.FAILED, LATE, LATER);
  }

  private static <T> DoctorResult<T> refused(String action, AwsServiceException e) {
    if (NOT_THERE.contains(AwsErrors.code(e))) {
      return new DoctorResult.None<>();
    }
    return AwsErrors.isNotAllowed(e)
        ? new DoctorResult.Unheard<>(
            DoctorResult.Kind.NOT_ALLOWED,
            action + " is not allowed",
            "allow " + action + " to whoever runs rolecall doctor")
        : failed(action, e);
  }

  private static <T> DoctorResult<T> failed(String action, RuntimeException e) {
    return new DoctorResult.Unheard<>(DoctorResult.Kind.FAILED, AwsErrors.why(action, e), LATER);
  }
}
