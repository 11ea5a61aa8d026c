package dev.rolecall.cli.incidents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.live.LiveOptions;
import dev.rolecall.cli.wording.IncidentWords;
import dev.rolecall.incident.dynamo.IncidentListing;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentState;
import dev.rolecall.incident.state.IncidentStateMachine;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/// Incidents as they are listed and shown. It reads the table, and changes nothing in it.
///
/// @param console hears of incidents that cannot be read
public record IncidentViews(IncidentDesk desk, Console console) {

  private static final Comparator<Incident> NEWEST_FIRST =
      Comparator.comparing(Incident::lastSeen).reversed().thenComparing(Incident::id);

  /// What is shown, for people and for scripts.
  ///
  /// @param text it ends with a line break
  /// @param json an object for each incident
  public record View(String text, List<ObjectNode> json) {
    public View {
      json = List.copyOf(json);
    }
  }

  /// Opens the table with the user's credentials.
  ///
  /// @throws dev.rolecall.cli.console.CommandFailure when it cannot be opened
  public static IncidentViews open(
      LiveOptions.Reader reader, TableAddress address, Console console, Clock clock) {
    return new IncidentViews(IncidentDesk.open(reader, address, console, clock), console);
  }

  /// Those that match, the newest denial first.
  public View list(IncidentFilter filter) {
    List<Incident> incidents =
        all(filter.wantsEnded()).stream().filter(filter::matches).sorted(NEWEST_FIRST).toList();
    return new View(
        new IncidentLines(incidents, desk.now()).text(),
        incidents.stream().map(one -> IncidentStatusJson.of(one, desk.now())).toList());
  }

  /// All that is known of one incident.
  ///
  /// @param id its ID, or the beginning of it
  /// @throws dev.rolecall.cli.console.CommandFailure when there is none, or more than one
  public View show(String id) {
    Incident incident = desk.find(id);
    List<Incident> parts = parts(incident);
    return new View(
        new IncidentPage(incident, parts, desk.now()).text(),
        List.of(IncidentStatusJson.of(incident, parts, desk.now())));
  }

  private List<Incident> all(boolean ended) {
    return read(desk.ids(ended).toList());
  }

  private List<Incident> read(List<String> ids) {
    IncidentListing.Listed listed = desk.calls().read(ids);
    if (!listed.unreadable().isEmpty()) {
      console.complain(IncidentWords.unreadable(listed.unreadable()));
    }
    return listed.incidents().stream()
        .filter(incident -> incident.phase() != IncidentState.WATCHED)
        .toList();
  }

  /// The incidents that this one stands for, most denials first.
  private List<Incident> parts(Incident incident) {
    return candidates(incident).stream()
        .filter(one -> IncidentPage.whole(one).filter(incident.id()::equals).isPresent())
        .sorted(Comparator.comparingLong(Incident::denials).reversed().thenComparing(Incident::id))
        .toList();
  }

  private List<Incident> candidates(Incident incident) {
    return switch (incident.subject()) {
      case IncidentSubject.Refusal _ -> List.of();
      case IncidentSubject.Search _ -> all(true);
      case IncidentSubject.SharedCause _ ->
          read(
              desk.calls()
                  .members(
                      incident.id(),
                      incident.firstSeen().minus(IncidentStateMachine.GATHERED_WITHIN)));
    };
  }
}
