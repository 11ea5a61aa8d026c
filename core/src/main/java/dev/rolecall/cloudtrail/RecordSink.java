package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.foreign.ForeignRecords;
import dev.rolecall.cloudtrail.record.RecordBytes;
import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.cloudtrail.text.ErrorText;
import dev.rolecall.cloudtrail.text.KnownErrors;
import dev.rolecall.cloudtrail.text.ToldDenial;
import dev.rolecall.cloudtrail.text.ToldError;
import dev.rolecall.denial.Denial;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import dev.rolecall.problem.FormWords;
import dev.rolecall.problem.RecordWords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Counts the records of one source and hands on what is read of them.
final class RecordSink {

  private static final int MOST_FIELDS = 5;

  private final String source;
  private final RecordListeners listeners;
  private final Consumer<EventReading> sink;
  private final ForeignRecords foreignRecords = new ForeignRecords();
  private final KnownErrors told;
  private long records;
  private long notOurs;
  private long unrecognized;
  private boolean named;

  RecordSink(String source, RecordListeners listeners) {
    this(source, listeners, new KnownErrors());
  }

  private RecordSink(String source, RecordListeners listeners, KnownErrors told) {
    this.source = source;
    this.listeners = listeners;
    this.sink = listeners.sink();
    this.told = told;
  }

  /// For a part of the source.
  RecordSink part(String name) {
    return new RecordSink(source + "/" + name, listeners, told);
  }

  /// Counts what was read of a part.
  void add(RecordSink part) {
    records += part.records;
    notOurs += part.notOurs;
    unrecognized += part.unrecognized;
  }

  boolean wantSuccesses() {
    return listeners.successes().isPresent();
  }

  /// What is wanted of records of other calls.
  OtherCalls others() {
    return listeners.others();
  }

  EventCounts counts() {
    return new EventCounts(records, notOurs, unrecognized);
  }

  /// A record that needs no reading.
  void skip() {
    records++;
    notOurs++;
  }

  /// A record of another call that is wanted. What is wrong with it is no problem of the input.
  void other(Optional<ByteBuffer> bytes, String path, boolean whole) {
    skip();
    try {
      if (bytes.isPresent()) {
        JsonValue record = StrictJson.parse(bytes.get(), path);
        Optional<String> foreign = whole ? Optional.empty() : foreignRecords.completed(record);
        others()
            .take(
                CloudTrailRecord.unwrapped(
                    foreign
                        .map(json -> StrictJson.parse(StandardCharsets.UTF_8.encode(json)))
                        .orElse(record)));
      }
    } catch (MalformedJson _) {
      // it shows nothing
    }
  }

  /// A record of a call that assumed a role, which nobody wants parsed.
  void assumed(Optional<ByteBuffer> bytes) {
    skip();
    if (bytes.isPresent()) {
      others().take(RecordBytes.of(bytes.get()));
    }
  }

  /// A record that may matter.
  ///
  /// @param bytes empty when the record is too large
  /// @param path what leads to it
  /// @param whole whether it is as CloudTrail wrote it
  void read(Optional<ByteBuffer> bytes, String path, ScanSlot slot, boolean whole) {
    if (bytes.isEmpty()) {
      malformed(RecordWords.tooLarge(StrictJson.MAX_BYTES >> 20));
      return;
    }
    try {
      JsonValue record = StrictJson.parse(bytes.get(), path);
      Optional<String> foreign = whole ? Optional.empty() : foreignRecords.completed(record);
      if (!putTogether(foreign, slot)) {
        take(record, bytes.get(), slot);
      }
    } catch (MalformedJson malformed) {
      malformed(malformed.problem().toString());
    }
  }

  /// A value that may be a record in another form.
  void readForeign(Optional<ByteBuffer> bytes, ScanSlot slot) {
    if (bytes.isEmpty()) {
      return;
    }
    try {
      JsonValue value = StrictJson.parse(bytes.get());
      if (foreignRecords.isHead(value)) {
        slot.foreign = true;
      } else {
        putTogether(foreignRecords.of(value), slot);
      }
    } catch (MalformedJson _) {
      // it is none
    }
  }

