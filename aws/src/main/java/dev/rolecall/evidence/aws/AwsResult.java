package dev.rolecall.evidence.aws;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.aws.ReadListener.Failure;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What came of one question to AWS.
public sealed interface AwsResult<T> {

  /// AWS has it.
  record Found<T>(T value) implements AwsResult<T> {}

  /// AWS says that it does not exist.
  record Absent<T>() implements AwsResult<T> {}

  /// It could not be read.
  ///
  /// @param learnBy what settles it; empty when the question's own command does
  record Unreadable<T>(Failure failure, GapReason why, Optional<GapRemedy> learnBy)
      implements AwsResult<T> {

    Unreadable(GapReason why) {
      this(Failure.FAILED, why, Optional.empty());
    }

    /// In the words of the tool that asks.
    public Unreadable(Failure failure, String why, String learnBy) {
      this(failure, new GapReason.Stated(why), Optional.of(new GapRemedy.Stated(learnBy)));
    }

    /// The same in place of an answer of another type.
    <R> Unreadable<R> as() {
      return new Unreadable<>(failure, why, learnBy);
    }

    /// What the failure leaves open.
    Gap gap(AwsFact fact) {
      return new Gap(fact.fact(), why, learnBy.orElse(fact.learnBy()));
    }
  }

  /// Asks, and classifies the answer. What is to be done about a failure is left open.
  ///
  /// @param call the action and what it is about: `iam:GetRole on role deploy`
  static <T> AwsResult<T> of(String call, Supplier<T> question) {
    try {
      return new Found<>(question.get());
    } catch (RuntimeException e) {
      return AwsErrors.isNotThere(e)
          ? new Absent<>()
          : new Unreadable<>(AwsErrors.failure(e), AwsErrors.reason(call, e), Optional.empty());
    }
  }

  /// What is made of the answer.
  default <R> R fold(Function<T, R> found, Supplier<R> absent, Function<Unreadable<T>, R> failed) {
    return switch (this) {
      case Found<T>(T value) -> found.apply(value);
      case Absent<T> _ -> absent.get();
      case Unreadable<T> unreadable -> failed.apply(unreadable);
    };
  }

  /// The answer to the question that follows when this one was answered.
  default <R> AwsResult<R> then(Function<T, AwsResult<R>> next) {
    return fold(next, Absent::new, Unreadable::as);
  }

  /// The same with what `made` makes of what AWS has.
  default <R> AwsResult<R> map(Function<T, R> made) {
    return then(value -> new Found<>(made.apply(value)));
  }

  /// What AWS has.
  default Optional<T> found() {
    return fold(Optional::of, Optional::empty, _ -> Optional.empty());
  }

  /// Why it could not be read.
  default Optional<Unreadable<T>> failed() {
    return fold(_ -> Optional.empty(), Optional::empty, Optional::of);
  }

  /// The answer as evidence.
  default Lookup<T> lookup(AwsFact fact) {
    return lookup(fact, Lookup.Found::new);
  }

  /// The same with what `found` makes of it.
  default <R> Lookup<R> lookup(AwsFact fact, Function<T, Lookup<R>> found) {
    return fold(found, Lookup.Absent::new, failed -> new Lookup.Unreadable<>(failed.gap(fact)));
  }
}
