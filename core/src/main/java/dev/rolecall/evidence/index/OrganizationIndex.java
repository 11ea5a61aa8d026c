package dev.rolecall.evidence.index;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.iam.evaluation.Layer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells of the accounts of an organization what was read of them last.
public final class OrganizationIndex {

  /// An index that was not brought up to date for so long tells nothing.
  private static final Duration STALE = Duration.ofHours(24);

  /// The summary is large where there are thousands of accounts.
  private static final Duration SUMMARY_GOOD_FOR = Duration.ofSeconds(60);

  private final OrganizationIndexStore shelf;
  private final InstantSource clock;
  private volatile SummaryRead lastRead = new SummaryRead(Instant.MIN, Optional.empty());

  /// When the summary was read last, and what it said.
  private record SummaryRead(Instant at, Optional<IndexSummary> summary) {

    boolean lists(AccountId id) {
      return summary.filter(known -> known.accounts().contains(id)).isPresent();
    }
  }

  /// The index on a shelf.
  public OrganizationIndex(OrganizationIndexStore shelf, InstantSource clock) {
    this.shelf = shelf;
    this.clock = clock;
  }

  /// The places and policies of accounts, read at once; without those of which the index does not
  /// have all. Empty when it is stale.
  ///
  /// @throws OrganizationIndexStore.StoreFailure when it cannot be read
  public Map<AccountId, AccountFacts> accounts(Collection<AccountId> ids) {
    Map<String, byte[]> entries = new HashMap<>();
    Optional<IndexSummary> current =
        summary(ids, entries).filter(known -> known.readAt().plus(STALE).isAfter(clock.instant()));
    Map<AccountId, AccountFacts> accounts = new HashMap<>();
    for (AccountId id : ids) {
      current
          .filter(known -> known.accounts().contains(id))
          .flatMap(_ -> Optional.ofNullable(entries.get(IndexSummary.entry(id))))
          .map(entry -> Snapshot.organization(entry).account(id))
          .flatMap(Lookup::found)
          .filter(OrganizationIndex::isWhole)
          .ifPresent(facts -> accounts.put(id, facts));
    }
    return accounts;
  }

  /// When reading what the index has began.
  public Optional<Instant> readAt() {
    return shelf.get(IndexSummary.NAME).flatMap(IndexSummary::read).map(IndexSummary::readAt);
  }

  /// The summary, which is read with the entries when it was not read recently. Who asks meanwhile
  /// reads on its own.
  ///
  /// @param entries gets the entries of `ids` that there may be
  private Optional<IndexSummary> summary(Collection<AccountId> ids, Map<String, byte[]> entries) {
    Instant now = clock.instant();
    SummaryRead last = lastRead;
    boolean old = !now.isBefore(last.at().plus(SUMMARY_GOOD_FOR));
    Set<String> names = new LinkedHashSet<>();
    ids.stream().filter(id -> old || last.lists(id)).map(IndexSummary::entry).forEach(names::add);
    if (old) {
      names.add(IndexSummary.NAME);
    }
    if (!names.isEmpty()) {
      entries.putAll(shelf.getAll(names));
    }
    if (!old) {
      return last.summary();
    }
    Optional<IndexSummary> read =
        Optional.ofNullable(entries.get(IndexSummary.NAME)).flatMap(IndexSummary::read);
    lastRead = new SummaryRead(now, read);
    return read;
  }

  private static boolean isWhole(AccountFacts facts) {
    return facts.isManagementAccount()
        || (facts.path().isPresent()
            && isWhole(facts.serviceControlPolicies())
            && isWhole(facts.resourceControlPolicies()));
  }

  private static boolean isWhole(Layer layer) {
    return switch (layer) {
      case Layer.Read read -> read.missing().isEmpty();
      case Layer.NotApplicable _ -> true;
      case Layer.Unread _ -> false;
    };
  }
}