  /// A record that was put together.
  ///
  /// @return whether it is one; not when the error of a denial is somewhere else
  boolean putTogether(Optional<String> json, ScanSlot slot) {
    return json.filter(record -> readForeign(record, slot)).isPresent();
  }

  private boolean readForeign(String json, ScanSlot slot) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(json);
    JsonValue record = StrictJson.parse(bytes.duplicate());
    if (slot.denied && record.find("errorCode").isEmpty()) {
      return false;
    }
    slot.isOneRecord();
    take(record, bytes, slot);
    return true;
  }

  private void take(JsonValue record, ByteBuffer bytes, ScanSlot slot) {
    SourceLocation place = SourceLocation.of(source, records + 1);
    EventReading reading = CloudTrailRecord.read(place, record, listeners.hints());
    if (reading instanceof EventReading.Denied(Denial denial, SourceLocation _)
        && denial.eventId().filter(id -> !slot.isNew(id)).isPresent()) {
      return;
    }
    records++;
    switch (reading) {
      case EventReading.Denied denied -> {
        slot.recorded(denied.denial().awsMessage());
        listeners.kept().accept(bytes.rewind());
        sink.accept(reading);
      }
      case EventReading.NotOurs _ -> {
        notOurs++;
        other(record);
      }
      case EventReading.Malformed _, EventReading.Told _, EventReading.Unrecognized _ ->
          sink.accept(reading);
    }
  }

  private void other(JsonValue record) {
    listeners.successes().ifPresent(it -> CloudTrailRecord.success(record).ifPresent(it));
    if (others().any()) {
      others().take(CloudTrailRecord.unwrapped(record));
    }
  }

  /// A text that may hold AWS's error: every error in it counts once in the source.
  void text(String text, ScanSlot slot) {
    text(new ScanSlot.Text(text, Optional.empty()), slot);
  }

  void text(ScanSlot.Text text, ScanSlot slot) {
    for (ToldError found : ErrorText.find(text.text())) {
      ToldError error = found.at(text.time());
      Optional<Denial> denial = ToldDenial.of(error, listeners.hints());
      if (denial.isPresent() && !slot.isRecorded(error)) {
        slot.records++;
        if (!told.isRepeated(error)) {
          told.add(error);
          records++;
          boolean given = error.caller().isEmpty() && listeners.hints().caller().isPresent();
          sink.accept(
              new EventReading.Told(
                  denial.get(), error, given, SourceLocation.of(source, records)));
        }
      }
    }
  }

  /// Something else where a record should be.
  void malformed(String problem) {
    records++;
    sink.accept(new EventReading.Malformed(SourceLocation.of(source, records), problem));
  }

  /// A denied call that is named, and of which no record could be made.
  void lost() {
    malformed(FormWords.lostDenial());
  }

  /// The columns of the rows that follow.
  void columns(Optional<ByteBuffer> bytes) {
    try {
      bytes.map(StrictJson::parse).ifPresent(foreignRecords::columns);
    } catch (MalformedJson _) {
      // they name nothing
    }
  }

  /// A value without a record.
  void unrecognized(Optional<ByteBuffer> bytes) {
    unrecognized(1);
    if (!named) {
      name(
          SourceLocation.of(source, records),
          FormWords.json(bytes.map(RecordSink::fields).orElse(List.of())));
    }
  }

  /// A source, or a part of it, without a record.
  void unrecognized(String what) {
    unrecognized(1);
    if (!named) {
      name(SourceLocation.of(source), what);
    }
  }

  private void name(SourceLocation place, String what) {
    named = true;
    sink.accept(new EventReading.Unrecognized(place, what));
  }

  /// More values without a record, beside others that have one.
  void unrecognized(long values) {
    records += values;
    unrecognized += values;
  }

  private static List<String> fields(ByteBuffer bytes) {
    try {
      JsonValue value = StrictJson.parse(bytes);
      return value.isObject()
          ? value.fields().stream().map(JsonValue::name).limit(MOST_FIELDS).toList()
          : List.of();
    } catch (MalformedJson _) {
      return List.of();
    }
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
