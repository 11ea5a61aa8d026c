package dev.rolecall.evidence.index;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.snapshot.Snapshot;
import dev.rolecall.iam.evaluation.Layer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Tells of the accounts of an organization what was read of them last.
public final class OrganizationIndex {

  /// An index that was not brought up to date for so long tells nothing.
  private static final Duration STALE = Duration.ofHours(24);

  /// The summary is large where there are thousands of accounts.
  private static final Duration SUMMARY_GOOD_FOR = Duration.ofSeconds(60);

  private final OrganizationIndexStore shelf;
  private final InstantSource clock;
  private Instant summaryRead = Instant.MIN;
  private Optional<IndexSummary> summary = Optional.empty();

  /// The index on a shelf.
  public OrganizationIndex(OrganizationIndexStore shelf, InstantSource clock) {
    this.shelf = shelf;
    this.clock = clock;
  }

  /// The account's place and policies; empty when the index does not have all of it, or is stale.
  ///
  /// @throws OrganizationShelf.StoreFailure when it cannot be read
  public Optional<AccountFacts> account(AccountId id) {
    return summary()
        .filter(known -> known.readAt().plus(STALE).isAfter(clock.instant()))
        .filter(known -> known.accounts().contains(id))
        .flatMap(_ -> shelf.get(IndexSummary.entry(id)))
        .map(entry -> Snapshot.organization(entry).account(id))
        .flatMap(Lookup::found)
        .filter(OrganizationIndex::isWhole);
  }

  /// When reading what the index has began.
  public Optional<Instant> readAt() {
    return summary().map(IndexSummary::readAt);
  }

  private synchronized Optional<IndexSummary> summary() {
    Instant now = clock.instant();
    if (!now.isBefore(summaryRead.plus(SUMMARY_GOOD_FOR))) {
      summary = shelf.get(IndexSummary.NAME).flatMap(IndexSummary::read);
      summaryRead = now;
    }
    return summary;
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
