package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.CallBudget;
import dev.rolecall.evidence.capture.CaptureReport.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/// Reads accounts, and writes the file of each. What was changed in them is handed back, since one
/// file holds it for all.
///
/// @param pause waits between calls that AWS wants apart
record AccountReading(
    AccountAccess access,
    AwsClients clients,
    InstantSource clock,
    Consumer<Duration> pause,
    CaptureListener listener) {

  static String fileName(AccountId account) {
    return account + ".json";
  }

  /// Reads one account. Several threads may.
  ///
  /// @param back how far to look for changes
  /// @throws UncheckedIOException when its file cannot be written
  AccountResult read(AccountId account, SnapshotDirectory directory, Duration back) {
    return switch (access.to(account)) {
      case AwsAccess.Refused(String why, String learnBy) ->
          new AccountResult(
              List.of(),
              List.of(new Gap("account " + account, why, learnBy)),
              List.of(),
              Optional.empty());
      case AwsAccess.Granted(AwsCredentialsProvider credentials) -> {
        List<Written> written = new ArrayList<>();
        List<Gap> unread = new ArrayList<>();
        try {
          AccountCapture read = AccountCapture.read(account, clients.iam(credentials), listener);
          written.add(directory.writeJson(fileName(account), read.content(), read.phrase()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (SdkException e) {
          String fact = "the " + AccountCapture.WHAT + " of account " + account;
          unread.add(ReadRefusal.gap(fact, AccountCapture.ACTION, account, e));
        }
        CallBudget<Region> budget = CallBudget.ofLookups(clock);
        AccountResult changes =
            new ChangesCapture(account, region -> budget.await(region, pause), listener)
                .since(clock.instant().minus(back), clients, credentials);
        unread.addAll(changes.unread());
        yield new AccountResult(written, unread, changes.notes(), changes.changes());
      }
    };
  }
}
