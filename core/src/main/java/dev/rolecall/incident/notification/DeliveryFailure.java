package dev.rolecall.incident.notification;

/// A notice could not be sent. Somebody else may take it over.
public final class DeliveryFailure extends Exception {

  private static final long serialVersionUID = 1;

  /// @param why never holds a secret
  public DeliveryFailure(String why) {
    super(why);
  }
}
