package dev.rolecall.lambda.interaction;

import dev.rolecall.incident.repository.RepositoryFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Marks that are forgotten when the test is over.
final class MemoryMarks implements RequestMarks {

  private record Mark(String owner, boolean done, Instant end) {}

  private final Map<String, Mark> marks = new HashMap<>();
  private final InstantSource clock;
  boolean broken;

  MemoryMarks(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized boolean claim(String name, String owner, Instant end) {
    if (broken) {
      throw new RepositoryFailure("the table is gone");
    }
    Mark mark = marks.get(name);
    boolean free =
        mark == null
            || mark.end().isBefore(clock.instant())
            || (mark.owner().equals(owner) && !mark.done());
    if (free) {
      marks.put(name, new Mark(owner, false, end));
    }
    return free;
  }

  @Override
  public synchronized void done(String name, String owner, Instant end) {
    marks.put(name, new Mark(owner, true, end));
  }
}
