package dev.rolecall.explanation.command;

import dev.rolecall.incident.state.Incident;
import java.util.ArrayList;
import java.util.List;

/// Commands that answer an alert from a terminal. An incident's ID is a hash behind a fixed word:
/// nothing in it needs quoting.
public final class IncidentCommands {

  private IncidentCommands() {}

  /// What can be done about an incident, one command a line; of one that is over, or part of
  /// another, how to see it.
  public static String of(Incident incident) {
    List<String> commands = new ArrayList<>();
    if (incident.phase().isAnswerable()) {
      if (!incident.hasAcknowledgement()) {
        commands.add(command("acknowledge", incident));
      }
      commands.add(
          incident.snooze().isPresent()
              ? command("unsnooze", incident)
              : command("snooze", incident) + " --for 24h");
      commands.add(command("resolve", incident));
    }
    commands.add(command("show", incident));
    return String.join("\n", commands);
  }

  private static String command(String action, Incident incident) {
    return "rolecall incidents " + action + " " + incident.id();
  }
}
