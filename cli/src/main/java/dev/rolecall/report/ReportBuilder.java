package dev.rolecall.report;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Adds denials up to incidents. Memory grows with the incidents.
///
/// A call that several trails recorded, or that several accounts' trails did, counts once, as long
/// as not more than a million denials lie between its records.
public final class ReportBuilder {

  private static final int MOST_CALLS = 1_000_000;

  /// So many explanations are kept until they are written; the others are made again.
  private static final int MOST_KEPT = 2_000;

  private static final Comparator<ReportedIncident> NEWEST_FIRST =
      Comparator.comparing((ReportedIncident one) -> one.lastSeen().orElse(Instant.MIN))
          .reversed()
          .thenComparing(ReportedIncident::id);

  private final Period period;
  private final Map<String, IncidentAccumulator> gatherings = new LinkedHashMap<>();
  private final Set<String> calls =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST_CALLS;
            }
          });
  private final Map<AccountId, String> accountNames = new HashMap<>();
  private long denials;
  private boolean keeps = true;

  /// @param period what is outside of it does not count; a denial without a time does
  public ReportBuilder(Period period) {
    this.period = period;
  }

  /// One denial more.
  ///
  /// @param explain explains it; asked when nothing of its kind is known, and for the newest if it
  ///   was not
  /// @return whether it counts
  public boolean add(Denial denial, Function<Denial, Explanation> explain) {
    if (!denial.time().map(period::contains).orElse(true)
        || !denial.callId().map(calls::add).orElse(true)) {
      return false;
    }
    denials++;
    IncidentSubject.Refusal subject = IncidentSubject.Refusal.of(denial);
    gatherings
        .computeIfAbsent(
            subject.id(),
            _ ->
                new IncidentAccumulator(
                    subject, denial, explain, keeps && gatherings.size() < MOST_KEPT))
        .add(denial, noting(explain));
    return true;
  }

  private Function<Denial, Explanation> noting(Function<Denial, Explanation> explain) {
    return explain.andThen(
        explanation -> {
          accountNames.putAll(explanation.accountNames());
          return explanation;
        });
  }

  /// Explains all incidents when they are written: what is still read may change why.
  public void keepNothing() {
    keeps = false;
    gatherings.values().forEach(IncidentAccumulator::keepNothing);
  }

  /// What the organization calls the accounts of callers and roles, as far as it was read.
  public Map<AccountId, String> accountNames() {
    return Map.copyOf(accountNames);
  }

  /// How many count.
  public long denials() {
    return denials;
  }

  /// Explains the newest denial of an incident.
  ///
  /// @throws IllegalArgumentException when it is none of these
  public Explanation explain(ReportedIncident incident) {
    return Optional.ofNullable(gatherings.get(incident.id()))
        .orElseThrow(() -> new IllegalArgumentException(incident.id()))
        .explain();
  }

  /// The incidents so far, those seen last first.
  public List<ReportedIncident> incidents() {
    return gatherings.values().stream()
        .map(IncidentAccumulator::incident)
        .sorted(NEWEST_FIRST)
        .toList();
  }
}
