package dev.rolecall.incident;

/// The store did not answer as it should; what was to be kept may be kept or not.
public final class StoreFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param problem holds nothing of what was to be kept
  public StoreFailure(String problem) {
    super(problem);
  }
}
