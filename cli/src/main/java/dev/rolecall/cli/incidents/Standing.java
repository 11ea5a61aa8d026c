package dev.rolecall.cli.incidents;

import dev.rolecall.incident.state.Incident;
import java.util.List;
import java.util.Locale;

/// Where an incident stands, for people: its phase and what they made of it.
public enum Standing {
  open,
  acknowledged,
  quiet,
  snoozed,
  held,
  muted,
  grouped,
  resolved,
  all;

  /// What is listed unless something else is asked for: what may still need somebody.
  public static final List<Standing> UNRESOLVED = List.of(open, quiet, snoozed, held);

  /// Where `incident` stands, apart from whether it is acknowledged.
  static Standing of(Incident incident) {
    return switch (incident.phase()) {
      case RESOLVED -> resolved;
      case MUTED -> muted;
      case FOLDED -> grouped;
      case HELD -> incident.snooze().isPresent() ? snoozed : held;
      case OPEN -> incident.snooze().isPresent() ? snoozed : open;
      case QUIET -> incident.snooze().isPresent() ? snoozed : quiet;
      case WATCHED -> all;
    };
  }

  /// Whether `incident` is one of these.
  boolean covers(Incident incident) {
    return switch (this) {
      case all -> true;
      case acknowledged -> incident.phase().isLive() && incident.hasAcknowledgement();
      case open, quiet, snoozed, held, muted, grouped, resolved -> of(incident) == this;
    };
  }

  /// As scripts read it.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
