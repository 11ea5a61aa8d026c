package dev.rolecall.incident.state;

import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.incident.identity.DeniedIdentity;
import dev.rolecall.incident.identity.SeenSuccess;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Adds denials up. Nothing here decides what people hear.
final class OccurrenceCounter {

  private static final int MOST_DIAGNOSES = 40;
  private static final int MOST_IDENTITIES = 40;

  /// The branches of a repository, the sessions of a role.
  private static final int MOST_SESSIONS = 50;

  private static final int MOST_ROLES = 100;
  private static final int MOST_DAYS = 15;

  private OccurrenceCounter() {}

  /// A new episode, before its first denial was counted.
  static Incident begin(IncidentSubject incidentSubject, Optional<Incident> before, Instant time) {
    IncidentBuilder begun = Incident.begin(incidentSubject, time);
    before.ifPresent(
        old ->
            begun
                .version(old.version())
                .episode(old.episode() + 1)
                .notices(old.notices())
                .requests(old.requests())
                .passes(old.passes())
                .days(old.days()));
    return begun.build();
  }

  /// One denial more.
  static Incident denial(Incident incident, Occurrence occurrence, Instant now) {
    IncidentBuilder counted = counted(incident, occurrence).causes(causes(incident, occurrence));
    identify(counted, incident, occurrence);
    occurrence
        .finding()
        .ifPresent(
            summary -> {
              List<CachedDiagnosis> known =
                  diagnoses(incident.diagnoses(), diagnosis(incident, occurrence, summary, now));
              counted
                  .diagnoses(known.subList(0, Math.min(known.size(), MOST_DIAGNOSES)))
                  .otherKinds(incident.otherKinds() || known.size() > MOST_DIAGNOSES);
              note(counted, incident, summary);
            });
    return counted.build();
  }

  /// A kind of call that the policies denied once stays one, whatever a later denial of it shows
  /// while a change is on its way.
  private static CachedDiagnosis diagnosis(
      Incident incident, Occurrence occurrence, DiagnosisSummary summary, Instant now) {
    Optional<CachedDiagnosis> before =
        incident.diagnoses().stream()
            .filter(known -> known.kept() && known.fingerprint().equals(occurrence.fingerprint()))
            .findFirst();
    return new CachedDiagnosis(
        occurrence.fingerprint(),
        summary.cause(),
        now,
        Optional.empty(),
        summary.dependsOn(),
        before
            .map(CachedDiagnosis::blocking)
            .filter(_ -> summary.blocking().isEmpty())
            .orElse(summary.blocking()),
        summary.passes() && before.map(CachedDiagnosis::passed).orElse(true),
        true);
  }

  private static void identify(IncidentBuilder counted, Incident incident, Occurrence occurrence) {
    String key = occurrence.identity().key();
    List<DeniedIdentity> identities = new ArrayList<>(incident.identities());
    for (int i = 0; i < identities.size(); i++) {
      if (identities.get(i).key().equals(key)) {
        identities.set(i, identities.get(i).denied(occurrence.fingerprint(), occurrence.time()));
        counted.identities(identities);
        return;
      }
    }
    if (identities.size() == MOST_IDENTITIES) {
      counted.otherIdentities(true);
      return;
    }
    identities.add(
        new DeniedIdentity(
            key,
            occurrence.fingerprint(),
            occurrence.time(),
            occurrence.time(),
            Optional.empty(),
            false));
    counted.identities(identities);
  }

  /// Notes who succeeded.
  static Incident successes(Incident incident, List<SeenSuccess> successes) {
    Map<String, SeenSuccess> byKey = new HashMap<>();
    successes.forEach(success -> byKey.put(success.key(), success));
    List<DeniedIdentity> identities =
        incident.identities().stream()
            .map(
                identity ->
                    Optional.ofNullable(byKey.remove(identity.key()))
                        .map(success -> identity.succeeded(success.at()))
                        .orElse(identity))
            .toList();
    Optional<SeenSuccess> others =
        Stream.concat(incident.success().stream(), byKey.values().stream())
            .filter(_ -> !identities.isEmpty() && !incident.otherIdentities())
            .filter(
                success -> identities.stream().noneMatch(one -> one.key().equals(success.key())))
            .max(Comparator.comparing(SeenSuccess::at).thenComparing(SeenSuccess::key));
    return incident.with().identities(identities).success(others).build();
  }

