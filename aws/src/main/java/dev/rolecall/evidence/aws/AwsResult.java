package dev.rolecall.evidence.aws;

import dev.rolecall.denial.Gap;
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
  /// @param why one phrase, for people
  /// @param learnBy the step that settles it; empty when the question's own command does
  record Unreadable<T>(Failure failure, String why, String learnBy) implements AwsResult<T> {

    Unreadable(String why) {
      this(Failure.FAILED, why, "");
    }

    /// The same in place of an answer of another type.
    <R> Unreadable<R> as() {
      return new Unreadable<>(failure, why, learnBy);
    }

    /// What the failure leaves open.
    Gap gap(Fact fact) {
      return new Gap(fact.name(), why, learnBy.isEmpty() ? fact.learnBy() : learnBy);
    }
  }

  /// What a question is about.
  ///
  /// @param name as a noun phrase: "the roles of account 111122223333"
  /// @param learnBy the command that settles it, where a failure knows no better one
  record Fact(String name, String learnBy) {}

  /// Asks, and classifies the answer. What is to be done about a failure is left open.
  ///
  /// @param call the action and what it is about: `iam:GetRole on role deploy`
  static <T> AwsResult<T> of(String call, Supplier<T> question) {
    try {
      return new Found<>(question.get());
    } catch (RuntimeException e) {
      return AwsErrors.isNotThere(e)
          ? new Absent<>()
          : new Unreadable<>(AwsErrors.failure(e), AwsErrors.why(call, e), "");
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
  default Lookup<T> lookup(Fact fact) {
    return lookup(fact, Lookup.Found::new);
  }

  /// The same with what `found` makes of it.
  default <R> Lookup<R> lookup(Fact fact, Function<T, Lookup<R>> found) {
    return fold(found, Lookup.Absent::new, failed -> new Lookup.Unreadable<>(failed.gap(fact)));
  }
}
