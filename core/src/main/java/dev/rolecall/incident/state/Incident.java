package dev.rolecall.incident.state;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that is kept of one incident.
///
/// Counts and times are those of the episode, which begins with the first denial after the last one
/// was over. Times are those of the denials, not of their arrival.
///
/// @param searchId what a search by the same caller is filed under; empty for a search itself
/// @param version 0 until it is kept; every write adds one
/// @param episode from 1
/// @param causes what was in the way, in the order in which it showed; the last is the newest.
///   Empty for a search
/// @param sessions names of the sessions, or subjects of the tokens
/// @param sources addresses that the calls came from
/// @param roles of a search: those tried last, and when
/// @param roleCount of a search: how many were tried
/// @param diagnoses the newest of every kind of call, for a while
/// @param confidence of the newest diagnosis
/// @param blocking kinds of policy that stood in the way by the newest diagnosis
/// @param unread what could not be read for the newest diagnosis
/// @param owner who owns the role, by its tags; comes from the role's account
/// @param days how many denials there were on each of the last days, over all episodes
/// @param notices how many notices there were, over all episodes
/// @param due when to look at it again
/// @param newer the item as a newer version wrote it, when it holds what this version does not
///   know, so that nothing of it gets lost; empty otherwise
/// @param touches the names under which the store finds it when IAM is changed
/// @param failing looks at it that failed since the last one that worked
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = true, enableGetters = false)
public record Incident(
    IncidentSubject subject,
    Optional<String> searchId,
    long version,
    int episode,
    IncidentState phase,
    List<CauseInterval> causes,
    long denials,
    Instant firstSeen,
    Instant lastSeen,
    SampledNames sessions,
    SampledNames sources,
    Map<String, Instant> roles,
    long roleCount,
    List<CachedDiagnosis> diagnoses,
    Optional<Confidence> confidence,
    Set<PolicyType> blocking,
    List<String> unread,
    Optional<String> owner,
    SortedMap<LocalDate, Long> days,
    int notices,
    Optional<NotificationClaim> pending,
    Optional<LastNotification> told,
    Optional<HoldReason> hold,
    Optional<Resolution> resolution,
    Instant due,
    Optional<String> newer,
    Set<String> touches,
    Optional<LookFailures> failing)
    implements IncidentBuilder.With {

  public Incident {
    causes = List.copyOf(causes);
    roles = Collections.unmodifiableMap(new TreeMap<>(roles));
    diagnoses = List.copyOf(diagnoses);
    blocking = Collections.unmodifiableSet(new TreeSet<>(blocking));
    unread = List.copyOf(unread);
    touches = Collections.unmodifiableSet(new TreeSet<>(touches));
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  /// The first episode of one, before anything of it was counted.
  ///
  /// @param seen when its first denial was
  public static IncidentBuilder begin(IncidentSubject subject, Instant seen) {
    return IncidentBuilder.builder()
        .subject(subject)
        .episode(1)
        .phase(IncidentState.OPEN)
        .firstSeen(seen)
        .lastSeen(seen)
        .sessions(SampledNames.NOTHING)
        .sources(SampledNames.NOTHING)
        .days(new TreeMap<>())
        .due(seen);
  }

  /// Whether people wait for a look: something is held, or was not sent yet.
  public boolean isUrgent() {
    return failing.isEmpty() && (phase == IncidentState.HELD || pending.isPresent());
  }

  /// What it is filed under.
  public String id() {
    return subject.id();
  }

  /// The newest cause; empty for a search.
  public Optional<CauseCode> cause() {
    return newest().map(CauseInterval::cause);
  }

  /// The newest cause with its times; empty for a search.
  public Optional<CauseInterval> newest() {
    return causes.isEmpty() ? Optional.empty() : Optional.of(causes.getLast());
  }

  /// A cause that was in the way and was not seen again since the newest one showed.
  public List<CauseInterval> overcome() {
    if (causes.isEmpty()) {
      return List.of();
    }
    Instant since = causes.getLast().first();
    return causes.subList(0, causes.size() - 1).stream()
        .filter(spell -> spell.last().isBefore(since))
        .toList();
  }
}
