package dev.rolecall.incident.repository;

/// What is kept of an incident cannot be read: it was damaged, or a newer version wrote it.
public final class UnreadableIncident extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param problem holds nothing of what is kept
  public UnreadableIncident(String problem) {
    super(problem);
  }
}
