package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.record.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How the records that were passed so far are written, but for their values: most records of a
/// trail are written like many others. What stands between two values is then compared at once,
/// instead of name by name.
///
/// A tree of [steps][Step]: each passes a text, which ends where a value begins, and the value.
/// Values are checked as strictly as anywhere; the texts were part of a valid record.
final class RecordShapes {

  private static final ThreadLocal<RecordShapes> OF_THREAD =
      ThreadLocal.withInitial(RecordShapes::new);

  private static final int MOST_STEPS = 4_000;
  private static final int MOST_NEXT = 8;
  private static final int LONGEST_TEXT = 1_000;
  private static final int SOME_LEARNED = 64;
  private static final int MAX_DEPTH = 8;

  private static final byte[] VERSION = "{\"eventVersion\":\"".getBytes(StandardCharsets.US_ASCII);

  /// What is passed behind a text.
  enum Value {
    STRING,
    /// The name of the call.
    CALL,
    /// The error message.
    MESSAGE,
    /// A string in which records and errors may stand.
    TEXT,
    NUMBER,
    /// An object or list of any kind.
    NESTED,
    /// Nothing: the record ends.
    END
  }

  private Step first = root();
  private final JsonBytes json = new JsonBytes();
  private int steps;
  private long known;
  private long learned;

  /// None yet.
  RecordShapes() {}

  private static Step root() {
    return new Step(new byte[0], Value.END, Seen.NOTHING, false);
  }

  /// Those that the thread has seen.
  static RecordShapes ofThread() {
    return OF_THREAD.get();
  }

  /// Before everything.
  Step first() {
    return first;
  }

  /// A record was passed over.
  ///
  /// @param asKnown whether by its shape alone
  void passed(boolean asKnown, byte[] bytes, int from, int end) {
    if (asKnown) {
      known++;
    } else if (learned < SOME_LEARNED + known / 8) {
      learned++;
      if (steps > MOST_STEPS) {
        first = root();
        steps = 0;
      }
      json.show(bytes, from, end);
      if (json.take(VERSION)) {
        json.seek(from);
        new Learner().learn();
      }
    }
  }

  /// A text and the value behind it.
  static final class Step {

    private final byte[] text;
    private final Value value;
    private final Seen seen;
    private final boolean isField;
    private Step[] next = {};

    private Step(byte[] text, Value value, Seen seen, boolean isField) {
      this.text = text;
      this.value = value;
      this.seen = seen;
      this.isField = isField;
    }

    Value value() {
      return value;
    }

    Seen seen() {
      return seen;
    }

    /// Whether the value is that of a field of the record, behind which any other may follow, or
    /// its end.
    boolean isField() {
      return isField;
    }

    /// The step that fits what is next, up to its value; null when none does. The one that is often
    /// wanted comes to be looked at first.
    @Nullable Step next(JsonBytes json) {
      for (int i = 0; i < next.length; i++) {
        Step step = next[i];
        int from = json.at();
        if (json.take(step.text)) {
          if (step.mayBegin(json.peek())) {
            if (i > 0) {
              next[i] = next[i - 1];
              next[i - 1] = step;
            }
            return step;
          }
          json.seek(from);
        }
      }
      return null;
    }

    private boolean mayBegin(byte begin) {
      return switch (value) {
        case STRING, CALL, MESSAGE, TEXT -> begin == '"';
        case NUMBER -> begin == '-' || (begin >= '0' && begin <= '9');
        case NESTED -> begin == '{' || begin == '[';
        case END -> true;
      };
    }
  }

  /// What the fields of a record show by their names.
  ///
  /// @param fields how many there are that only records have
  record Seen(boolean failed, boolean identity, int fields) {
    static final Seen NOTHING = new Seen(false, false, 0);
  }

  /// Adds the steps of one record, as far as they are of use.
  private final class Learner {

    private Step step = first;
    private int textStart = json.at();
    private Seen seen = Seen.NOTHING;

    void learn() {
      json.skip();
      while (json.skipName() && field()) {
        json.blank();
        if (json.take('}')) {
          add(Value.END, true);
          return;
        }
        json.take(',');
        json.blank();
      }
    }

    /// By the same rules as [PassingScan] for a record whose version is known.
    ///
    /// @return whether what follows is of use
    private boolean field() {
      RecordField field = RecordField.of(json);
      byte begin = json.peek();
      boolean nested = begin == '{' || begin == '[';
      boolean failed = field == RecordField.ERROR_CODE && begin != 'n';
      boolean identity = field == RecordField.IDENTITY && begin != '"' && begin != 'n';
      return switch (field) {
        case CALL -> begin == '"' && value(Value.CALL);
        case OTHER -> !nested && simple(Value.TEXT);
        case FIELD -> !nested && seen(false, false) && simple(Value.STRING);
        case VERSION, ERROR_CODE -> seen(failed, false) && part(false);
        case PART -> seen(false, false) && part(false);
        case IDENTITY, TLS_DETAILS -> seen(false, identity) && part(true);
        case ERROR_MESSAGE ->
            seen(false, false) && (begin == '"' ? value(Value.MESSAGE) : part(false));
        case TIME, LIST, LEFT_TO_PARSER -> false;
      };
    }

    private boolean seen(boolean failed, boolean identity) {
      seen = new Seen(seen.failed() || failed, seen.identity() || identity, seen.fields() + 1);
      return true;
    }

    /// @param regular whether an object is written in few ways
    private boolean part(boolean regular) {
      return switch (json.peek()) {
        case '{' -> regular ? object(0) : value(Value.NESTED);
        case '[' -> value(Value.NESTED);
        default -> simple(Value.STRING);
      };
    }

    private boolean simple(Value string) {
      if (json.peek() == '"') {
        return value(string);
      }
      return json.isNumber() ? value(Value.NUMBER) : json.skipScalar();
    }

    private boolean value(Value value) {
      return add(value, true) && passes();
    }

    private boolean passes() {
      boolean passes = json.skipAny();
      textStart = json.at();
      return passes;
    }

    private boolean object(int depth) {
      json.skip();
      json.blank();
      if (json.take('}')) {
        return true;
      }
      while (depth < MAX_DEPTH && json.skipName() && inside(depth)) {
        json.blank();
        if (json.take('}')) {
          return true;
        }
        json.take(',');
        json.blank();
      }
      return false;
    }

    private boolean inside(int depth) {
      return switch (json.peek()) {
        case '{' -> object(depth + 1);
        case '[' -> false;
        case '"' -> add(Value.STRING, false) && passes();
        default -> json.isNumber() ? add(Value.NUMBER, false) && passes() : json.skipScalar();
      };
    }

    /// @return whether there is room for it
    private boolean add(Value value, boolean isField) {
      byte[] text = json.since(textStart);
      for (Step known : step.next) {
        if (known.value == value && Arrays.equals(known.text, text)) {
          step = known;
          return true;
        }
      }
      if (step.next.length == MOST_NEXT || text.length > LONGEST_TEXT) {
        return false;
      }
      Step added = new Step(text, value, seen, isField);
      step.next = Arrays.copyOf(step.next, step.next.length + 1);
      step.next[step.next.length - 1] = added;
      step = added;
      steps++;
      return true;
    }
  }
}
