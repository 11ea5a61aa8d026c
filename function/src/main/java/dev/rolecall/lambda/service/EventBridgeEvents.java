package dev.rolecall.lambda.service;

import dev.rolecall.cloudtrail.EventCounts;
import dev.rolecall.cloudtrail.EventReader;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.Denial;
import dev.rolecall.lambda.wording.EventWords;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the one record that an event of EventBridge holds.
public final class EventBridgeEvents {

  private EventBridgeEvents() {}

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
