package dev.rolecall.policy;

import dev.rolecall.denial.Gap;
import java.util.ArrayList;
import java.util.List;

/// True, false, or unknown because of named gaps (Kleene's strong logic).
public sealed interface Truth {

  /// What the evidence settles.
  enum Known implements Truth {
    TRUE,
    FALSE
  }

  /// What the evidence leaves open.
  ///
  /// @param gaps what is missing, without repeats, in the order met
  record Unknown(List<Gap> gaps) implements Truth {
    /// Keeps its own copy of the gaps.
    public Unknown {
      gaps = List.copyOf(gaps);
    }
  }

  Truth TRUE = Known.TRUE;
  Truth FALSE = Known.FALSE;

  /// Unknown because of one gap.
  static Truth unknown(Gap gap) {
    return new Unknown(List.of(gap));
  }

  /// The truth of something that is known.
  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  default boolean isTrue() {
    return this == TRUE;
  }

  default boolean isFalse() {
    return this == FALSE;
  }

  default boolean isUnknown() {
    return this instanceof Unknown;
  }

  /// What is missing; empty when the truth is known.
  default List<Gap> gaps() {
    return switch (this) {
      case Known _ -> List.of();
      case Unknown unknown -> unknown.gaps;
    };
  }

  /// False when either is false, whatever the other is.
  default Truth and(Truth other) {
    if (isFalse() || other.isTrue()) {
      return this;
    }
    return other.isFalse() || isTrue() ? other : merge(other);
  }

  /// True when either is true, whatever the other is.
  default Truth or(Truth other) {
    if (isTrue() || other.isFalse()) {
      return this;
    }
    return other.isTrue() || isFalse() ? other : merge(other);
  }

  /// The opposite; unknown stays unknown.
  default Truth not() {
    return switch (this) {
      case Known known -> of(known == Known.FALSE);
      case Unknown unknown -> unknown;
    };
  }

  private Truth merge(Truth other) {
    List<Gap> mine = gaps();
    List<Gap> merged = null;
    for (Gap gap : other.gaps()) {
      if (!mine.contains(gap)) {
        if (merged == null) {
          merged = new ArrayList<>(mine);
        }
        merged.add(gap);
      }
    }
    return merged == null ? this : new Unknown(merged);
  }
}
