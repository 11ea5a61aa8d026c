package dev.rolecall.incident.notification;

/// A notification did not get out. Whoever comes by next sends it.
public final class DeliveryFailure extends Exception {

  private static final long serialVersionUID = 1;

  /// @param why never holds a secret
  public DeliveryFailure(String why) {
    super(why);
  }
}
