package dev.rolecall.lambda.outbox;

/// The outbox did not answer as it should.
public final class OutboxFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param problem never holds a message
  OutboxFailure(String problem) {
    super(problem);
  }
}
