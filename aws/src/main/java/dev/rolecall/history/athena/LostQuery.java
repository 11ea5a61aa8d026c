package dev.rolecall.history.athena;

import java.io.IOException;

/// Athena does not say how a query comes along: it runs on, or has ended. The message says why.
public final class LostQuery extends IOException {
  private static final long serialVersionUID = 1L;

  LostQuery(IOException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
