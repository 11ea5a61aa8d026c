package dev.rolecall.lambda.service;

/// An event that must not be lost and could not be dealt with. Lambda tries again, and then keeps
/// the event with this message.
public final class EventFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param problem never holds the event or a secret
  public EventFailure(String problem) {
    super(problem);
  }
}
