package dev.rolecall.cli;

/// The exit statuses that scripts hold on to.
final class ExitStatus {

  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int UNDETERMINED = 3;
  static final int NO_DENIAL = 4;
  static final int BAD_INPUT = 5;
  static final int DENIED = 6;
  static final int WRONG = 7;

  private ExitStatus() {}
}
