package dev.rolecall.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What could not be read: the first of it by name, each thing once.
public final class Unread {

  private final Set<String> named = new LinkedHashSet<>();
  private long count;

  /// One thing more.
  ///
  /// @param problem one sentence; it may quote the input
  /// @return whether it is new, as far as is known
  public boolean add(String problem) {
    if (named.contains(problem)) {
      return false;
    }
    count++;
    if (named.size() < Report.MOST_UNREAD) {
      named.add(problem);
    }
    return true;
  }

  /// The first of it, in the order in which it showed.
  public List<String> named() {
    return List.copyOf(named);
  }

  /// How much there is, named or not.
  public long count() {
    return count;
  }
}
