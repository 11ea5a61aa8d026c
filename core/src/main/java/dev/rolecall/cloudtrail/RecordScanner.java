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
import dev.rolecall.cloudtrail.text.ErrorText;
import dev.rolecall.problem.RecordWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the records in the JSON of one source, whatever wraps them, and reads those that matter.
///
/// Every value passes the parser once, token by token, and nothing of it is kept. A record that
/// turns out to be a failed call to assume a role is parsed again as a whole, from the bytes that
/// [ByteWindow] remembers; one that succeeded also, when these are asked for. [TextScanner] looks
/// into texts.
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

  /// What lies deeper is passed over.
  private static final int MAX_DEPTH = 400;

  private static final int MAX_PATH = 120;

  /// How much is read of what is no JSON.
  private static final int MOST_TEXT = 2 << 20;

  private final ByteWindow window;
  private final RecordSink recordSink;
  private final TextScanner textScanner;

  /// Where the parser's counting of bytes and lines begins.
  private long firstByte;

  private int firstLine = 1;

  /// Where the value at the top began, and where the last record did.
  private int topLine = 1;

  private int recordLine = 1;
  private long recordStart;

  /// Where the last record ended that was found.
  private long foundEnd;

  RecordScanner(ByteWindow window, RecordSink recordSink) {
    this(window, recordSink, new TextScanner(recordSink));
  }

  /// @param textScanner looks into the texts
  RecordScanner(ByteWindow window, RecordSink recordSink, TextScanner textScanner) {
    this.window = window;
    this.recordSink = recordSink;
    this.textScanner = textScanner;
  }

  /// Reads to the end, or to where the JSON is broken beyond repair.
  void run() throws IOException {
    window.skipByteOrderMark();
    while (!readValues() && (skipComma() || resume())) {
      // what follows is tried
    }
  }

  /// Whether all went well to the end; or to a comma behind a value, of which nothing is said.
  private boolean readValues() throws IOException {
    firstByte = window.position();
    begin(firstByte, firstLine);
    try (JsonParser json = JSON.createParser(window)) {
      while (json.nextToken() != null) {
        begin(start(json), startLine(json));
        top(json);
        begin(end(json), endLine(json));
      }
      return true;
    } catch (JsonProcessingException broken) {
      window.close(0);
      if (!window.isCommaAt(recordStart)) {
        JsonLocation location = broken.getLocation();
        broken(location == null ? recordLine : line(location), StrictJson.problem(broken));
      }
      return false;
    }
  }

  /// Takes what is no JSON for a text; if that holds no record, the problem is said.
  private void broken(int lineNumber, String problem) throws IOException {
    long from = Math.max(recordStart, foundEnd);
    window.seek(from);
    window.open(from);
    window.skipToJsonLine(MOST_TEXT);
    String text =
        window
            .slice(from, window.position())
            .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
            .orElse("");
    window.close(0);
    ScanSlot slot = new ScanSlot(from);
    if (!ErrorText.mayHoldError(text) || !textScanner.rewritten(text, slot, "")) {
      told(text, slot, lineNumber, problem);
    }
  }

  /// A line between others that are JSON may be an error message; anything else is broken, too.
  private void told(String text, ScanSlot slot, int lineNumber, String problem) {
    boolean json = isJson(text) || foundEnd > recordStart;
    if (json) {
      recordSink.broken(lineNumber, problem);
    }
    recordSink.text(text, slot);
    if (!json && slot.records == 0) {
      recordSink.broken(lineNumber, problem);
    }
  }

  private static boolean isJson(String text) {
    return text.startsWith("{") || text.startsWith("[");
  }

  /// Goes on behind a comma between two values at the top: people copy lines out of lists.
  private boolean skipComma() {
    if (!window.isCommaAt(recordStart)) {
      return false;
    }
    firstLine = recordLine + window.skipComma(recordStart);
    return true;
  }

  /// Reads one value that begins where the window stands, and is a part of `slot`.
  ///
  /// @param path what leads to it
  /// @return where the value ends; empty when it is broken
  Optional<Long> readInto(ScanSlot slot, String path) throws IOException {
    firstByte = window.position();
    try (JsonParser json = JSON.createParser(window)) {
      if (json.nextToken() == null) {
        return Optional.empty();
      }
      value(json, slot, path, 0);
      return Optional.of(end(json));
    } catch (JsonProcessingException _) {
      window.close(firstByte);
      return Optional.empty();
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
    int lines = window.skipToJsonLine(Long.MAX_VALUE);
    firstLine = recordLine + lines;
    return lines > 0;
  }

  private void top(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        counted(json, null, 1);
      }
    } else {
      counted(json, null, 0);
    }
  }

  /// A value that is a record or holds some; if not, that is said.
  private void counted(JsonParser json, @Nullable ScanSlot outer, int depth) throws IOException {
    boolean scalar = json.currentToken().isScalarValue();
    ScanSlot slot = slot(json);
    value(json, slot, "", depth);
    long end = end(json);
    resolve(slot, end);
    slot.unexplained().forEach(text -> recordSink.text(text, slot));
    if (slot.lost > 0 || slot.isLost()) {
      recordSink.lost();
    } else if (slot.records == 0 && !slot.listed) {
      if (scalar) {
        recordSink.malformed(RecordWords.notAnObject());
      } else if (slot.foreign) {
        recordSink.skip();
      } else {
        recordSink.unrecognized(window.slice(slot.start, end));
      }
    }
    window.close(slot.start);
    if (outer != null) {
      outer.records += slot.records;
    }
  }

  private void elements(JsonParser json, ScanSlot outer, String path, int depth)
      throws IOException {
    boolean found = false;
    long others = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (others == 0 && !found && json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        bytes(json, outer, path);
        return;
      }
      if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_STRING) {
        continue;
      }
      boolean object = json.currentToken() == JsonToken.START_OBJECT;
      ScanSlot slot = slot(json);
      value(json, slot, "", depth);
      resolve(slot, end(json));
      window.close(slot.start);
      found |= slot.records > 0;
      others += object && slot.records == 0 && !slot.foreign ? 1 : 0;
      outer.add(slot);
    }
    if (found && !outer.foreign) {
      recordSink.unrecognized(others);
    }
  }

  /// A text as a list of its bytes, as systemd's journal and Node write what they do not take for a
  /// text.
  private void bytes(JsonParser json, ScanSlot slot, String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean text = true;
    while (json.currentToken() != JsonToken.END_ARRAY) {
      text &= json.currentToken() == JsonToken.VALUE_NUMBER_INT && bytes.size() < MOST_TEXT;
      if (text && json.getNumberType() == JsonParser.NumberType.INT) {
        bytes.write(json.getIntValue());
      } else {
        text = false;
        json.skipChildren();
      }
      json.nextToken();
    }
    if (text) {
      textScanner.scan(bytes.toString(StandardCharsets.UTF_8), Optional::empty, slot, path);
    }
  }

  private ScanSlot slot(JsonParser json) {
    ScanSlot slot = new ScanSlot(start(json));
    recordStart = slot.start;
    recordLine = startLine(json);
    window.open(slot.start);
    return slot;
  }

  /// Makes a record of what has one in another form.
  private void resolve(ScanSlot slot, long end) {
    if (slot.records == 0 && (slot.call || slot.other || (slot.foreign && slot.failure))) {
      recordSink.readForeign(window.slice(slot.start, end), slot);
    }
  }

  private void value(JsonParser json, ScanSlot slot, String path, int depth) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> {
        if (depth < MAX_DEPTH) {
          object(json, slot, path, depth);
        } else {
          json.skipChildren();
        }
      }
      case START_ARRAY -> {
        if (depth < MAX_DEPTH) {
          elements(json, slot, path, depth + 1);
        } else {
          json.skipChildren();
        }
      }
      case VALUE_STRING -> text(json, slot, path, "");
      default -> {}
    }
  }

  /// A record, or an object that may hold some.
  private void object(JsonParser json, ScanSlot slot, String path, int depth) throws IOException {
    long start = start(json);
    window.open(start);
    int before = slot.records;
    RecordPrefilter signs = new RecordPrefilter(recordSink.wantSuccesses(), recordSink.others());
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      if (signs.see(name, json)) {
        json.skipChildren();
      } else if (depth == 0 && token == JsonToken.START_ARRAY && isListOfRecords(name)) {
        slot.listed = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
          counted(json, slot, 1);
        }
      } else if (token.isScalarValue()) {
        scalar(json, slot, path, name);
      } else if (token.isStructStart()) {
        slot.foreign |= isForeign(name);
        long from = start(json);
        value(json, slot, path(path, name), depth + 1);
        if (token == JsonToken.START_ARRAY && isListOfColumns(name)) {
          recordSink.columns(window.slice(from, end(json)));
        }
      }
    }
    slot.call |= signs.isHint();
    slot.other |= signs.isOtherHint();
    if (signs.isRecord() && (signs.isWhole() || slot.records == before)) {
      slot.records++;
      foundEnd = end(json);
      if (signs.matters()) {
        recordSink.read(window.slice(start, end(json)), path, slot, signs.isWhole());
      } else if (signs.isAssumed()) {
        recordSink.assumed(window.slice(start, end(json)));
      } else if (signs.isOther()) {
        recordSink.other(window.slice(start, end(json)), path, signs.isWhole());
      } else {
        recordSink.skip();
      }
    }
    window.close(start);
  }

  private void scalar(JsonParser json, ScanSlot slot, String path, String name) throws IOException {
    if (isTime(name)) {
      slot.time(json.getText());
    }
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      slot.foreign |= isForeign(name);
      text(json, slot, path, name);
    }
  }

  private static boolean isListOfRecords(String name) {
    return name.equals("Records") || name.equals("Events");
  }

  private static boolean isTime(String name) {
    return switch (name) {
      case "time", "timestamp", "@timestamp", "Timestamp", "ts", "date", "datetime", "Time" -> true;
      default -> false;
    };
  }

  private static boolean isListOfColumns(String name) {
    return switch (name) {
      case "columns", "Columns", "schema", "meta" -> true;
      default -> false;
    };
  }

  /// What no record of CloudTrail has, but records do that were made of them.
  private static boolean isForeign(String name) {
    return switch (name) {
      case "eventname",
          "event_name",
          "class_uid",
          "cloudtrail",
          "VarCharValue",
          "UserIdentityType" ->
          true;
      default -> false;
    };
  }

  private static String path(String path, String name) {
    return path.isEmpty() ? name : path.length() > MAX_PATH ? path : path + "." + name;
  }

  private void text(JsonParser json, ScanSlot slot, String path, String name) throws IOException {
    char[] characters = json.getTextCharacters();
    if (textScanner.matters(characters, json.getTextOffset(), json.getTextLength())) {
      String shown = json.getText();
      int before = slot.records;
      textScanner.scan(
          shown,
          () -> shown.indexOf('?') < 0 ? Optional.empty() : raw(json),
          slot,
          name.isEmpty() ? path : path(path, name));
      if (slot.records > before) {
        foundEnd = end(json);
      }
    }
  }

  /// The text with its quotes, as it came: what is not ASCII was not shown to the parser.
  private Optional<ByteBuffer> raw(JsonParser json) {
    return window.slice(start(json), end(json));
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
