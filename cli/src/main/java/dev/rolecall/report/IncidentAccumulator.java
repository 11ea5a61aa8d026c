package dev.rolecall.report;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Fingerprint;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.IncidentSubject.Refusal;
import dev.rolecall.incident.state.SampledNames;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
          return size() > MOST_KINDS;
        }
      };
  private final Map<CauseCode, CauseInterval> causes = new EnumMap<>(CauseCode.class);
  private final SortedMap<LocalDate, Map<CauseCode, Long>> days = new TreeMap<>();
  private SampledNames sessions = SampledNames.NOTHING;
  private SampledNames sources = SampledNames.NOTHING;
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private long denials;
  private Denial newest;
  private Function<Denial, Explanation> newestExplained;

  IncidentAccumulator(Refusal subject, Denial first, Function<Denial, Explanation> explain) {
    this.subject = subject;
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
    }
    sessions = sessions.plus(IncidentSubject.session(denial.caller()));
    sources = sources.plus(denial.sourceIp());
    String kind = Fingerprint.of(denial);
    CauseInTime known = kinds.get(kind);
    if (known == null || !known.holdsAt(denial.time())) {
      known = CauseInTime.of(explain.apply(denial));
      kinds.put(kind, known);
    }
    if (denial.time().isPresent()) {
      at(denial.time().get(), known.cause());
    }
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
    return newestExplained.apply(newest);
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
        newest);
  }
}
