package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.failure.FailureSigns;
import dev.rolecall.cloudtrail.record.JsonBytes;
import dev.rolecall.denial.AssumeCall;

/// Passes over values that hold a record which does not have to be read, or none, without a parser.
///
/// Most records of a trail are such. It knows by the same rules as [RecordScanner] and
/// [RecordPrefilter] what matters, checks JSON's syntax as strictly as the parser does, and gives
/// up where it is not sure: the parser then looks at the same bytes.
final class PassingScan {

  /// What lies deeper is left to the parser.
  private static final int MAX_DEPTH = 60;

  private static final int SOME_MISSES = 16;

  private final RecordSink recordSink;
  private final TextScanner textScanner;
  private final int mostMisses;
  private final RecordShapes shapes;
  private final JsonBytes json = new JsonBytes();
  private char[] message = new char[0];
  private long passed;
  private long missed;

  /// Of the value that was scanned last.
  private int records;

  private boolean timed;
  private boolean assumed;
  private boolean known;
  private int recordStart;
  private int recordEnd;

  PassingScan(RecordSink recordSink, TextScanner textScanner) {
    this(recordSink, textScanner, SOME_MISSES);
  }

  /// @param mostMisses how many tries may be in vain at first; with less than none, the parser sees
  ///   everything
  PassingScan(RecordSink recordSink, TextScanner textScanner, int mostMisses) {
    this(recordSink, textScanner, mostMisses, RecordShapes.ofThread());
  }

  /// @param shapes of the records that were passed over before
  PassingScan(RecordSink recordSink, TextScanner textScanner, int mostMisses, RecordShapes shapes) {
    this.recordSink = recordSink;
    this.textScanner = textScanner;
    this.mostMisses = mostMisses;
    this.shapes = shapes;
  }

  /// Whether enough values were passed over for it to be worth more tries.
  boolean pays() {
    return missed <= mostMisses + passed / 2;
  }

  /// Scans the value that begins at `from`.
  ///
  /// @return whether it is one that can be passed over. If not, and [#isCutOff], more bytes may
  ///   show that it is
  boolean scan(byte[] bytes, int from, int limit) {
    json.show(bytes, from, limit);
    records = 0;
    timed = false;
    assumed = false;
    known = false;
    boolean sure = value(0);
    passed += sure ? 1 : 0;
    if (sure && records == 1 && recordStart == from && json.lines() == 0) {
      shapes.passed(known, bytes, from, json.at());
    }
    return sure;
  }

  /// Whether the bytes ended before the value did.
  boolean isCutOff() {
    return json.isAtEnd();
  }

  /// The parser takes over.
  void miss() {
    missed++;
  }

  /// Where the value ends.
  int end() {
    return json.at();
  }

  /// How many line breaks are in the value.
  int lines() {
    return json.lines();
  }

  /// How many records the value is or holds.
  int records() {
    return records;
  }

  /// Whether a time stands in it that texts beside it may have.
  boolean isTimed() {
    return timed && records == 0;
  }

  /// Whether its shape alone showed what the record is.
  boolean isKnown() {
    return known;
  }

  /// Whether the record is one of a call that assumed a role, and is wanted as such.
  boolean isAssumed() {
    return assumed;
  }

  /// Where the record begins.
  int recordStart() {
    return recordStart;
  }

  /// Where the record ends.
  int recordEnd() {
    return recordEnd;
  }

  private boolean value(int depth) {
    return switch (json.peek()) {
      case '{' -> depth < MAX_DEPTH && object(depth);
      case '[' -> depth < MAX_DEPTH && elements(depth + 1);
      case '"' -> json.skipString() && isPlainText();
      default -> json.skipScalar();
    };
  }

  /// The elements of a list: one with records, and one of bytes, is left to the parser.
  private boolean elements(int depth) {
    int before = records;
    json.skip();
    json.blank();
    if (json.peek() == ']') {
      json.skip();
      return true;
    }
    if (json.isNumber()) {
      return false;
    }
    while (value(depth)) {
      json.blank();
      if (json.peek() == ']') {
        json.skip();
        return records == before;
      }
      if (!json.take(',')) {
        return false;
      }
      json.blank();
    }
    return false;
  }

  private boolean object(int depth) {
    int start = json.at();
    int before = records;
    Signs signs = new Signs();
    boolean fieldPassed = depth == 0 && shape(signs);
    if (known) {
      return ends(signs, start, before);
    }
    if (!fieldPassed) {
      json.skip();
      json.blank();
      if (json.peek() == '}') {
        json.skip();
        return true;
      }
    }
    while (fieldPassed || json.skipName()) {
      if (!fieldPassed && !field(signs, depth)) {
        return false;
      }
      fieldPassed = false;
      json.blank();
      if (json.peek() == '}') {
        json.skip();
        return ends(signs, start, before);
      }
      if (!json.take(',')) {
        return false;
      }
      json.blank();
    }
    return false;
  }

