package dev.rolecall.cloudtrail.text;

import dev.rolecall.cloudtrail.failure.ServiceFailure;
import dev.rolecall.denial.AssumeCall;
import java.time.Instant;
import java.util.Optional;

/// One error of AWS, as a text tells of it.
///
/// @param call which call failed
/// @param code the error code; empty when the text has none
/// @param message AWS's message, on one line; what the text says where it has none of AWS
/// @param caller the ARN behind `User:`; empty when it is missing or hidden
/// @param role the ARN of the role; empty when it is missing or hidden
/// @param hidden whether an ARN was made unreadable, as CI systems do it with secrets
/// @param failure what a service says that could not assume the role, where it is that
/// @param time when the text was written, as the log tells it
public record ToldError(
    AssumeCall call,
    String code,
    String message,
    Optional<String> caller,
    Optional<String> role,
    boolean hidden,
    Optional<String> region,
    Optional<String> requestId,
    Optional<ServiceFailure> failure,
    Optional<Instant> time) {

  /// Whether both can be the same failed call: nothing that both texts tell differs.
  boolean agrees(ToldError other) {
    return call == other.call && agree(caller, other.caller) && agree(role, other.role);
  }

  /// Whether one is the other told again: by a trace, a log of retries, a summary.
  boolean isRepeatOf(ToldError other) {
    return call == other.call
        && caller.equals(other.caller)
        && role.equals(other.role)
        && agree(requestId, other.requestId);
  }

  private static boolean agree(Optional<String> one, Optional<String> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  /// This error with what the other one tells in addition.
  ToldError with(ToldError other) {
    return new ToldError(
        call,
        code.isEmpty() ? other.code : code,
        code.isEmpty() ? other.message : message,
        caller.or(() -> other.caller),
        role.or(() -> other.role),
        hidden || other.hidden,
        region.or(() -> other.region),
        requestId.or(() -> other.requestId),
        failure.or(() -> other.failure),
        time.or(() -> other.time));
  }

  /// The same error, written at this time if it tells none itself.
  public ToldError at(Optional<Instant> when) {
    return time.isPresent() || when.isEmpty()
        ? this
        : new ToldError(
            call, code, message, caller, role, hidden, region, requestId, failure, when);
  }
}
