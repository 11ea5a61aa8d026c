package dev.rolecall.cli.console;

import java.util.concurrent.atomic.AtomicInteger;

/// What must happen before the process ends, whether it ends by itself or by a signal. It stands in
/// for shutdown hooks: [#end] knows of no others.
public final class Ending {

  private static final AtomicInteger PENDING = new AtomicInteger();
  private static volatile boolean ended;

  private final Thread hook;

  private Ending(Thread hook) {
    this.hook = hook;
  }

  /// Runs `last` when the process ends, on a thread of this name.
  public static Ending with(String name, Runnable last) {
    Thread hook = new Thread(last, name);
    Runtime.getRuntime().addShutdownHook(hook);
    PENDING.incrementAndGet();
    return new Ending(hook);
  }

  /// Runs `last` on a thread of this name if a signal ends the process.
  public static void onSignal(String name, Runnable last) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!ended) {
                    last.run();
                  }
                },
                name));
  }

  /// It is not needed any more.
  public void forget() {
    try {
      if (Runtime.getRuntime().removeShutdownHook(hook)) {
        PENDING.decrementAndGet();
      }
    } catch (IllegalStateException _) {
      // A signal ends the process already: it runs.
    }
  }

  /// Ends the process. `System.exit` first looks for a logger, in every jar: that takes longer than
  /// many an explanation.
  public static void end(int status) {
    ended = true;
    if (PENDING.get() > 0 || isEnding()) {
      System.exit(status);
    }
    Runtime.getRuntime().halt(status);
  }

  /// Whether a signal ends the process already.
  private static boolean isEnding() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
  }
}
