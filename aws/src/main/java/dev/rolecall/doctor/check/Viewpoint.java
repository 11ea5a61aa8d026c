package dev.rolecall.doctor.check;

/// With what right other accounts are read.
public enum Viewpoint {
  /// By the reader role: when it lets the doctor in, it is there.
  READER_ROLE,
  /// By the user's profiles.
  OWN_PROFILES
}
