package dev.rolecall.doctor.check;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.wording.DoctorWords;
import dev.rolecall.evidence.Lazy;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsResult;
import dev.rolecall.evidence.aws.Deadline;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Asks AWS, so many questions side by side and until a deadline.
public final class DoctorReader {

  /// So many calls at a time are far from what any API lets through.
  private static final int SIDE_BY_SIDE = 20;

  /// Making a client takes longer than most calls, so that one is made for each service and region,
  /// and signs each call for the account that it is about. The SDK signs in the thread that calls.
  private static final ScopedValue<AwsCredentialsProvider> CURRENT = ScopedValue.newInstance();

  private static final AwsCredentialsProvider OF_WHOM_ASKS =
      () -> CURRENT.get().resolveCredentials();

  private final AwsClients clients;
  private final AccountAccess access;
  private final Deadline deadline;
  private final Semaphore permits = new Semaphore(SIDE_BY_SIDE);
  private final Map<AccountId, Lazy<AwsResult<AwsAccess>>> entries = new ConcurrentHashMap<>();

  public DoctorReader(AwsClients clients, AccountAccess access, Deadline deadline) {
    this.clients = clients;
    this.access = access;
    this.deadline = deadline;
  }

  public AwsClients clients() {
    return clients;
  }

  Deadline deadline() {
    return deadline;
  }

  /// Asks in a region of an account.
  ///
  /// @param action the call: `events:DescribeRule`
  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, T> AwsResult<T> ask(
      AwsLocation where, String action, Class<C> service, Supplier<B> client, Function<C, T> call) {
    return ask(
        where.account(),
        action,
        (known, credentials) ->
            known.client(service, client, credentials, Region.of(where.region())),
        call);
  }

  /// The text of a parameter.
  public AwsResult<String> parameter(AwsLocation where, String name) {
    return ask(
        where,
        "ssm:GetParameter",
        SsmClient.class,
        SsmClient::builder,
        client ->
            Optional.ofNullable(client.getParameter(ask -> ask.name(name)).parameter().value())
                .orElse(""));
  }

  /// Asks with a client that has the credentials of `account`.
  ///
  /// @param action the call: `iam:GetRole`
  public <C, T> AwsResult<T> ask(
      AccountId account,
      String action,
      BiFunction<AwsClients, AwsCredentialsProvider, C> client,
      Function<C, T> call) {
    return entry(account)
        .then(
            entry ->
                switch (entry) {
                  case AwsAccess.Granted(AwsCredentialsProvider credentials) ->
                      answer(
                          action,
                          () ->
                              ScopedValue.where(CURRENT, credentials)
                                  .call(() -> call.apply(client.apply(clients, OF_WHOM_ASKS))));
                  case AwsAccess.Refused(GapReason why, GapRemedy learnBy) ->
                      new AwsResult.Unreadable<>(Failure.FAILED, why, Optional.of(learnBy));
                });
  }

  /// How an account may be read.
  AwsResult<AwsAccess> entry(AccountId account) {
    return entries
        .computeIfAbsent(
            account, _ -> new Lazy<>(() -> answer("sts:AssumeRole", () -> access.to(account))))
        .get();
  }

  /// Whether an account may be read.
  boolean isOpen(AccountId account) {
    return entry(account).found().filter(AwsAccess.Granted.class::isInstance).isPresent();
  }

  private <T> AwsResult<T> answer(String action, Supplier<T> call) {
    try {
      permits.acquire();
    } catch (InterruptedException _) {
      return late();
    }
    try {
      return deadline.isOver() ? late() : known(action, AwsResult.of(action, call));
    } finally {
      permits.release();
    }
  }

  private <T> AwsResult<T> known(String action, AwsResult<T> answer) {
    if (!(answer instanceof AwsResult.Unreadable<T>(Failure failure, GapReason why, _))) {
      return answer;
    }
    if (deadline.isOver()) {
      return late();
    }
    return failure == Failure.NOT_ALLOWED
        ? new AwsResult.Unreadable<>(
            failure, DoctorWords.notAllowed(action), DoctorWords.allow(action))
        : new AwsResult.Unreadable<>(
            failure, why, Optional.of(new GapRemedy.Stated(DoctorWords.runAgain())));
  }

  /// What there is to say of what was not reached.
  private static <T> AwsResult.Unreadable<T> late() {
    return new AwsResult.Unreadable<>(
        Failure.TIMED_OUT, DoctorWords.noTimeLeft(), DoctorWords.runAgain());
  }
}
