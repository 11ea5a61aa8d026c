package dev.rolecall.cloudtrail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.problem.RecordWords;
import java.io.IOException;

/// Finds the records in one source, whatever wraps them, and reads those that matter.
///
/// Every record passes the parser once, token by token, and nothing of it is kept. One that turns
/// out to be a failed call to assume a role is parsed again as a whole, from the bytes that
/// [ByteWindow] remembers; one that succeeded too, when these are asked for.
final class RecordScanner {

  /// Names are cached, which spares a text for each. Callers choose them: a cache that has grown
  /// too large is thrown away, and names that collide in it are no error.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10_000)
                  .maxNumberLength(StrictJson.MAX_BYTES)
                  .maxNameLength(StrictJson.MAX_BYTES)
                  .maxStringLength(StrictJson.MAX_BYTES)
                  .build())
          .build();

  private final ByteWindow window;
  private final RecordSink recordSink;

  /// Where the parser's counting of bytes and lines begins.
  private long firstByte;

  private int firstLine = 1;

  /// Where the value at the top began, and where the last record did.
  private int topLine = 1;

  private int recordLine = 1;
  private long recordStart;

  RecordScanner(ByteWindow window, RecordSink recordSink) {
    this.window = window;
    this.recordSink = recordSink;
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
    begin(firstByte, firstLine);
    try (JsonParser json = JSON.createParser(window)) {
      while (json.nextToken() != null) {
        begin(start(json), startLine(json));
        value(json, true);
        begin(end(json), endLine(json));
      }
      return true;
    } catch (JsonProcessingException broken) {
      JsonLocation location = broken.getLocation();
      int line = location == null ? recordLine : line(location);
      recordSink.broken(line, StrictJson.problem(broken));
      return false;
    }
  }

  /// Notes where a value at the top begins.
  private void begin(long offset, int line) {
    topLine = line;
    recordLine = line;
    recordStart = offset;
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
      recordSink.malformed(RecordWords.notAnObject());
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
    recordStart = start(json);
    recordLine = startLine(json);
    window.keepFrom(recordStart);
    long start = recordStart;
    RecordPrefilter signs = new RecordPrefilter(recordSink.wantSuccesses());
    boolean holdsRecords = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (mayHoldRecords && isListOfRecords(name) && token == JsonToken.START_ARRAY) {
        holdsRecords = true;
        elements(json, false);
      } else {
        signs.see(name, json);
      }
    }
    if (holdsRecords) {
      return;
    }
    if (signs.matter()) {
      recordSink.read(window.slice(start, end(json)));
    } else {
      recordSink.skip();
    }
  }

  private static boolean isListOfRecords(String name) {
    return name.equals("Records") || name.equals("Events");
  }

  private long start(JsonParser json) {
    return firstByte + json.currentTokenLocation().getByteOffset();
  }

  private int startLine(JsonParser json) {
    return line(json.currentTokenLocation());
  }

  private long end(JsonParser json) {
    return firstByte + json.currentLocation().getByteOffset();
  }

  private int endLine(JsonParser json) {
    return line(json.currentLocation());
  }

  private int line(JsonLocation location) {
    return firstLine - 1 + location.getLineNr();
  }
}
