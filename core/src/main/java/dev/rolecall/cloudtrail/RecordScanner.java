package dev.rolecall.cloudtrail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.rolecall.cloudtrail.failure.FailureSigns;
import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.cloudtrail.record.StrictJson;
import dev.rolecall.cloudtrail.text.ErrorText;
import dev.rolecall.json.MalformedJson;
import dev.rolecall.problem.RecordWords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the records in the JSON of one source, whatever wraps them, and reads those that matter.
///
/// [PassingScan] skips values that do not matter, without a parser. Every other value passes the
/// parser once, token by token, and nothing of it is kept. A record that turns out to be a failed
/// call to assume a role is parsed again as a whole, from the bytes that [ByteWindow] remembers;
/// one that succeeded also, when these are asked for. [TextScanner] looks into texts.
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

  /// What is longer is not tried to be passed over.
  private static final int LONGEST_PASSED = 1 << 16;

  /// How a log file begins, and how it goes on behind an element of its list.
  private static final byte[] LOG = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);

  private static final String[] LOG_PARTS = {"{", "\"Records\"", ":"};

  private static final byte[] NONE = new byte[0];

  private static final byte[] LOG_BEHIND_ELEMENT =
      "{\"Records\":[\"\"".getBytes(StandardCharsets.US_ASCII);

  /// How much is read of what is no JSON.
  private static final int MOST_TEXT = 2 << 20;

  private final ByteWindow window;
  private final RecordSink recordSink;
  private final TextScanner textScanner;
  private final PassingScan passing;

  /// Where the parser's counting of bytes and lines begins.
  private long firstByte;

  private int firstLine = 1;

  /// Where the value at the top began, and where the last record did.
  private int topLine = 1;

  private int recordLine = 1;
  private long recordStart;

  /// Where the last record ended that was found.
  private long foundEnd;

  /// Where the value at the top began whose records were passed over up to [#resumedAt], and how
  /// many they were. The parser is shown another beginning.
  private long topStart;

  private long resumedAt;
  private boolean resumedBehindElement;
  private int passedRecords;

  /// Where the last of them began.
  private long lastStart;

  private int lastLine;

  RecordScanner(ByteWindow window, RecordSink recordSink) {
    this(window, recordSink, new TextScanner(recordSink));
  }

  /// @param textScanner looks into the texts
  RecordScanner(ByteWindow window, RecordSink recordSink, TextScanner textScanner) {
    this(window, recordSink, textScanner, new PassingScan(recordSink, textScanner));
  }

  RecordScanner(
      ByteWindow window, RecordSink recordSink, TextScanner textScanner, PassingScan passing) {
    this.window = window;
    this.recordSink = recordSink;
    this.textScanner = textScanner;
    this.passing = passing;
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
    resumedAt = 0;
    passedRecords = 0;
    begin(window.position(), firstLine);
    try {
      parse(passValues());
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

  /// Reads to the end, with the parser.
  ///
  /// @param beginning what it is shown before the window goes on
  private void parse(byte[] beginning) throws IOException {
    try (JsonParser json = parser(beginning)) {
      while (json.nextToken() != null) {
        begin(start(json), startLine(json));
        top(json);
        begin(end(json), endLine(json));
      }
    }
  }

  private JsonParser parser(byte[] beginning) throws IOException {
    firstByte = window.position() - beginning.length;
    return JSON.createParser(
        beginning.length == 0
            ? window
            : new SequenceInputStream(new ByteArrayInputStream(beginning), window));
  }

  /// Passes over values at the top, as long as that pays.
  ///
  /// @return what the parser needs to be shown before what follows
  private byte[] passValues() throws IOException {
    while (passing.pays()) {
      long behind = window.position();
      window.close(behind);
      window.open(behind);
      int lines = passBlanks();
      if (!isNext('{')) {
        window.seek(behind);
        break;
      }
      firstLine += lines;
      begin(window.position(), firstLine);
      if (passLogHead()) {
        return passRecords();
      }
      if (scan() && passing.records() > 0) {
        take();
      } else {
        passing.miss();
        parseOne();
      }
      begin(window.position(), firstLine);
    }
    return NONE;
  }

  private void parseOne() throws IOException {
    long end;
    try (JsonParser json = parser(NONE)) {
      json.nextToken();
      top(json);
      end = end(json);
      firstLine = endLine(json);
    }
    window.seek(end);
  }

  /// Passes over records in the list of a log file.
  ///
  /// @return what the parser needs to be shown before what follows
  private byte[] passRecords() throws IOException {
    window.open(topStart);
    ScanSlot log = new ScanSlot(topStart);
    boolean first = true;
    while (passing.pays()) {
      long behind = window.position();
      window.close(behind);
      window.open(behind);
      int lines = passBlanks();
      if (!first && passComma()) {
        lines += passBlanks();
      } else if (!first) {
        window.seek(behind);
        break;
      }
      if (!isNext('{')) {
        window.seek(behind);
        break;
      }
      if (scan() && passing.records() > 0) {
        firstLine += lines;
        recordStart = window.position();
        recordLine = firstLine;
        passedRecords++;
        take();
      } else {
        passing.miss();
        window.seek(behind);
        parseElement(first, log);
      }
      first = false;
    }
    passedRecords += log.records;
    resumedAt = window.position();
    resumedBehindElement = !first;
    lastStart = recordStart;
    lastLine = recordLine;
    return first ? LOG : LOG_BEHIND_ELEMENT;
  }

  private boolean passComma() {
    boolean comma = isNext(',');
    window.seek(window.position() + (comma ? 1 : 0));
    return comma;
  }

  private void parseElement(boolean first, ScanSlot log) throws IOException {
    long end;
    try (JsonParser json = parser(first ? LOG : LOG_BEHIND_ELEMENT)) {
      for (int token = 0; token < (first ? 4 : 5); token++) {
        json.nextToken();
      }
      counted(json, log, 1);
      end = end(json);
      firstLine = endLine(json);
    }
    window.seek(end);
  }

  /// Scans the value that begins where the window stands.
  private boolean scan() {
    window.open(window.position());
    boolean sure = passing.scan(window.bytes(), window.next(), window.limit());
    while (!sure
        && passing.isCutOff()
        && window.limit() - window.next() < LONGEST_PASSED
        && window.readMore()) {
      sure = passing.scan(window.bytes(), window.next(), window.limit());
    }
    window.close(window.position());
    return sure;
  }

  /// Goes behind the value that was scanned, and counts its record.
  private void take() {
    if (passing.records() > 0) {
      if (passing.isAssumed()) {
        recordSink.assumed(
            Optional.of(
                ByteBuffer.wrap(
                        window.bytes(),
                        passing.recordStart(),
                        passing.recordEnd() - passing.recordStart())
                    .slice()));
      } else {
        recordSink.skip();
      }
    }
    firstLine += passing.lines();
    window.seek(window.position() + passing.end() - window.next());
    foundEnd = window.position();
  }

  /// @return how many lines ended
  private int passBlanks() {
    int lines = 0;
    while (window.next() < window.limit() || window.readMore()) {
      byte[] bytes = window.bytes();
      int at = window.next();
      int limit = window.limit();
      while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n')) {
        lines += bytes[at] == '\n' ? 1 : 0;
        at++;
      }
      window.seek(window.position() + at - window.next());
      if (at < limit) {
        break;
      }
    }
    return lines;
  }

  private boolean isNext(char c) {
    return window.next() < window.limit() && window.bytes()[window.next()] == c;
  }

  /// Passes the beginning of a log file, if it is next.
  private boolean passLogHead() {
    long start = window.position();
    window.open(start);
    int lines = 0;
    for (String part : LOG_PARTS) {
      if (!passWord(part)) {
        window.close(start);
        window.seek(start);
        return false;
      }
      lines += passBlanks();
    }
    boolean list = passWord("[");
    window.close(start);
    if (list) {
      topStart = start;
      firstLine += lines;
    } else {
      window.seek(start);
    }
    return list;
  }

  private boolean passWord(String word) {
    for (int i = 0; i < word.length(); i++) {
      if ((window.next() == window.limit() && !window.readMore()) || !isNext(word.charAt(i))) {
        return false;
      }
      window.seek(window.position() + 1);
    }
    return true;
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
    if (window.isWhole() && passing.pays() && scan() && !passing.isTimed()) {
      slot.records += passing.records();
      take();
      return Optional.of(window.position());
    }
    firstByte = window.position();
    Optional<byte[]> plain = window.plain();
    try (JsonParser json =
        plain.isPresent() ? JSON.createParser(plain.get()) : JSON.createParser(window)) {
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

  /// Goes on in a list of records of which some were passed over.
  private void resume(JsonParser json, ScanSlot slot) throws IOException {
    if (resumedBehindElement) {
      json.nextToken();
    }
    slot.records += passedRecords;
    recordStart = lastStart;
    recordLine = lastLine;
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
        if (start(json) == topStart && resumedAt > 0) {
          resume(json, slot);
        }
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
      if (signs.matters() || (signs.mattersWithSigns() && envelopeHasSigns(start, foundEnd))) {
        recordSink.read(window.slice(start, foundEnd), path, slot, signs.isWhole());
      } else if (signs.isAssumed()) {
        recordSink.assumed(window.slice(start, foundEnd));
      } else if (signs.isOther()) {
        recordSink.other(window.slice(start, foundEnd), path, signs.isWhole());
      } else {
        recordSink.skip();
      }
    }
    window.close(start);
  }

  /// Most envelopes hold no error: their text is searched as it came and not decoded.
  private boolean envelopeHasSigns(long from, long to) {
    if (!window.holds("errorCode", from, to)) {
      return false;
    }
    try {
      return window
          .slice(from, to)
          .map(bytes -> StrictJson.parse(bytes).text("CloudTrailEvent").orElse(""))
          .filter(text -> !FailureSigns.in(text.toCharArray(), 0, text.length()))
          .isEmpty();
    } catch (MalformedJson _) {
      return true;
    }
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
    char first = json.getTextLength() == 0 ? 0 : characters[json.getTextOffset()];
    if (textScanner.matters(first, json.getTextLength())) {
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
    long start = firstByte + json.currentTokenLocation().getByteOffset();
    return start < resumedAt ? topStart : start;
  }

  private int startLine(JsonParser json) {
    return start(json) == topStart && resumedAt > 0 ? topLine : line(json.currentTokenLocation());
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
