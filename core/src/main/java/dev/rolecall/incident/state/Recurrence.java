package dev.rolecall.incident.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Denials that come again and again while IAM propagates a change, and pass each time: a run that
/// changes a role or policy and does not wait.
final class Recurrence {

  /// So many times within [#WINDOW] are worth an alert.
  private static final int TIMES = 3;

  /// Runs may be nightly.
  private static final Duration WINDOW = Duration.ofDays(3);

  private static final int MOST = 10;

  private Recurrence() {}

  /// One time more.
  static Incident passed(Incident incident) {
    List<Instant> passes = new ArrayList<>(incident.passes());
    passes.add(incident.lastSeen());
    return incident
        .with()
        .passes(passes.subList(Math.max(0, passes.size() - MOST), passes.size()))
        .build();
  }

  /// The times without the last one, which did not pass after all.
  static List<Instant> withoutLast(Incident incident) {
    return incident.passes().subList(0, Math.max(0, incident.passes().size() - 1));
  }

  /// Whether it happened often enough to be told.
  static boolean isDue(Incident incident) {
    Instant since = incident.lastSeen().minus(WINDOW);
    return incident.passes().stream().filter(time -> !time.isBefore(since)).count() >= TIMES;
  }

  /// After so long without a denial the runs have learned to wait.
  static Duration longer(Duration quiet) {
    return quiet.compareTo(WINDOW) < 0 ? WINDOW : quiet;
  }
}
