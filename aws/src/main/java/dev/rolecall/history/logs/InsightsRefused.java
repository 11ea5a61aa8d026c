package dev.rolecall.history.logs;

import java.io.IOException;

/// Logs Insights cannot be used for a log group, because the user is not allowed to, or because of
/// the class of the log group. The message says why.
final class InsightsRefused extends IOException {
  private static final long serialVersionUID = 1L;

  InsightsRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
