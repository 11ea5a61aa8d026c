package dev.rolecall.lambda.service;

import dev.rolecall.incident.notification.DeliveryResult;

/// An event that must not be lost and could not be dealt with. Lambda tries again, and then keeps
/// the event with this message.
public final class EventFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// @param problem never holds the event or a secret
  public EventFailure(String problem) {
    super(problem);
  }

  /// Throws one when people did not get what they should.
  public static void unlessDelivered(DeliveryResult result) {
    result
        .failure()
        .ifPresent(
            why -> {
              throw new EventFailure(why);
            });
  }
}
