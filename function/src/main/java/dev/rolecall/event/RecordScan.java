package dev.rolecall.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the records in one source, whatever wraps them, and reads those that matter.
///
/// Every record passes the parser once, token by token, and nothing of it is kept. One that turns
/// out to be a failed call to assume a role is parsed again as a whole, from the bytes that
/// [ByteWindow] remembers.
final class RecordScan {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10_000)
                  .maxNumberLength(StrictJson.MAX_BYTES)
                  .maxNameLength(2_000) // names are cached: this bounds the cache
                  .maxStringLength(StrictJson.MAX_BYTES)
                  .build())
          .build();

  private final String source;
  private final ByteWindow window;
  private final Consumer<EventReading> sink;
  private long records;
  private long notOurs;

  /// Where the parser's counting of bytes and lines begins.
  private long firstByte;

  private int firstLine = 1;

  /// Where the value at the top began, and where the last record did.
  private int topLine = 1;

  private int recordLine = 1;
  private long recordStart;

  RecordScan(String source, ByteWindow window, Consumer<EventReading> sink) {
    this.source = source;
    this.window = window;
    this.sink = sink;
  }

  EventCounts counts() {
    return new EventCounts(records, notOurs);
  }

  /// Reads to the end, or to where the JSON is broken beyond repair.
  void run() throws IOException {
    window.skipByteOrderMark();
    while (!readValues() && resume()) {
      // another line is tried
    }
  }

  /// Whether all went well to the end.
  private boolean readValues() throws IOException {
    firstByte = window.position();
    recordStart = firstByte;
    topLine = firstLine;
    recordLine = firstLine;
    try (JsonParser json = JSON.createParser(window)) {
      while (json.nextToken() != null) {
        topLine = line(json);
        value(json, true);
        recordStart = end(json);
        recordLine = topLine = endLine(json);
      }
      return true;
    } catch (JsonProcessingException broken) {
      records++;
      int line =
          broken.getLocation() == null
              ? recordLine
              : firstLine - 1 + broken.getLocation().getLineNr();
      malformed(Place.of(source, records).atLine(line), StrictJson.problem(broken));
      return false;
    }
  }

  /// NDJSON: one broken line leaves the others whole. What begins on a line of its own inside a log
  /// file cannot be told from the rest of that file.
  private boolean resume() throws IOException {
    if (recordLine != topLine) {
      return false;
    }
    window.seek(recordStart);
    int lines = window.skipToJsonLine();
    firstLine = recordLine + lines;
    return lines > 0;
  }

  private void value(JsonParser json, boolean mayHoldRecords) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      object(json, mayHoldRecords);
    } else if (json.currentToken() == JsonToken.START_ARRAY
        && json.getParsingContext().getParent().inRoot()) {
      elements(json, true);
    } else {
      records++;
      malformed(Place.of(source, records), "not a JSON object");
      json.skipChildren();
    }
  }

  private void elements(JsonParser json, boolean mayHoldRecords) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      value(json, mayHoldRecords);
    }
  }

  /// A record, or the object that holds records.
  private void object(JsonParser json, boolean mayHoldRecords) throws IOException {
    long start = firstByte + json.currentTokenLocation().getByteOffset();
    window.keepFrom(start);
    recordStart = start;
    recordLine = line(json);
    RecordSigns signs = new RecordSigns();
    boolean holdsRecords = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (mayHoldRecords && token == JsonToken.START_ARRAY && isListOfRecords(name)) {
        holdsRecords = true;
        elements(json, false);
      } else {
        signs.see(name, json);
      }
    }
    if (!holdsRecords) {
      records++;
      record(start, end(json), signs);
    }
  }

  private static boolean isListOfRecords(String name) {
    return name.equals("Records") || name.equals("Events");
  }

  private void record(long start, long end, RecordSigns signs) {
    if (!signs.matter()) {
      notOurs++;
      return;
    }
    Place place = Place.of(source, records);
    Optional<ByteBuffer> bytes = window.slice(start, end);
    if (bytes.isEmpty()) {
      malformed(place, "larger than " + (StrictJson.MAX_BYTES >> 20) + " MiB");
      return;
    }
    try {
      EventReading reading = CloudTrailRecord.read(place, StrictJson.parse(bytes.get()));
      if (reading instanceof EventReading.NotOurs) {
        notOurs++;
      } else {
        sink.accept(reading);
      }
    } catch (MalformedRecord malformed) {
      malformed(place, malformed.problem());
    }
  }

  private void malformed(Place place, String problem) {
    sink.accept(new EventReading.Malformed(place, problem));
  }

  private long end(JsonParser json) {
    return firstByte + json.currentLocation().getByteOffset();
  }

  private int line(JsonParser json) {
    return firstLine - 1 + json.currentTokenLocation().getLineNr();
  }

  private int endLine(JsonParser json) {
    return firstLine - 1 + json.currentLocation().getLineNr();
  }
}
