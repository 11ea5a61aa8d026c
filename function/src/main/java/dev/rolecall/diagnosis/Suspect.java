package dev.rolecall.diagnosis;

import dev.rolecall.denial.Gap;
import java.util.Comparator;
import java.util.List;

/// Something unknown that may be what denies the call.
///
/// @param gaps what would have to be known to tell
record Suspect(Cause cause, Strength strength, List<Gap> gaps) {

  /// How probable it is, the most probable first.
  enum Strength {
    /// What such calls usually carry makes it fail.
    EXPECTED,
    /// Nothing is usual: it can be either way.
    OPEN,
    /// The policies were not read.
    UNREAD,
    /// What such calls usually carry makes it pass.
    UNLIKELY
  }

  static final Comparator<Suspect> MOST_PROBABLE_FIRST = Comparator.comparing(Suspect::strength);

  boolean isStrong() {
    return strength == Strength.EXPECTED || strength == Strength.OPEN;
  }
}
