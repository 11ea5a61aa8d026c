package dev.rolecall.evidence;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import java.util.Optional;
import java.util.function.Function;

/// What came of looking something up. "There is none" and "could not see" are different answers.
public sealed interface Lookup<T> {

  /// It is there.
  record Found<T>(T value) implements Lookup<T> {}

  /// The place was read, and it is not there.
  record Absent<T>() implements Lookup<T> {}

  /// The place could not be read.
  record Unreadable<T>(Gap gap) implements Lookup<T> {}

  /// What `next` makes of what was found.
  default <R> Lookup<R> map(Function<T, R> next) {
    return flatMap(value -> new Found<>(next.apply(value)));
  }

  /// What `next` looks up by what was found.
  default <R> Lookup<R> flatMap(Function<T, Lookup<R>> next) {
    return switch (this) {
      case Found<T>(T value) -> next.apply(value);
      case Absent<T> _ -> new Absent<>();
      case Unreadable<T>(Gap gap) -> new Unreadable<>(gap);
    };
  }

  /// This answer, or what `other` makes of why there is none.
  default Lookup<T> orElse(Function<Gap, Lookup<T>> other) {
    return this instanceof Unreadable<T>(Gap gap) ? other.apply(gap) : this;
  }

  /// This answer; what could not be read is part of `fact`.
  default Lookup<T> of(GapFact fact) {
    return orElse(gap -> new Unreadable<>(new Gap(fact, gap.why(), gap.learnBy())));
  }

  /// What was found.
  default Optional<T> found() {
    return switch (this) {
      case Found<T>(T value) -> Optional.of(value);
      case Absent<T> _, Unreadable<T> _ -> Optional.empty();
    };
  }
}
