package dev.rolecall.evidence.aws;

import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.Lookup;
import java.util.function.Function;

/// What came of one question to AWS.
sealed interface AwsResult<T> {

  /// AWS has it.
  record Got<T>(T value) implements AwsResult<T> {}

  /// AWS says that it does not exist.
  record None<T>() implements AwsResult<T> {}

  /// It could not be read.
  ///
  /// @param why one phrase, for people
  /// @param learnBy the step that settles it; empty when the question's own command does
  record Failed<T>(String why, String learnBy) implements AwsResult<T> {}

  /// The answer as evidence.
  ///
  /// @param fact what is missing when it failed
  /// @param learnBy the command that settles it, where the failure knows no better one
  default Lookup<T> lookup(String fact, String learnBy) {
    return then(fact, learnBy, Lookup.Found::new);
  }

  /// The same with what `found` makes of it.
  default <R> Lookup<R> then(String fact, String learnBy, Function<T, Lookup<R>> found) {
    return switch (this) {
      case Got<T>(T value) -> found.apply(value);
      case None<T> _ -> new Lookup.Absent<>();
      case Failed<T> failed -> new Lookup.Unreadable<>(gap(failed, fact, learnBy));
    };
  }

  /// The failure as a gap.
  static Gap gap(Failed<?> failed, String fact, String learnBy) {
    return new Gap(fact, failed.why(), failed.learnBy().isEmpty() ? learnBy : failed.learnBy());
  }
}
