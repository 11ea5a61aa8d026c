package dev.rolecall.doctor.check;

/// With what right other accounts are read.
public enum Viewpoint {
  /// By the reader role: who gets in has proved that it is there.
  READER_ROLE,
  /// By profiles of whoever asks.
  OWN_PROFILES
}
