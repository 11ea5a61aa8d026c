package dev.rolecall.incident;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.notification.Digest;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.repository.UnreadableIncident;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Adds up what happened on the last days that are over.
public final class DigestBuilder {

  private static final int MOST_PAIRS = 10;
  private static final int MOST_UNREAD = 5;

  private final Digest.Period period;
  private final LocalDate from;
  private final LocalDate to;
  private final List<Incident> incidents = new ArrayList<>();

  private DigestBuilder(Digest.Period period, LocalDate today) {
    this.period = period;
    this.from = today.minusDays(period.days());
    this.to = today.minusDays(1);
  }

  /// What the incidents of `store` tell of the days before `now`.
  public static Digest digest(IncidentRepository store, Digest.Period period, Instant now) {
    DigestBuilder digestBuilder =
        new DigestBuilder(period, now.atZone(ZoneOffset.UTC).toLocalDate());
    List<String> ids = new ArrayList<>(store.live());
    ids.addAll(store.endedSince(digestBuilder.from.atStartOfDay(ZoneOffset.UTC).toInstant()));
    ids.stream()
        .distinct()
        .forEach(id -> readable(store, id).ifPresent(digestBuilder.incidents::add));
    return digestBuilder.digest();
  }

  /// What cannot be read is missing from the digest, and does not keep the rest back.
  private static Optional<Incident> readable(IncidentRepository store, String id) {
    try {
      return store.find(id);
    } catch (UnreadableIncident _) {
      return Optional.empty();
    }
  }

  private Digest digest() {
    Map<CauseCode, Long> causes = new HashMap<>();
    Map<String, Long> newer = new HashMap<>();
    Map<String, Integer> unread = new HashMap<>();
    List<Digest.Pair> pairs = new ArrayList<>();
    for (Incident incident : incidents) {
      long denials = denials(incident);
      if (denials > 0
          && incident.subject() instanceof IncidentSubject.Refusal(String caller, String role, _)) {
        CauseCode cause = incident.cause().orElse(CauseCode.UNDETERMINED);
        Optional<String> code = incident.newest().flatMap(CauseInterval::newer);
        code.ifPresentOrElse(
            unknown -> newer.merge(unknown, denials, Long::sum),
            () -> causes.merge(cause, denials, Long::sum));
        pairs.add(
            new Digest.Pair(
                caller, role, cause, denials, incident.phase() == IncidentState.RESOLVED, code));
        incident.unread().forEach(fact -> unread.merge(fact, 1, Integer::sum));
      }
    }
    pairs.sort(
        Comparator.comparingLong(Digest.Pair::denials)
            .reversed()
            .thenComparing(Digest.Pair::caller)
            .thenComparing(Digest.Pair::role));
    return new Digest(
        period,
        from,
        to,
        Stream.concat(causes.values().stream(), newer.values().stream())
            .mapToLong(Long::longValue)
            .sum(),
        mostFirst(causes, causes.size()),
        pairs.subList(0, Math.min(pairs.size(), MOST_PAIRS)),
        count(one -> one.told().isPresent() && isWithin(one.firstSeen())),
        ended().size(),
        median(),
        causes.getOrDefault(CauseCode.UNDETERMINED, 0L),
        count(
            one ->
                one.subject() instanceof IncidentSubject.Search
                    && one.told().isPresent()
                    && isWithin(one.lastSeen())),
        incidents.stream()
            .filter(one -> one.phase() == IncidentState.MUTED)
            .mapToLong(this::denials)
            .sum(),
        mostFirst(unread, MOST_UNREAD),
        mostFirst(newer, newer.size()));
  }

  private int count(java.util.function.Predicate<Incident> which) {
    return Math.toIntExact(incidents.stream().filter(which).count());
  }

  private long denials(Incident incident) {
    return incident.days().subMap(from, to.plusDays(1)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private boolean isWithin(Instant time) {
    LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
    return !day.isBefore(from) && !day.isAfter(to);
  }

  /// Those that people were told of, and that ended.
  private List<Duration> ended() {
    return incidents.stream()
        .filter(one -> one.told().isPresent())
        .flatMap(
            one ->
                one.resolution().stream()
                    .filter(end -> isWithin(end.at()))
                    .map(end -> Duration.between(one.firstSeen(), end.at())))
        .sorted()
        .toList();
  }

  private Optional<Duration> median() {
    List<Duration> sorted = ended();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
  }

  private static <K extends Comparable<? super K>, N extends Number> Map<K, N> mostFirst(
      Map<K, N> counts, int most) {
    Map<K, N> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<K, N>>comparingLong(one -> one.getValue().longValue())
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .forEach(one -> sorted.put(one.getKey(), one.getValue()));
    return sorted;
  }
}
