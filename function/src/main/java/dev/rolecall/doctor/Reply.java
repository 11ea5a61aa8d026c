package dev.rolecall.doctor;

import java.util.List;
import java.util.function.Function;

/// What came of one question to AWS.
sealed interface Reply<T> {

  /// AWS has it.
  record Got<T>(T value) implements Reply<T> {}

  /// AWS says that it does not exist.
  record None<T>() implements Reply<T> {}

  /// There is no answer.
  record Unheard<T>(Kind kind, String why, String learnBy) implements Reply<T> {

    /// The finding that says so.
    Finding.Unknown about(Area area, String what, Place where) {
      return new Finding.Unknown(area, what, why, learnBy, List.of(where));
    }
  }

  /// Why there is none.
  enum Kind {
    /// Nobody lets us into the account.
    SHUT,
    /// The call was not allowed.
    NOT_ALLOWED,
    FAILED
  }

  /// The finding that is made of the answer.
  default Finding finding(
      Function<T, Finding> got,
      Function<None<T>, Finding> none,
      Function<Unheard<T>, Finding> unheard) {
    return fold(got, none, unheard);
  }

  /// What is made of the answer.
  default <R> R fold(
      Function<T, R> got, Function<None<T>, R> none, Function<Unheard<T>, R> unheard) {
    return switch (this) {
      case Got<T>(T value) -> got.apply(value);
      case None<T> nothing -> none.apply(nothing);
      case Unheard<T> silence -> unheard.apply(silence);
    };
  }
}
