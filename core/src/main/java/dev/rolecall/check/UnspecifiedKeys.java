package dev.rolecall.check;

/// What is assumed of what the caller itself decides, where it was not said what it sends.
public enum UnspecifiedKeys {
  /// It is not sent: the context of a pair is all that its calls send.
  NOT_SENT,
  /// It is unknown: the call was not described.
  UNKNOWN
}