  /// One role more that a caller tried.
  static Incident role(Incident search, Occurrence occurrence) {
    Map<String, Instant> roles = new TreeMap<>(search.roles());
    roles.merge(occurrence.subject().role(), occurrence.time(), OccurrenceCounter::later);
    boolean isNew = !search.roles().containsKey(occurrence.subject().role());
    return counted(search, occurrence)
        .roleCount(search.roleCount() + (isNew ? 1 : 0))
        .reach(SearchReach.counted(search, occurrence, isNew))
        .roles(newest(roles))
        .spread(spread(search, occurrence))
        .build();
  }

  private static Set<String> spread(Incident search, Occurrence occurrence) {
    Set<String> spread = new TreeSet<>(search.spread());
    spread.retainAll(search.roles().keySet());
    if (SearchEvidence.isSpread(occurrence)) {
      spread.add(occurrence.subject().role());
    } else {
      spread.remove(occurrence.subject().role());
    }
    return spread;
  }

  private static IncidentBuilder counted(Incident incident, Occurrence occurrence) {
    return incident
        .with()
        .denials(incident.denials() + 1)
        .firstSeen(earlier(incident.firstSeen(), occurrence.time()))
        .lastSeen(later(incident.lastSeen(), occurrence.time()))
        .sessions(incident.sessions().plus(occurrence.identity().name(), MOST_SESSIONS))
        .sources(incident.sources().plus(occurrence.source()))
        .days(days(incident.days(), occurrence.time()));
  }

  /// What a look found, without a denial: only what denies for certain is another obstacle.
  static Incident finding(Incident incident, DiagnosisSummary summary, Instant now) {
    IncidentBuilder noted = incident.with();
    boolean another =
        summary.confidence() == Confidence.CERTAIN
            && summary.displaces(incident)
            && incident.causes().stream().noneMatch(spell -> spell.is(summary.cause()));
    if (another) {
      List<CauseInterval> causes = new ArrayList<>(incident.causes());
      causes.add(new CauseInterval(summary.cause(), 0, now, now));
      noted.causes(causes);
    }
    if (another || incident.newest().filter(one -> one.is(summary.cause())).isPresent()) {
      note(noted, incident, summary);
    }
    return noted.build();
  }

  /// Keeps what the newest cause rests on; a worse look at it changes nothing.
  private static void note(IncidentBuilder noted, Incident incident, DiagnosisSummary summary) {
    noted.unread(summary.unread());
    summary.owner().ifPresent(owner -> noted.owner(Optional.of(owner)));
    if (summary.displaces(incident)) {
      noted
          .confidence(Optional.of(summary.confidence()))
          .blocking(summary.blocking())
          .blockers(summary.blockers())
          .change(
              summary
                  .change()
                  .or(
                      () ->
                          incident
                              .change()
                              .filter(_ -> summary.blockers().equals(incident.blockers()))));
    }
  }

  /// The denial counts for its cause; one that does not displace the newest, for that.
  private static List<CauseInterval> causes(Incident incident, Occurrence occurrence) {
    List<CauseInterval> causes = new ArrayList<>(incident.causes());
    boolean displaces =
        causes.isEmpty()
            || occurrence
                .finding()
                .map(summary -> summary.displaces(incident))
                .orElse(causes.getLast().newer().isEmpty());
    for (int i = 0; i < causes.size(); i++) {
      if (causes.get(i).is(occurrence.cause())) {
        causes.set(i, causes.get(i).plus(occurrence.time()));
        return causes;
      }
    }
    if (!displaces) {
      causes.set(causes.size() - 1, causes.getLast().plus(occurrence.time()));
      return causes;
    }
    if (incident.told().isEmpty()) {
      causes.removeIf(spell -> spell.cause().is(CauseCode.Trait.PASSING));
    }
    causes.add(new CauseInterval(occurrence.cause(), 1, occurrence.time(), occurrence.time()));
    return causes;
  }

  private static List<CachedDiagnosis> diagnoses(
      List<CachedDiagnosis> before, CachedDiagnosis newest) {
    List<CachedDiagnosis> all = new ArrayList<>(before);
    all.removeIf(known -> known.fingerprint().equals(newest.fingerprint()));
    all.addFirst(newest);
    return all;
  }

  private static SortedMap<LocalDate, Long> days(SortedMap<LocalDate, Long> before, Instant time) {
    TreeMap<LocalDate, Long> days = new TreeMap<>(before);
    days.merge(time.atZone(ZoneOffset.UTC).toLocalDate(), 1L, Long::sum);
    while (days.size() > MOST_DAYS) {
      days.pollFirstEntry();
    }
    return days;
  }

  private static Map<String, Instant> newest(Map<String, Instant> roles) {
    return roles.entrySet().stream()
        .sorted(Map.Entry.<String, Instant>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_ROLES)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
