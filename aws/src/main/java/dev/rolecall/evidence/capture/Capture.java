package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.capture.CaptureReport.Written;
import dev.rolecall.evidence.capture.wording.CaptureWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Saves what AWS tells to a directory that `Snapshot` opens.
///
/// @param pause waits between calls that AWS wants apart
public record Capture(
    AccountAccess access,
    AwsClients clients,
    InstantSource clock,
    Consumer<Duration> pause,
    CaptureListener listener) {

  private static final String ORGANIZATION = "organization.json";
  private static final String DATE = "snapshot.json";
  private static final String CHANGES = "changes.ndjson";
  private static final int ACCOUNTS_AT_ONCE = 8;

  /// Reads all of it, several accounts at once.
  ///
  /// @throws IOException when a file cannot be written; files that were written before stay
  public CaptureReport run(CaptureRequest request) throws IOException {
    Lookup<OrganizationTree> organization =
        new OrganizationCapture(access, clients, listener).read();
    SequencedSet<AccountId> accounts = new LinkedHashSet<>(request.accounts());
    if (request.allAccounts()) {
      organization.found().map(OrganizationTree::activeAccounts).ifPresent(accounts::addAll);
    }
    List<Path> inTheWay = inTheWay(request, accounts);
    if (!inTheWay.isEmpty()) {
      return new CaptureReport.InTheWay(inTheWay);
    }
    SnapshotDirectory directory = SnapshotDirectory.create(request.output());
    List<Written> written = new ArrayList<>();
    List<Gap> unread = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    switch (organization) {
      case Lookup.Found<OrganizationTree>(OrganizationTree tree) -> {
        String holds = CaptureWords.organizationFile(tree.id(), tree.members().size());
        written.add(directory.writeJson(ORGANIZATION, OrganizationJson.of(tree), holds));
        unread.addAll(tree.gaps());
      }
      case Lookup.Absent<OrganizationTree> _ ->
          notes.add(CaptureWords.noOrganization(access.home()));
      case Lookup.Unreadable<OrganizationTree>(Gap gap) -> unread.add(gap);
    }
    Instant takenAt = clock.instant();
    List<String> changes = new ArrayList<>();
    boolean changesRead = false;
    for (AccountReading result : read(request, directory, accounts)) {
      written.addAll(result.written());
      unread.addAll(result.unread());
      notes.addAll(result.notes());
      result.changes().ifPresent(changes::addAll);
      changesRead |= result.changes().isPresent();
    }
    if (changesRead) {
      String lines = changes.stream().map(line -> line + "\n").collect(Collectors.joining());
      written.add(
          directory.write(
              CHANGES,
              out -> out.write(lines.getBytes(StandardCharsets.UTF_8)),
              CaptureWords.changesFile(changes.size())));
    }
    written.add(
        directory.writeJson(DATE, Map.of("takenAt", takenAt.toString()), CaptureWords.dateFile()));
    return new CaptureReport.Done(written, unread, notes);
  }

  private static List<Path> inTheWay(CaptureRequest request, Collection<AccountId> accounts) {
    return request.replace()
        ? List.of()
        : Stream.concat(
                accounts.stream().map(AccountReading::fileName),
                Stream.of(ORGANIZATION, CHANGES, DATE))
            .map(request.output()::resolve)
            .filter(Files::exists)
            .toList();
  }

  private List<AccountReading> read(
      CaptureRequest request, SnapshotDirectory directory, Collection<AccountId> accounts)
      throws IOException {
    try {
      return accounts.stream()
          .map(account -> new AccountReading(account, this))
          .gather(
              Gatherers.mapConcurrent(
                  ACCOUNTS_AT_ONCE, reading -> reading.read(directory, request.since())))
          .toList();
    } catch (RuntimeException e) {
      throw new IOException(e instanceof UncheckedIOException unwritten ? unwritten.getCause() : e);
    }
  }
}
