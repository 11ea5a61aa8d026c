package dev.rolecall.lambda.wiring;

import java.time.Duration;

/// What a function does with an event.
@FunctionalInterface
public interface EventFunction {

  /// Does what `event` asks for.
  ///
  /// @param budget the time for it
  /// @throws dev.rolecall.lambda.service.EventFailure when it could not be done, and must be tried
  ///   again
  void run(byte[] event, Duration budget);
}