  /// Passes as much as is like a record that was passed before: to its end, or to behind one of its
  /// fields.
  ///
  /// @return whether that is anything
  private boolean shape(Signs signs) {
    RecordShapes.Step step = shapes.first();
    RecordShapes.Step last = step;
    int behind = json.at();
    while (true) {
      step = step.next(json);
      if (step == null || !value(step.value(), signs)) {
        break;
      }
      if (step.isField()) {
        signs.version = true;
        last = step;
        behind = json.at();
        known = step.value() == RecordShapes.Value.END;
        if (known) {
          break;
        }
      }
    }
    json.seek(behind);
    signs.fields = last.seen().fields();
    signs.failed = last.seen().failed();
    signs.identity = last.seen().identity();
    return signs.fields > 0;
  }

  private boolean value(RecordShapes.Value value, Signs signs) {
    return switch (value) {
      case STRING, CALL, MESSAGE, TEXT -> json.skipString() && isPassed(value, signs);
      case NUMBER, NESTED -> json.skipAny();
      case END -> true;
    };
  }

  /// Looks at the text that was just passed.
  private boolean isPassed(RecordShapes.Value value, Signs signs) {
    return switch (value) {
      case CALL -> call(signs);
      case MESSAGE -> message(signs);
      case TEXT -> isPlainText();
      case STRING, NUMBER, NESTED, END -> true;
    };
  }

  private boolean ends(Signs signs, int start, int before) {
    boolean record = signs.named && signs.fields > 0;
    if (!record) {
      return !signs.assumes && !signs.wanted;
    }
    if (records != before
        || (signs.assumes && (signs.failed || recordSink.wantSuccesses()))
        || (signs.failed && (signs.telling || signs.failure))
        || (!signs.failed && signs.wanted)) {
      return false;
    }
    if (signs.assumes && recordSink.others().assumesMatter()) {
      if (!signs.identity || records > 0) {
        return false;
      }
      assumed = true;
    }
    recordStart = start;
    recordEnd = json.at();
    records++;
    return records == 1;
  }

  /// What was seen of an object; see [RecordPrefilter].
  private static final class Signs {
    boolean assumes;
    boolean wanted;
    boolean telling;
    boolean failure;
    boolean failed;
    boolean named;
    boolean version;
    boolean identity;
    int fields;
  }

  /// A field whose name was just passed.
  private boolean field(Signs signs, int depth) {
    RecordField name = RecordField.of(json);
    byte value = json.peek();
    boolean scalar = value != '{' && value != '[';
    switch (name) {
      case CALL -> {
        return scalar && (value != '"' ? json.skipScalar() : json.skipString() && call(signs));
      }
      case FIELD -> {
        signs.fields++;
        return scalar ? json.skipAny() : inside(depth);
      }
      case VERSION -> signs.version |= value == '"';
      case ERROR_CODE -> signs.failed |= value != 'n';
      case ERROR_MESSAGE -> {
        if (value == '"') {
          signs.fields++;
          return json.skipString() && message(signs);
        }
      }
      case IDENTITY -> signs.identity |= value != '"' && value != 'n';
      case PART, TLS_DETAILS -> {}
      case OTHER -> {
        return inside(depth);
      }
      case TIME -> {
        timed |= scalar;
        return inside(depth);
      }
      case LEFT_TO_PARSER -> {
        return false;
      }
      case LIST -> {
        return value != '[' && inside(depth);
      }
    }
    signs.fields++;
    return (signs.version || signs.named) ? json.skipAny() : inside(depth);
  }

  private boolean inside(int depth) {
    return value(depth + 1);
  }

  private boolean call(Signs signs) {
    if (!json.isPlain()) {
      return false;
    }
    String name = json.text();
    boolean assume = AssumeCall.ofEventName(name).isPresent();
    signs.named = true;
    signs.assumes |= assume;
    signs.telling |= !assume && FailureSigns.isTelling(name);
    signs.wanted |= !assume && recordSink.others().matters(name);
    return true;
  }

  private boolean message(Signs signs) {
    if (json.isEscaped()) {
      return false;
    }
    int length = json.textLength();
    if (message.length < length) {
      message = new char[2 * length];
    }
    for (int i = 0; i < length; i++) {
      message[i] = (char) (json.textByte(i) & 0xff);
    }
    signs.failure |= FailureSigns.in(message, 0, length);
    return signs.version || signs.named || isPlainText();
  }

  /// Whether nothing is to be found in the text that was just passed.
  private boolean isPlainText() {
    if (json.isEscaped()) {
      return false;
    }
    int length = json.textLength();
    return !textScanner.matters((char) (length == 0 ? 0 : json.textByte(0) & 0xff), length)
        || (json.isPlain() && textScanner.isPlain(json.text()));
  }
}
