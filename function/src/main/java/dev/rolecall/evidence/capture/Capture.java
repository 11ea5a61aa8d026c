package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.aws.Access;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.capture.CaptureReport.Written;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;

/// Saves what AWS tells to a directory that `Snapshot` opens.
public final class Capture {

  private static final String ORGANIZATION = "organization.json";
  private static final String CHANGES = "changes.ndjson";
  private static final int ACCOUNTS_AT_ONCE = 8;

  private final AccountAccess access;
  private final AwsApis apis;
  private final InstantSource clock;
  private final Consumer<Duration> pause;
  private final CaptureListener listener;

  /// @param pause waits between calls that AWS wants apart
  public Capture(
      AccountAccess access,
      AwsApis apis,
      InstantSource clock,
      Consumer<Duration> pause,
      CaptureListener listener) {
    this.access = access;
    this.apis = apis;
    this.clock = clock;
    this.pause = pause;
    this.listener = listener;
  }

  /// Files of the request that are there already; those of accounts that only the organization
  /// names are not among them.
  public static List<Path> inTheWay(CaptureRequest request) {
    return Stream.concat(
            request.accounts().stream().map(Capture::fileName), Stream.of(ORGANIZATION, CHANGES))
        .map(request.output()::resolve)
        .filter(Files::exists)
        .toList();
  }

  private static String fileName(AccountId account) {
    return account + ".json";
  }

  /// Reads all of it, several accounts at once.
  ///
  /// @throws IOException when a file cannot be written; files that were written before stay
  public CaptureReport run(CaptureRequest request) throws IOException {
    List<Written> written = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    SnapshotDirectory directory = SnapshotDirectory.create(request.output());
    SequencedSet<AccountId> accounts = new LinkedHashSet<>(request.accounts());
    OrganizationCapture organization = new OrganizationCapture(access, apis, listener);
    switch (organization.read()) {
      case OrganizationCapture.Result.Read(
              OrganizationTree tree,
              OrganizationJson.Levels levels) -> {
        written.add(
            directory.writeJson(ORGANIZATION, json -> OrganizationJson.write(tree, levels, json)));
        if (request.allAccounts()) {
          tree.members().stream()
              .filter(OrganizationTree.Member::active)
              .forEach(member -> accounts.add(member.account()));
        }
      }
      case OrganizationCapture.Result.None _ ->
          gaps.add(
              new Gap(
                  "an organization",
                  "account " + access.home() + " belongs to none",
                  "there is nothing to do"));
      case OrganizationCapture.Result.Unread(Gap gap) -> gaps.add(gap);
    }
    gaps.addAll(organization.gaps());
    List<String> changes = new ArrayList<>();
    boolean changesRead = false;
    for (AccountResult result : read(request, directory, accounts)) {
      written.addAll(result.written());
      gaps.addAll(result.gaps());
      changes.addAll(result.changes().orElse(List.of()));
      changesRead |= result.changes().isPresent();
    }
    if (changesRead) {
      written.add(directory.write(CHANGES, out -> lines(changes, out)));
    }
    return new CaptureReport(written, gaps);
  }

  private static String lines(List<String> lines, OutputStream out) throws IOException {
    for (String line : lines) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return lines.size() + " records of changes and of roles assumed";
  }

  /// @param changes empty when they could not be read
  private record AccountResult(
      List<Written> written, List<Gap> gaps, Optional<List<String>> changes) {}

  private List<AccountResult> read(
      CaptureRequest request, SnapshotDirectory directory, Collection<AccountId> accounts)
      throws IOException {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(ACCOUNTS_AT_ONCE, Thread.ofVirtual().factory())) {
      List<Callable<AccountResult>> tasks = new ArrayList<>();
      for (AccountId account : accounts) {
        tasks.add(() -> read(request, directory, account));
      }
      List<AccountResult> results = new ArrayList<>();
      for (Future<AccountResult> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private AccountResult read(CaptureRequest request, SnapshotDirectory directory, AccountId account)
      throws IOException {
    return switch (access.to(account)) {
      case Access.Refused(String why, String learnBy) ->
          new AccountResult(
              List.of(), List.of(new Gap("account " + account, why, learnBy)), Optional.empty());
      case Access.Granted(AwsCredentialsProvider credentials) -> {
        List<Written> written = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        try (IamClient iam = apis.iam(credentials)) {
          AccountCapture read = AccountCapture.read(account, iam, listener);
          written.add(directory.writeJson(fileName(account), read::write));
        } catch (SdkException e) {
          gaps.add(
              Refusal.gap(
                  "the " + AccountCapture.WHAT + " of account " + account,
                  AccountCapture.ACTION,
                  account,
                  e));
        }
        Optional<List<String>> changes =
            new ChangesCapture(
                    account,
                    apis,
                    credentials,
                    new Pace(clock, pause),
                    listener,
                    clock.instant().minus(request.since()))
                .read(gaps);
        yield new AccountResult(written, gaps, changes);
      }
    };
  }
}
