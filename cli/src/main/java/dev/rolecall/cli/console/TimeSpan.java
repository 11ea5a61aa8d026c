package dev.rolecall.cli.console;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// A length of time as people type it.
public final class TimeSpan {

  private static final Pattern SPAN = Pattern.compile("[0-9]{1,4}[dh]");

  private TimeSpan() {}

  /// `12h`, `90d`; empty when `text` is no such length.
  public static Optional<Duration> parse(String text) {
    return SPAN.matcher(text).matches()
        ? Optional.of(Duration.parse((text.endsWith("d") ? "P" : "PT") + text))
        : Optional.empty();
  }
}
