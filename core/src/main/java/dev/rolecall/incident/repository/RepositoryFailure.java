package dev.rolecall.incident.repository;

import java.util.Optional;

/// The store did not answer as it should; what was to be kept may be kept or not.
public final class RepositoryFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Optional<String> code;

  /// @param problem holds nothing of what was to be kept
  public RepositoryFailure(String problem) {
    this(problem, Optional.empty());
  }

  /// @param problem holds nothing of what was to be kept
  /// @param code AWS's code of the error: `AccessDeniedException`
  public RepositoryFailure(String problem, Optional<String> code) {
    super(problem);
    this.code = code;
  }

  /// AWS's code of the error; empty where AWS gave none.
  public Optional<String> code() {
    return code;
  }
}
