package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import java.util.List;
import java.util.function.Function;

/// What came of one question to AWS.
sealed interface DoctorResult<T> {

  /// AWS has it.
  record Got<T>(T value) implements DoctorResult<T> {}

  /// AWS says that it does not exist.
  record None<T>() implements DoctorResult<T> {}

  /// There is no answer.
  record Unheard<T>(Kind kind, String why, String learnBy) implements DoctorResult<T> {

    /// The finding that says so.
    CheckFinding.Unknown about(Area area, String what, AwsLocation where) {
      return new CheckFinding.Unknown(area, what, why, learnBy, List.of(where));
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
  default CheckFinding finding(
      Function<T, CheckFinding> got,
      Function<None<T>, CheckFinding> none,
      Function<Unheard<T>, CheckFinding> unheard) {
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
