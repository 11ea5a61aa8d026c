package dev.rolecall.report;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.identity.CallerIdentity;
import dev.rolecall.incident.identity.Fingerprint;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.IncidentSubject.Refusal;
import dev.rolecall.incident.state.SampledNames;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One incident that is being added up.
final class IncidentAccumulator {

  /// So many kinds of call are told apart by their causes; more are explained again as they come.
  private static final int MOST_KINDS = 32;

  /// The last in time; of several at one time, that of the greatest id.
  private static final Comparator<Denial> AGE =
      Comparator.comparing((Denial denial) -> denial.time().orElse(Instant.MIN))
          .thenComparing(denial -> denial.eventId().orElse(""));

  private final Refusal subject;
  private final Map<String, CauseInTime> kinds =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CauseInTime> eldest) {
          forgotten |= size() > MOST_KINDS;
          return size() > MOST_KINDS;
        }
      };
  private final Map<CauseCode, CauseInterval> causes = new EnumMap<>(CauseCode.class);
  private final SortedMap<LocalDate, Map<CauseCode, Long>> days = new TreeMap<>();
  private SampledNames sessions = SampledNames.NOTHING;
  private SampledNames sources = SampledNames.NOTHING;
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private final Set<String> identities = new HashSet<>();
  private final Set<Set<String>> dependencies = new LinkedHashSet<>();
  private boolean forgotten;
  private long denials;
  private Denial newest;
  private Function<Denial, Explanation> newestExplained;

  /// That of the newest denial, if it was needed before.
  private Optional<Explanation> explanation = Optional.empty();

  private boolean keeps;

  /// @param keeps whether there is room for an explanation
  IncidentAccumulator(
      Refusal subject, Denial first, Function<Denial, Explanation> explain, boolean keeps) {
    this.subject = subject;
    this.keeps = keeps;
    this.newest = first;
    this.newestExplained = explain;
  }

  /// One denial more.
  ///
  /// @param explain asked once for each kind of call, and again for times between which something
  ///   was changed
  void add(Denial denial, Function<Denial, Explanation> explain) {
    denials++;
    if (AGE.compare(denial, newest) > 0) {
      newest = denial;
      newestExplained = explain;
      explanation = Optional.empty();
    }
    sessions = sessions.plus(CallerIdentity.session(denial.caller()));
    sources = sources.plus(denial.sourceIp());
    CauseInTime known = known(denial).orElseGet(() -> explained(denial, explain.apply(denial)));
    if (identities.size() < 2) {
      identities.add(CallerIdentity.of(denial, known.dependsOn()).key());
    }
    if (denial.time().isPresent()) {
      at(denial.time().get(), known.cause());
    }
  }

  /// Calls are of one kind by what the policies depend on, which is the same for most of them.
  private Optional<CauseInTime> known(Denial denial) {
    for (Set<String> keys : dependencies) {
      CauseInTime known = kinds.get(Fingerprint.of(denial, keys));
      if (known != null && known.dependsOn().equals(keys) && known.holdsAt(denial.time())) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("ReferenceEquality") // of several that are equal, it is this one
  private CauseInTime explained(Denial denial, Explanation explained) {
    CauseInTime found = CauseInTime.of(explained);
    if (keeps && denial == newest) {
      explanation = Optional.of(explained);
    }
    dependencies.add(found.dependsOn());
    kinds.put(Fingerprint.of(denial, found.dependsOn()), found);
    return found;
  }

  /// Kinds that were forgotten may be denied still.
  private Optional<IncidentStatus> others() {
    if (identities.size() < 2 && kinds.size() < 2) {
      return Optional.empty();
    }
    return kinds.values().stream()
        .map(CauseInTime::standing)
        .reduce(IncidentStatus::worse)
        .map(worst -> forgotten ? IncidentStatus.worse(worst, IncidentStatus.NOT_KNOWN) : worst);
  }

  private void at(Instant time, CauseCode cause) {
    first = Optional.of(first.filter(time::isAfter).orElse(time));
    last = Optional.of(last.filter(time::isBefore).orElse(time));
    causes.merge(cause, new CauseInterval(cause, 1, time, time), (known, _) -> known.plus(time));
    days.computeIfAbsent(
            time.atZone(ZoneOffset.UTC).toLocalDate(), _ -> new EnumMap<>(CauseCode.class))
        .merge(cause, 1L, Long::sum);
  }

  /// The explanation of the newest denial.
  Explanation explain() {
    return explanation.orElseGet(() -> newestExplained.apply(newest));
  }

  /// Explains the newest denial again when it is asked for.
  void keepNothing() {
    keeps = false;
    explanation = Optional.empty();
  }

  ReportedIncident incident() {
    return new ReportedIncident(
        subject,
        denials,
        first,
        last,
        causes.values().stream()
            .sorted(Comparator.comparing(CauseInterval::first).thenComparing(CauseInterval::cause))
            .toList(),
        days,
        sessions,
        sources,
        newest,
        others());
  }
}
