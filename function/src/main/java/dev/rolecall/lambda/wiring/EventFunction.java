package dev.rolecall.lambda.wiring;

import java.time.Duration;

/// What a function does with an event.
@FunctionalInterface
public interface EventFunction {

  /// The answer of one that has none to give.
  String NOTHING = "";

  /// Does what `event` asks for.
  ///
  /// @param budget the time for it
  /// @return what the caller gets as an answer, as JSON; empty for nothing
  /// @throws dev.rolecall.lambda.service.EventFailure when it could not be done, and must be tried
  ///   again
  String run(byte[] event, Duration budget);
}
