package dev.rolecall.report;

import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.SampledNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One incident of a period: the denials of one caller, role and action, whatever their cause, as
/// in the alerts.
///
/// @param denials how many
/// @param firstSeen time of the first denial; empty when no record tells its time
/// @param causes in the order in which they showed; the last is the newest
/// @param days how many denials of which cause there were on each day, in UTC; those whose record
///   tells no time are in none
/// @param sessions names of the sessions, or subjects of the tokens
/// @param sources addresses that the calls came from
/// @param newest the last denial: the one that is explained
/// @param others how the calls stand by the policies, the worst of them, where several sessions or
///   subjects were denied, or calls of several kinds
public record ReportedIncident(
    IncidentSubject.Refusal subject,
    long denials,
    Optional<Instant> firstSeen,
    Optional<Instant> lastSeen,
    List<CauseInterval> causes,
    SortedMap<LocalDate, Map<CauseCode, Long>> days,
    SampledNames sessions,
    SampledNames sources,
    Denial newest,
    Optional<IncidentStatus> others) {

  public ReportedIncident {
    causes = List.copyOf(causes);
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  /// One of calls that are all alike.
  public ReportedIncident(
      IncidentSubject.Refusal subject,
      long denials,
      Optional<Instant> firstSeen,
      Optional<Instant> lastSeen,
      List<CauseInterval> causes,
      SortedMap<LocalDate, Map<CauseCode, Long>> days,
      SampledNames sessions,
      SampledNames sources,
      Denial newest) {
    this(
        subject,
        denials,
        firstSeen,
        lastSeen,
        causes,
        days,
        sessions,
        sources,
        newest,
        Optional.empty());
  }

  /// What it is filed under, here and in the alerts.
  public String id() {
    return subject.id();
  }
}
