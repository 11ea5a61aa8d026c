package dev.rolecall.incident.state;

import dev.rolecall.denial.PolicyType;
import dev.rolecall.diagnosis.result.Confidence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// An [Incident] that is being written.
public final class IncidentBuilder {

  private IncidentSubject incidentSubject;
  private Optional<String> searchId = Optional.empty();
  private long version = 0;
  private int episode = 1;
  private IncidentState incidentState = IncidentState.OPEN;
  private List<CauseInterval> causes = List.of();
  private long denials = 0;
  private Instant firstSeen;
  private Instant lastSeen;
  private SampledNames sessions = SampledNames.NOTHING;
  private SampledNames sources = SampledNames.NOTHING;
  private Map<String, Instant> roles = Map.of();
  private long roleCount = 0;
  private List<CachedDiagnosis> diagnoses = List.of();
  private Optional<Confidence> confidence = Optional.empty();
  private Set<PolicyType> blocking = Set.of();
  private List<String> unread = List.of();
  private Optional<String> owner = Optional.empty();
  private SortedMap<LocalDate, Long> days = new TreeMap<>();
  private int notices = 0;
  private Optional<NotificationClaim> pending = Optional.empty();
  private Optional<LastNotification> told = Optional.empty();
  private Optional<HoldReason> hold = Optional.empty();
  private Optional<Resolution> resolution = Optional.empty();
  private Instant due;

  /// A new one.
  ///
  /// @param seen when its first denial was
  public IncidentBuilder(IncidentSubject incidentSubject, Instant seen) {
    this.incidentSubject = incidentSubject;
    this.firstSeen = seen;
    this.lastSeen = seen;
    this.due = seen;
  }

  IncidentBuilder(Incident incident) {
    this.incidentSubject = incident.subject();
    this.searchId = incident.searchId();
    this.version = incident.version();
    this.episode = incident.episode();
    this.incidentState = incident.phase();
    this.causes = incident.causes();
    this.denials = incident.denials();
    this.firstSeen = incident.firstSeen();
    this.lastSeen = incident.lastSeen();
    this.sessions = incident.sessions();
    this.sources = incident.sources();
    this.roles = incident.roles();
    this.roleCount = incident.roleCount();
    this.diagnoses = incident.diagnoses();
    this.confidence = incident.confidence();
    this.blocking = incident.blocking();
    this.unread = incident.unread();
    this.owner = incident.owner();
    this.days = incident.days();
    this.notices = incident.notices();
    this.pending = incident.pending();
    this.told = incident.told();
    this.hold = incident.hold();
    this.resolution = incident.resolution();
    this.due = incident.due();
  }

  public IncidentBuilder searchId(Optional<String> value) {
    this.searchId = value;
    return this;
  }

  public IncidentBuilder version(long value) {
    this.version = value;
    return this;
  }

  public IncidentBuilder episode(int value) {
    this.episode = value;
    return this;
  }

  public IncidentBuilder phase(IncidentState value) {
    this.incidentState = value;
    return this;
  }

  public IncidentBuilder causes(List<CauseInterval> value) {
    this.causes = value;
    return this;
  }

  public IncidentBuilder denials(long value) {
    this.denials = value;
    return this;
  }

  public IncidentBuilder firstSeen(Instant value) {
    this.firstSeen = value;
    return this;
  }

  public IncidentBuilder lastSeen(Instant value) {
    this.lastSeen = value;
    return this;
  }

  public IncidentBuilder sessions(SampledNames value) {
    this.sessions = value;
    return this;
  }

  public IncidentBuilder sources(SampledNames value) {
    this.sources = value;
    return this;
  }

  public IncidentBuilder roles(Map<String, Instant> value) {
    this.roles = value;
    return this;
  }

  public IncidentBuilder roleCount(long value) {
    this.roleCount = value;
    return this;
  }

  public IncidentBuilder diagnoses(List<CachedDiagnosis> value) {
    this.diagnoses = value;
    return this;
  }

  public IncidentBuilder confidence(Optional<Confidence> value) {
    this.confidence = value;
    return this;
  }

  public IncidentBuilder blocking(Set<PolicyType> value) {
    this.blocking = value;
    return this;
  }

  public IncidentBuilder unread(List<String> value) {
    this.unread = value;
    return this;
  }

  public IncidentBuilder owner(Optional<String> value) {
    this.owner = value;
    return this;
  }

  public IncidentBuilder days(SortedMap<LocalDate, Long> value) {
    this.days = value;
    return this;
  }

  public IncidentBuilder notices(int value) {
    this.notices = value;
    return this;
  }

  public IncidentBuilder pending(Optional<NotificationClaim> value) {
    this.pending = value;
    return this;
  }

  public IncidentBuilder told(Optional<LastNotification> value) {
    this.told = value;
    return this;
  }

  public IncidentBuilder hold(Optional<HoldReason> value) {
    this.hold = value;
    return this;
  }

  public IncidentBuilder resolution(Optional<Resolution> value) {
    this.resolution = value;
    return this;
  }

  public IncidentBuilder due(Instant value) {
    this.due = value;
    return this;
  }

  /// The incident as it is now.
  public Incident build() {
    return new Incident(
        incidentSubject,
        searchId,
        version,
        episode,
        incidentState,
        causes,
        denials,
        firstSeen,
        lastSeen,
        sessions,
        sources,
        roles,
        roleCount,
        diagnoses,
        confidence,
        blocking,
        unread,
        owner,
        days,
        notices,
        pending,
        told,
        hold,
        resolution,
        due);
  }
}
