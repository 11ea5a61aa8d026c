package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import dev.rolecall.problem.RecordWords;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/// Counts the records of one source and hands on what is read of them.
final class RecordSink {

  private final String source;
  private final Consumer<EventReading> sink;
  private final Consumer<ByteBuffer> kept;
  private final Optional<Consumer<SuccessfulCall>> successes;
  private long records;
  private long notOurs;

  /// @param kept is given the bytes of every denial, before `sink` is given the denial
  /// @param successes who asks for calls that succeeded; to everybody else they are like any other
  ///   record
  RecordSink(
      String source,
      Consumer<EventReading> sink,
      Consumer<ByteBuffer> kept,
      Optional<Consumer<SuccessfulCall>> successes) {
    this.source = source;
    this.sink = sink;
    this.kept = kept;
    this.successes = successes;
  }

  boolean wantSuccesses() {
    return successes.isPresent();
  }

  EventCounts counts() {
    return new EventCounts(records, notOurs);
  }

  /// A record that needs no reading.
  void skip() {
    records++;
    notOurs++;
  }

  /// A record that may matter.
  ///
  /// @param bytes empty when the record is too large
  void read(Optional<ByteBuffer> bytes) {
    records++;
    EventReading reading = reading(SourceLocation.of(source, records), bytes);
    switch (reading) {
      case EventReading.NotOurs _ -> notOurs++;
      case EventReading.Denied _ -> {
        bytes.map(ByteBuffer::rewind).ifPresent(kept);
        sink.accept(reading);
      }
      case EventReading.Malformed _ -> sink.accept(reading);
    }
  }

  private EventReading reading(SourceLocation sourceLocation, Optional<ByteBuffer> bytes) {
    if (bytes.isEmpty()) {
      return new EventReading.Malformed(
          sourceLocation, RecordWords.tooLarge(StrictJson.MAX_BYTES >> 20));
    }
    try {
      JsonValue record = StrictJson.parse(bytes.get());
      EventReading reading = CloudTrailRecord.read(sourceLocation, record);
      if (successes.isPresent() && reading instanceof EventReading.NotOurs) {
        CloudTrailRecord.success(record).ifPresent(successes.get());
      }
      return reading;
    } catch (MalformedJson malformed) {
      return new EventReading.Malformed(sourceLocation, malformed.problem().toString());
    }
  }

  /// Something else where a record should be.
  void malformed(String problem) {
    records++;
    sink.accept(new EventReading.Malformed(SourceLocation.of(source, records), problem));
  }

  /// The end of what can be understood.
  void broken(int line, String problem) {
    records++;
    sink.accept(
        new EventReading.Malformed(SourceLocation.of(source, records).atLine(line), problem));
  }

  /// The source cannot be read any further.
  void unreadable(String problem) {
    sink.accept(new EventReading.Malformed(SourceLocation.of(source), problem));
  }
}
