package dev.rolecall.cli.run;

import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.AwsReason;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.TargetRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The denied calls in what a command writes, each once however often it is tried again.
final class FoundDenials {

  private static final int MOST = 50;

  private record Call(
      AssumeCall call,
      String action,
      Caller caller,
      TargetRole target,
      String errorCode,
      AwsReason reason) {}

  private final Map<Call, EventReading> calls = new LinkedHashMap<>();

  synchronized void add(EventReading reading) {
    switch (reading) {
      case EventReading.Denied denied -> add(denied.denial(), reading);
      case EventReading.Told told -> add(told.denial(), reading);
      case EventReading.Unrecognized _, EventReading.Malformed _, EventReading.NotOurs _ -> {}
    }
  }

  private void add(Denial denial, EventReading reading) {
    if (calls.size() < MOST) {
      calls.putIfAbsent(
          new Call(
              denial.call(),
              denial.deniedAction(),
              denial.caller(),
              denial.target(),
              denial.errorCode(),
              denial.reason()),
          reading);
    }
  }

  /// In the order in which they were written.
  synchronized List<EventReading> all() {
    return List.copyOf(calls.values());
  }
}
