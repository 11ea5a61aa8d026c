package dev.rolecall.incident.repository;

/// The store did not answer as it should; what was to be kept may be kept or not.
public final class RepositoryFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param problem holds nothing of what was to be kept
  public RepositoryFailure(String problem) {
    super(problem);
  }
}
