package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.aws.AccountAccess;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.index.IndexSummary;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.zip.GZIPOutputStream;

/// Reads a whole organization and puts an entry for each of its accounts on a shelf.
///
/// @param access whose home is the account that is asked for its organization
public record IndexCapture(
    AccountAccess access, AwsClients clients, OrganizationIndexStore shelf, InstantSource clock) {

  /// What came of it.
  public sealed interface Outcome {
    /// The index is up to date.
    ///
    /// @param written how many entries had changed
    /// @param gaps what could not be read, for which the index is of no use
    record Done(int accounts, int written, List<Gap> gaps) implements Outcome {
      public Done {
        gaps = List.copyOf(gaps);
      }
    }

    /// The account belongs to no organization.
    record NoOrganization() implements Outcome {}

    /// The organization could not be read; the index stays as it was.
    record Unread(Gap gap) implements Outcome {}
  }

  /// Entries are kept while they do not change. One that expires is put anew by the next capture.
  private static final Duration KEPT = Duration.ofDays(30);

  private static final int AT_ONCE = 16;

  /// Brings the index up to date.
  ///
  /// @throws OrganizationIndexStore.StoreFailure when an entry could not be kept
  public Outcome run() {
    Instant start = clock.instant();
    return switch (new OrganizationCapture(access, clients, (_, _, _) -> {}).read()) {
      case Lookup.Absent<OrganizationTree> _ -> new Outcome.NoOrganization();
      case Lookup.Unreadable<OrganizationTree>(Gap gap) -> new Outcome.Unread(gap);
      case Lookup.Found<OrganizationTree>(OrganizationTree tree) -> {
        long written =
            tree.members().stream()
                .gather(
                    Gatherers.mapConcurrent(AT_ONCE, member -> put(tree, member, start.plus(KEPT))))
                .filter(Boolean::booleanValue)
                .count();
        Set<AccountId> accounts =
            tree.members().stream()
                .map(OrganizationTree.Member::account)
                .collect(Collectors.toUnmodifiableSet());
        shelf.put(IndexSummary.NAME, new IndexSummary(start, accounts).write(), start.plus(KEPT));
        yield new Outcome.Done(accounts.size(), (int) written, tree.gaps());
      }
    };
  }

  /// Whether the entry had changed: reading costs a fraction of writing.
  private boolean put(OrganizationTree tree, OrganizationTree.Member member, Instant expires) {
    String name = IndexSummary.entry(member.account());
    byte[] entry = entry(tree.of(member));
    if (shelf.get(name).filter(kept -> Arrays.equals(kept, entry)).isPresent()) {
      return false;
    }
    shelf.put(name, entry, expires);
    return true;
  }

  private static byte[] entry(OrganizationTree account) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      SdkJson.MAPPER.writeValue(new GZIPOutputStream(bytes), OrganizationJson.of(account));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
