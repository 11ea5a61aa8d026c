package dev.rolecall.cli.console;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Standard output cannot be written.
public final class OutputFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OutputFailure(IOException cause) {
    super(cause.getMessage(), cause, false, false);
  }

  /// Why; null when that is not known.
  public @Nullable String reason() {
    return getMessage();
  }

  /// Whether the reader of a pipe, such as `head`, ended first.
  public boolean isClosedPipe() {
    String reason = getMessage();
    return reason == null || reason.contains("pipe");
  }
}
