package dev.rolecall.doctor.report;

import java.util.List;
import java.util.stream.Collectors;

/// How lists are named.
public final class Lists {

  /// So many are named; of the rest, how many there are.
  static final int NAMED = 10;

  private Lists() {}

  public static String some(List<?> things) {
    String named =
        things.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "));
    return things.size() > NAMED ? named + ", and " + (things.size() - NAMED) + " more" : named;
  }
}
