package dev.rolecall.cli.console;

/// A command cannot go on; the message is one sentence that says why, with the command that fixes
/// it where there is one.
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /// @param status the exit status
  public CommandFailure(String problem, int status) {
    super(problem, null, false, false);
    this.status = status;
  }

  /// The exit status.
  public int status() {
    return status;
  }
}
