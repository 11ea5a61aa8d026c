package dev.rolecall.cli.incidents;

import dev.rolecall.cli.wording.IncidentWords;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is known of an incident, for people.
///
/// @param parts incidents that it stands for
record IncidentPage(Incident incident, List<Incident> parts, Instant now) {

  private static final int MOST_PARTS = 20;

  /// What happened at a time.
  private record Moment(Instant at, String what) {}

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        incident.id() + ": " + IncidentWords.state(incident, Standing.of(incident).key(), now));
    lines.add("");
    List<Map.Entry<String, String>> facts = IncidentWords.facts(incident, now);
    int width = facts.stream().mapToInt(fact -> fact.getKey().length()).max().orElse(0);
    facts.forEach(
        fact ->
            lines.add(
                fact.getKey() + " ".repeat(width - fact.getKey().length() + 2) + fact.getValue()));
    lines.add("");
    lines.add(IncidentWords.timeline());
    moments().forEach(moment -> lines.add("  " + IncidentWords.moment(moment.at(), moment.what())));
    if (!parts.isEmpty()) {
      lines.add("");
      lines.add(IncidentWords.parts(parts.size()));
      parts.stream().limit(MOST_PARTS).forEach(part -> lines.add("  " + IncidentWords.part(part)));
      if (parts.size() > MOST_PARTS) {
        lines.add("  " + IncidentWords.more(parts.size() - MOST_PARTS));
      }
    }
    lines.add("");
    IncidentWords.next(incident, whole(incident)).forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    moments.add(new Moment(incident.firstSeen(), IncidentWords.firstDenial()));
    incident.causes().stream()
        .skip(1)
        .map(cause -> new Moment(cause.first(), becauseOf(cause)))
        .forEach(moments::add);
    incident
        .actions()
        .forEach(action -> moments.add(new Moment(action.at(), IncidentWords.action(action, now))));
    incident
        .told()
        .ifPresent(
            told ->
                moments.add(
                    new Moment(
                        told.at(),
                        IncidentWords.lastNotice(incident.notices(), told.reminders()))));
    if (incident.denials() > 1) {
      moments.add(new Moment(incident.lastSeen(), IncidentWords.lastDenial()));
    }
    incident
        .resolution()
        .filter(_ -> incident.phase() == IncidentState.RESOLVED)
        .ifPresent(end -> moments.add(new Moment(end.at(), IncidentWords.ending(end.how()))));
    moments.sort(Comparator.comparing(Moment::at));
    return moments;
  }

  private static String becauseOf(CauseInterval cause) {
    return IncidentWords.causeSeen(cause);
  }

  /// The incident that `part` is shown with.
  static Optional<String> whole(Incident part) {
    return part.sharedCauseId()
        .or(part::searchId)
        .filter(_ -> part.phase() == IncidentState.FOLDED);
  }
}
