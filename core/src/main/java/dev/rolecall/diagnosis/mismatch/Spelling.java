package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.diagnosis.result.NearMiss.Kind;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Whether two names differ so little that one is probably the other misspelled.
final class Spelling {

  private static final int MOST = 2;
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(MOST);

  private Spelling() {}

  /// At most two letters differ, and at most one in four.
  static boolean near(String one, String other) {
    int distance = distance(one, other);
    return distance > 0 && distance * 4 <= Math.max(one.length(), other.length());
  }

  /// How a name misses another by letter case or a letter or two; empty when it does not.
  static Optional<Kind> kind(String one, String other) {
    return one.equalsIgnoreCase(other)
        ? Optional.of(Kind.LETTER_CASE)
        : Kind.SPELLING.when(near(one, other));
  }

  /// The number of letters that differ, or a large number when they are more than two.
  static int distance(String one, String other) {
    int distance = DISTANCE.apply(one, other);
    return distance < 0 ? Integer.MAX_VALUE / 8 : distance;
  }
}
