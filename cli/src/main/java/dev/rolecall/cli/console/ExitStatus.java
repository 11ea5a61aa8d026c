package dev.rolecall.cli.console;

/// The exit statuses that scripts hold on to.
public final class ExitStatus {

  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int UNDETERMINED = 3;
  public static final int NO_DENIAL = 4;
  public static final int BAD_INPUT = 5;
  public static final int DENIED = 6;
  public static final int WRONG = 7;

  /// As of programs that the system ends because nobody reads their output any more.
  public static final int CLOSED_PIPE = 141;

  private ExitStatus() {}
}
