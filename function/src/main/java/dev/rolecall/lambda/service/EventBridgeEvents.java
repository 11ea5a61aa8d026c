package dev.rolecall.lambda.service;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Denial;
import dev.rolecall.lambda.wording.EventWords;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the one record that an event of EventBridge holds.
public final class EventBridgeEvents {

  private static final String ACCOUNT = "account";

  private EventBridgeEvents() {}

  /// The account that EventBridge names as the sender of an event, unless its record belongs there.
  ///
  /// CloudTrail writes a denied `AssumeRole` into the caller's account, whatever account the role
  /// is in, and denials of federated callers into the role's. So the account of the trail must be
  /// that of the event, and for `AssumeRole` that of the caller, too. What a service reports may be
  /// about a caller of another account.
  ///
  /// @param denial the one in `event`
  public static Optional<String> strangeAccount(byte[] event, Denial denial) {
    String account = EventJson.parse(event).path(ACCOUNT).asText();
    boolean ofCaller = denial.call() == AssumeCall.ASSUME_ROLE && denial.report().isEmpty();
    return Optional.of(account)
        .filter(text -> !text.isEmpty())
        .filter(
            text ->
                Stream.concat(
                        denial.recordedIn().stream(),
                        denial.caller().account().stream().filter(_ -> ofCaller))
                    .anyMatch(recorded -> !recorded.value().equals(text)));
  }

  /// The denial in `event`; empty when it is anything else.
  ///
  /// @throws IllegalArgumentException when it cannot be understood; says where and why
  public static Optional<Denial> denial(byte[] event) {
    List<EventReading> readings = new ArrayList<>();
    EventCounts counts = EventReader.read("event", new ByteArrayInputStream(event), readings::add);
    Optional<Denial> denial = Optional.empty();
    for (EventReading reading : readings) {
      switch (reading) {
        case EventReading.Malformed wrong -> throw new IllegalArgumentException(wrong.problem());
        case EventReading.Denied denied -> denial = Optional.of(denied.denial());
        // an error message in some other event is no event of CloudTrail
        case EventReading.Told _, EventReading.Unrecognized _, EventReading.NotOurs _ -> {}
      }
    }
    if (counts.records() != 1) {
      throw new IllegalArgumentException(EventWords.notOneRecord(counts.records()));
    }
    return denial;
  }
}
