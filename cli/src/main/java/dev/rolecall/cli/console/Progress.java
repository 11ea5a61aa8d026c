package dev.rolecall.cli.console;

/// One line on standard error that says how far it has got; only where a person is looking on.
/// Several threads may tell.
public final class Progress {

  private final Console console;
  private boolean shown;

  public Progress(Console console) {
    this.console = console;
  }

  /// Puts `text` in the place of what was shown before.
  public synchronized void show(String text) {
    if (console.terminal()) {
      console.err().print("\r\u001b[K" + text + " ...");
      console.err().flush();
      shown = true;
    }
  }

  /// Takes the line away.
  public synchronized void clear() {
    if (shown) {
      console.err().print("\r\u001b[K");
      console.err().flush();
      shown = false;
    }
  }
}
