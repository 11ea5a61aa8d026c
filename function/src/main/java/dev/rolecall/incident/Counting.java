package dev.rolecall.incident;

import dev.rolecall.diagnosis.Confidence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Adds denials up. Nothing here decides what people hear.
final class Counting {

  private static final int MOST_DIAGNOSES = 10;
  private static final int MOST_ROLES = 100;
  private static final int MOST_DAYS = 15;

  private Counting() {}

  /// A new episode, before its first denial was counted.
  static Incident begin(Subject subject, Optional<Incident> before, Instant time) {
    IncidentBuilder begun = new IncidentBuilder(subject, time);
    before.ifPresent(
        old ->
            begun
                .version(old.version())
                .episode(old.episode() + 1)
                .notices(old.notices())
                .days(old.days()));
    return begun.build();
  }

  /// One denial more.
  static Incident denial(Incident incident, Sighting sighting, Instant now) {
    IncidentBuilder counted =
        incident.toBuilder()
            .denials(incident.denials() + 1)
            .firstSeen(earlier(incident.firstSeen(), sighting.time()))
            .lastSeen(later(incident.lastSeen(), sighting.time()))
            .causes(causes(incident, sighting))
            .sessions(incident.sessions().plus(sighting.session()))
            .sources(incident.sources().plus(sighting.source()))
            .days(days(incident.days(), sighting.time()));
    sighting
        .finding()
        .ifPresent(
            finding -> {
              counted.diagnoses(
                  diagnoses(
                      incident.diagnoses(),
                      new Diagnosed(sighting.fingerprint(), finding.cause(), now)));
              note(counted, incident, finding);
            });
    return counted.build();
  }

  /// One role more that a caller tried.
  static Incident role(Incident search, Sighting sighting) {
    Map<String, Instant> roles = new TreeMap<>(search.roles());
    roles.merge(sighting.subject().role(), sighting.time(), Counting::later);
    return search.toBuilder()
        .denials(search.denials() + 1)
        .roleCount(
            search.roleCount() + (search.roles().containsKey(sighting.subject().role()) ? 0 : 1))
        .firstSeen(earlier(search.firstSeen(), sighting.time()))
        .lastSeen(later(search.lastSeen(), sighting.time()))
        .sessions(search.sessions().plus(sighting.session()))
        .sources(search.sources().plus(sighting.source()))
        .days(days(search.days(), sighting.time()))
        .roles(newest(roles))
        .build();
  }

  /// What a look found, without a denial: only what denies for certain is another obstacle.
  static Incident finding(Incident incident, Finding finding, Instant now) {
    IncidentBuilder noted = incident.toBuilder();
    boolean another =
        finding.confidence() == Confidence.CERTAIN
            && finding.displaces(incident)
            && incident.causes().stream().noneMatch(spell -> spell.cause() == finding.cause());
    if (another) {
      List<CauseSpell> causes = new ArrayList<>(incident.causes());
      causes.add(new CauseSpell(finding.cause(), 0, now, now));
      noted.causes(causes);
    }
    if (another || incident.cause().filter(cause -> cause == finding.cause()).isPresent()) {
      note(noted, incident, finding);
    }
    return noted.build();
  }

  /// Keeps what the newest cause rests on; a worse look at it changes nothing.
  private static void note(IncidentBuilder noted, Incident incident, Finding finding) {
    noted.unread(finding.unread());
    finding.owner().ifPresent(owner -> noted.owner(Optional.of(owner)));
    if (finding.displaces(incident)) {
      noted.confidence(Optional.of(finding.confidence())).blocking(finding.blocking());
    }
  }

  /// The denial counts for its cause; one that does not displace the newest, for that.
  private static List<CauseSpell> causes(Incident incident, Sighting sighting) {
    List<CauseSpell> causes = new ArrayList<>(incident.causes());
    boolean displaces =
        causes.isEmpty()
            || sighting.finding().map(finding -> finding.displaces(incident)).orElse(true);
    for (int i = 0; i < causes.size(); i++) {
      if (causes.get(i).cause() == sighting.cause()) {
        causes.set(i, causes.get(i).plus(sighting.time()));
        return causes;
      }
    }
    if (!displaces) {
      causes.set(causes.size() - 1, causes.getLast().plus(sighting.time()));
      return causes;
    }
    if (incident.told().isEmpty()) {
      causes.removeIf(spell -> Finding.passes(spell.cause()));
    }
    causes.add(new CauseSpell(sighting.cause(), 1, sighting.time(), sighting.time()));
    return causes;
  }

  private static List<Diagnosed> diagnoses(List<Diagnosed> before, Diagnosed newest) {
    List<Diagnosed> all = new ArrayList<>(before);
    all.removeIf(known -> known.fingerprint().equals(newest.fingerprint()));
    all.addFirst(newest);
    return all.subList(0, Math.min(all.size(), MOST_DIAGNOSES));
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
