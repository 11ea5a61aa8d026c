package dev.rolecall.incident.state;

/// Where an incident stands.
public enum IncidentState {
  /// Not told yet: it may pass by itself, or be part of a search.
  HELD,
  /// Told, and going on.
  OPEN,
  /// Told, and not seen again for an hour.
  QUIET,
  /// Counted only, by configuration.
  MUTED,
  /// Counted only: it is part of a search that people were told of.
  FOLDED,
  /// Not told: a caller who was denied here and there.
  WATCHED,
  /// Over. The next denial makes it a new episode.
  RESOLVED;

  /// Whether the incident may still want something.
  public boolean isLive() {
    return this != RESOLVED && this != WATCHED;
  }

  /// Whether people can do something about it. What is folded is answered where it is folded into.
  public boolean isAnswerable() {
    return isLive() && this != FOLDED;
  }

  /// Whether people see it as a problem that is still there.
  public boolean isShown() {
    return this == OPEN || this == QUIET;
  }
}
