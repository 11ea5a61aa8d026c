package dev.rolecall.incident.state;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.evidence.Change;
import dev.rolecall.incident.action.Acknowledgement;
import dev.rolecall.incident.action.ActionTaken;
import dev.rolecall.incident.action.SnoozePeriod;
import dev.rolecall.incident.enumeration.StandoutReason;
import dev.rolecall.incident.identity.DeniedIdentity;
import dev.rolecall.incident.identity.SeenSuccess;
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
/// @param blockers what blocks it that may block others as well, what to group by first comes first
/// @param change the recent change of what blocks it, where one was read
/// @param sharedCauseId the incident of the shared cause that it is folded into
/// @param extent of a shared cause: how far it reaches
/// @param newer the item as a newer version wrote it, when it holds what this version does not
///   know, so that nothing of it gets lost; empty otherwise
/// @param actions what people did about this episode, the newest last; so many at most
/// @param acknowledged that somebody works on it
/// @param snooze that it sends no messages of its own
/// @param wanted a notice that a person's action calls for, and that no look has claimed yet
/// @param requests ids of the newest requests that were done, so that none is done twice
/// @param identities who of the workload was denied in this episode
/// @param otherIdentities whether others were denied whose names are not kept
/// @param otherKinds whether there were other kinds of calls whose diagnoses are not kept
/// @param proof when that happened by which the episode ended: the change, or the success; empty
///   where that is not known
/// @param success the newest one by an identity of the workload that was not denied
/// @param passes when denials after a change passed by themselves, the newest last, over all
///   episodes
/// @param recurring whether every run meets the time that IAM needs to propagate a change
/// @param touches the names under which the store finds it when IAM is changed
/// @param failing looks at it that failed since the last one that worked
/// @param reach of a search: what it has reached
/// @param standout why it is told by itself although it is part of a search
/// @param spread of a search: those of its roles that could not be read, and that are denied for a
///   reason on the caller's side
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
    List<IncidentSubject.SharedCause> blockers,
    Optional<Change> change,
    Optional<String> sharedCauseId,
    Optional<SharedExtent> extent,
    Optional<String> newer,
    List<ActionTaken> actions,
    Optional<Acknowledgement> acknowledged,
    Optional<SnoozePeriod> snooze,
    Optional<NotificationKind> wanted,
    List<String> requests,
    List<DeniedIdentity> identities,
    boolean otherIdentities,
    boolean otherKinds,
    Optional<Instant> proof,
    Optional<SeenSuccess> success,
    List<Instant> passes,
    boolean recurring,
    Set<String> touches,
    Optional<LookFailures> failing,
    Set<String> spread,
    Optional<SearchReach> reach,
    Optional<StandoutReason> standout)
    implements IncidentBuilder.With {

  public Incident {
    causes = List.copyOf(causes);
    roles = Collections.unmodifiableMap(new TreeMap<>(roles));
    diagnoses = List.copyOf(diagnoses);
    blocking = Collections.unmodifiableSet(new TreeSet<>(blocking));
    unread = List.copyOf(unread);
    blockers = List.copyOf(blockers);
    identities = List.copyOf(identities);
    passes = List.copyOf(passes);
    touches = Collections.unmodifiableSet(new TreeSet<>(touches));
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    actions = List.copyOf(actions);
    requests = List.copyOf(requests);
    spread = Collections.unmodifiableSet(new TreeSet<>(spread));
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

  /// Whether people wait for a look: something is held, or was not sent yet, or it is about many.
  public boolean isUrgent() {
    boolean isShared = subject instanceof IncidentSubject.SharedCause && phase.isShown();
    return failing.isEmpty()
        && (phase == IncidentState.HELD || pending.isPresent() || wanted.isPresent() || isShared);
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

  /// Whether somebody works on the newest cause.
  public boolean hasAcknowledgement() {
    return acknowledged.filter(one -> one.causes() == causes.size()).isPresent();
  }

  /// Whether a look at it may still lead to something.
  public boolean needsLooks() {
    return phase.isLive() || pending.isPresent() || wanted.isPresent();
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
