package dev.rolecall.incident.state;

import dev.rolecall.evidence.Change;
import dev.rolecall.incident.identity.DeniedIdentity;
import dev.rolecall.incident.state.Resolution.How;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What proves that an incident is over.
///
/// | proof | what it takes |
/// |---|---|
/// | success | every identity that was denied has assumed the role since its last denial; not one of which a denial followed a success before |
/// | policies | every kind of call that was denied is allowed by the policies that can be read now, and was not when it was denied; nothing was denied after the change, but for the time that IAM needs |
/// | both | some kinds of calls by the policies, the identities of the others by success |
/// | passed | the policies allowed every kind of call all the time, and there was no denial for an hour |
///
/// An end of the last kind that was taken back does not come again in that episode.
///
/// More identities and kinds of calls than are kept end by silence only.
public final class ResolutionRules {

  /// What the calls of an incident come to now.
  public interface Findings {

    /// Nothing is known.
    Findings NONE =
        new Findings() {
          @Override
          public Optional<DiagnosisSummary> newest() {
            return Optional.empty();
          }

          @Override
          public Optional<DiagnosisSummary> of(String kind) {
            return Optional.empty();
          }
        };

    /// Its newest denial.
    Optional<DiagnosisSummary> newest();

    /// The newest denial of a kind; empty when its event is not kept.
    Optional<DiagnosisSummary> of(String kind);
  }

  /// An end, and when that happened which proves it, where it is known.
  record End(How how, Optional<Instant> proof) {}

  /// What a look at the findings came to.
  ///
  /// @param incident with the successes that were seen
  record Looked(Incident incident, Optional<End> end) {}

  /// Without a denial for so long, what passes by itself has passed.
  static final Duration PASSED_AFTER = Duration.ofHours(1);

  private final IncidentRules rules;

  ResolutionRules(IncidentRules rules) {
    this.rules = rules;
  }

  /// Whether the incident is over by what can be read now. The kinds of calls are looked at one
  /// after the other, until one that is denied still.
  Looked look(Incident incident, Findings findings, Instant now) {
    Optional<DiagnosisSummary> newest = findings.newest();
    if (newest.isEmpty()) {
      return new Looked(incident, Optional.empty());
    }
    Incident seen =
        OccurrenceCounter.successes(identified(incident, newest.get()), newest.get().successes());
    if (seen.recurring()) {
      return new Looked(seen, Optional.empty());
    }
    if (succeeded(seen)) {
      return new Looked(seen, Optional.of(success(seen)));
    }
    List<CachedDiagnosis> kinds = kinds(seen);
    Optional<Instant> changed = Optional.empty();
    for (int i = 0; i < kinds.size(); i++) {
      CachedDiagnosis kind = kinds.get(i);
      Optional<DiagnosisSummary> found = i == 0 ? newest : findings.of(kind.fingerprint());
      if (found.isPresent()) {
        seen = OccurrenceCounter.successes(seen, found.get().successes());
      }
      Incident current = seen;
      boolean allowed = found.filter(it -> isMended(current, kind, it, now)).isPresent();
      if (!allowed && !isProven(seen, kind)) {
        return new Looked(seen, passed(seen, kinds, found, now));
      }
      changed = later(changed, found.flatMap(DiagnosisSummary::changed));
    }
    if (succeeded(seen)) {
      return new Looked(seen, Optional.of(success(seen)));
    }
    Optional<Instant> proof = changed.filter(time -> time.isAfter(incident.firstSeen()));
    return new Looked(
        seen, seen.otherKinds() ? Optional.empty() : Optional.of(new End(How.NOW_ALLOWED, proof)));
  }

  /// Incidents of earlier versions have no identities: they end as the newest denial does.
  private static Incident identified(Incident incident, DiagnosisSummary newest) {
    return incident.identities().isEmpty()
        ? incident
            .with()
            .identities(
                List.of(
                    new DeniedIdentity(
                        newest.self().key(),
                        "",
                        incident.firstSeen(),
                        incident.lastSeen(),
                        Optional.empty(),
                        false)))
            .build()
        : incident;
  }

  /// The kinds of calls that were denied, the newest first: those with a diagnosis, and those whose
  /// diagnosis was dropped. Only the first one may lack an event of its own.
  private static List<CachedDiagnosis> kinds(Incident incident) {
    Map<String, CachedDiagnosis> kinds = new LinkedHashMap<>();
    incident.diagnoses().stream()
        .filter(CachedDiagnosis::kept)
        .forEach(known -> kinds.put(known.fingerprint(), known));
    incident.identities().stream()
        .sorted(Comparator.comparing(DeniedIdentity::last).reversed())
        .forEach(
            identity ->
                kinds.computeIfAbsent(identity.kind(), kind -> undiagnosed(incident, kind)));
    return List.copyOf(kinds.values());
  }

  private static CachedDiagnosis undiagnosed(Incident incident, String kind) {
    return new CachedDiagnosis(
        kind,
        incident.cause().orElseThrow(),
        incident.lastSeen(),
        Optional.empty(),
        Set.of(),
        incident.blocking(),
        false,
        false);
  }

  private static boolean succeeded(Incident incident) {
    return !incident.otherIdentities()
        && incident.identities().stream().allMatch(DeniedIdentity::isProven);
  }

  private static End success(Incident incident) {
    return new End(
        How.SUCCEEDED,
        incident.identities().stream()
            .flatMap(identity -> identity.succeeded().stream())
            .max(Comparator.naturalOrder()));
  }

  /// Whether all identities whose newest denial is of this kind have succeeded.
  private static boolean isProven(Incident incident, CachedDiagnosis kind) {
    return !incident.otherIdentities()
        && incident.identities().stream()
            .filter(identity -> identity.kind().equals(kind.fingerprint()))
            .allMatch(DeniedIdentity::isProven);
  }

  /// Whether the policies show that what denied this kind of call is gone.
  private boolean isMended(
      Incident incident, CachedDiagnosis kind, DiagnosisSummary found, Instant now) {
    if (kind.passed() || !found.lifts(kind.blocking()) || isDoubtful(incident, kind)) {
      return false;
    }
    Instant last =
        incident.identities().stream()
            .filter(identity -> identity.kind().equals(kind.fingerprint()))
            .map(DeniedIdentity::last)
            .max(Comparator.naturalOrder())
            .orElse(incident.lastSeen());
    return found
        .changed()
        .filter(change -> !change.isBefore(incident.firstSeen()) && change.isBefore(last))
        .map(
            change ->
                !last.isAfter(change.plus(Change.PROPAGATION))
                    && !now.isBefore(last.plus(rules.propagation())))
        .orElse(true);
  }

  /// Whether such an end was taken back before: what was not seen to block cannot be seen to be
  /// gone.
  private static boolean isDoubtful(Incident incident, CachedDiagnosis kind) {
    return incident.resolution().isPresent() && kind.blocking().isEmpty();
  }

  private static Optional<End> passed(
      Incident incident,
      List<CachedDiagnosis> kinds,
      Optional<DiagnosisSummary> found,
      Instant now) {
    return Optional.of(new End(How.PASSED, Optional.empty()))
        .filter(_ -> kinds.stream().allMatch(CachedDiagnosis::passed))
        .filter(_ -> incident.resolution().filter(end -> end.how() == How.PASSED).isEmpty())
        .filter(_ -> found.filter(DiagnosisSummary::passesNow).isPresent())
        .filter(_ -> !now.isBefore(incident.lastSeen().plus(PASSED_AFTER)));
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? one.filter(other.get()::isBefore).or(() -> other)
        : one.or(() -> other);
  }
}
