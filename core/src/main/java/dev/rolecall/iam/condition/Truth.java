package dev.rolecall.iam.condition;

import dev.rolecall.denial.Gap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// True, false, or unknown because of named gaps (Kleene's strong logic).
public sealed interface Truth {

  /// What the evidence settles: [#TRUE] or [#FALSE].
  ///
  /// Nobody but this interface makes one: were it an enum, touching it first would leave [#TRUE]
  /// empty, and two threads could wait for each other for ever.
  final class Known implements Truth {
    private final boolean value;

    private Known(boolean value) {
      this.value = value;
    }

    @Override
    public String toString() {
      return value ? "TRUE" : "FALSE";
    }
  }

  /// What the evidence leaves open.
  ///
  /// @param gaps what is missing, without repeats, in the order met
  record Unknown(List<Gap> gaps) implements Truth {
    public Unknown {
      gaps = List.copyOf(gaps);
    }
  }

  Truth TRUE = new Known(true);
  Truth FALSE = new Known(false);

  /// Unknown because of one gap.
  static Truth unknown(Gap gap) {
    return new Unknown(List.of(gap));
  }

  /// The truth of something that is known.
  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /// True when `test` is true of one of `items`, false when it is false of all.
  static <T> Truth any(Collection<T> items, Function<T, Truth> test) {
    return gathered(items, test, TRUE, FALSE);
  }

  /// True when `test` is true of all `items`, false when it is false of one.
  static <T> Truth all(Collection<T> items, Function<T, Truth> test) {
    return gathered(items, test, FALSE, TRUE);
  }

  /// @param decisive what decides as soon as it is true of one item
  /// @param otherwise what holds when it is true of none and nothing is unknown
  private static <T> Truth gathered(
      Collection<T> items, Function<T, Truth> test, Truth decisive, Truth otherwise) {
    List<Truth> unknown = new ArrayList<>();
    for (T item : items) {
      Truth truth = test.apply(item);
      if (truth.equals(decisive)) {
        return decisive;
      }
      if (truth.isUnknown()) {
        unknown.add(truth);
      }
    }
    return switch (unknown.size()) {
      case 0 -> otherwise;
      case 1 -> unknown.getFirst();
      default ->
          new Unknown(unknown.stream().flatMap(it -> it.gaps().stream()).distinct().toList());
    };
  }

  /// What two readings of the same thing agree on; where they do not, unknown because of `gap` and
  /// whatever makes the readings themselves unknown.
  static Truth agreed(Truth one, Truth other, Gap gap) {
    if (one.equals(other)) {
      return one;
    }
    Truth doubt = unknown(gap);
    if (one.isUnknown()) {
      doubt = doubt.merge(one);
    }
    return other.isUnknown() ? doubt.merge(other) : doubt;
  }

  default boolean isTrue() {
    return this instanceof Known known && known.value;
  }

  default boolean isFalse() {
    return this instanceof Known known && !known.value;
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
      case Known known -> of(!known.value);
      case Unknown unknown -> unknown;
    };
  }

  private Truth merge(Truth other) {
    return new Unknown(Stream.concat(gaps().stream(), other.gaps().stream()).distinct().toList());
  }
}
