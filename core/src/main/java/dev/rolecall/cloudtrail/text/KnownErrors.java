package dev.rolecall.cloudtrail.text;

import dev.rolecall.denial.AssumeCall;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The errors of one source, to know those that are repeated. Some of many thousands are enough.
public final class KnownErrors {

  private static final int MOST = 10_000;

  /// A failed call.
  ///
  /// @param id its request; without one it stands for all of them
  private record FailedCall(
      AssumeCall call, Optional<String> caller, Optional<String> role, Optional<String> id) {}

  private final Set<FailedCall> withId = new HashSet<>();

  /// The same whatever their request is.
  private final Set<FailedCall> withAnyId = new HashSet<>();

  private int count;

  /// Whether an error [ToldError#isRepeatOf] an earlier one.
  public boolean isRepeated(ToldError error) {
    return error.requestId().isEmpty()
        ? withAnyId.contains(call(error, Optional.empty()))
        : withId.contains(call(error, error.requestId()))
            || withId.contains(call(error, Optional.empty()));
  }

  public void add(ToldError error) {
    if (count < MOST) {
      count++;
      withId.add(call(error, error.requestId()));
      withAnyId.add(call(error, Optional.empty()));
    }
  }

  private static FailedCall call(ToldError error, Optional<String> id) {
    return new FailedCall(error.call(), error.caller(), error.role(), id);
  }
}
