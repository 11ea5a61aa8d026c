package dev.rolecall.cloudtrail.record;

import dev.rolecall.json.MalformedJson;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bytes of a record that a parser found whole, and single texts in them. Finding one costs a
/// fraction of parsing the record.
public final class RecordBytes {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long SIGNS = 0x8080808080808080L;

  /// More than the records of CloudTrail have at the top.
  private static final int SOME_FIELDS = 32;

  private static final int SOME_INSIDE = 8;

  private final byte[] bytes;

  /// Name and value of each field, with their ends.
  private int[] fields;

  private int end;
  private int at;

  private RecordBytes(byte[] bytes, int from, int someFields) {
    this.bytes = bytes;
    this.fields = new int[4 * someFields];
    this.at = from;
    read();
  }

  /// The object in `record`, which is valid JSON and has an array behind it.
  public static RecordBytes of(ByteBuffer record) {
    return new RecordBytes(record.array(), record.arrayOffset() + record.position(), SOME_FIELDS);
  }

  /// The text that these names lead to, each inside the one before.
  public Optional<String> text(String... path) {
    RecordBytes object = this;
    for (int i = 0; i < path.length - 1; i++) {
      int value = object.find(path[i]);
      if (value < 0 || bytes[object.fields[value]] != '{') {
        return Optional.empty();
      }
      object = new RecordBytes(bytes, object.fields[value], SOME_INSIDE);
    }
    return object.text(path[path.length - 1]);
  }

  /// The object in the field of this name.
  public Optional<RecordBytes> object(String name) {
    int value = find(name);
    return value < 0 || bytes[fields[value]] != '{'
        ? Optional.empty()
        : Optional.of(new RecordBytes(bytes, fields[value], SOME_INSIDE));
  }

  private Optional<String> text(String name) {
    int value = find(name);
    return value < 0
        ? Optional.empty()
        : Optional.ofNullable(text(fields[value], fields[value + 1]));
  }

  private @Nullable String text(int from, int to) {
    if (bytes[from] != '"') {
      return null;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\' || bytes[i] < 0) {
        try {
          return StrictJson.parse(ByteBuffer.wrap(bytes, from, to - from)).text();
        } catch (MalformedJson _) {
          return null;
        }
      }
    }
    return new String(bytes, from + 1, to - from - 2, StandardCharsets.ISO_8859_1);
  }

  /// Where the value of the field stands in `fields`; -1 without such a field.
  private int find(String name) {
    for (int field = 0; field < end; field += 4) {
      if (isNamed(fields[field], fields[field + 1], name)) {
        return field + 2;
      }
    }
    return -1;
  }

  private boolean isNamed(int from, int to, String name) {
    if (to - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void read() {
    at++;
    blank();
    while (bytes[at] == '"') {
      if (end == fields.length) {
        fields = Arrays.copyOf(fields, 2 * end);
      }
      fields[end++] = at + 1;
      string();
      fields[end++] = at - 1;
      blank();
      at++; // colon
      blank();
      fields[end++] = at;
      value();
      fields[end++] = at;
      blank();
      if (bytes[at] == ',') {
        at++;
        blank();
      }
    }
  }

  private void value() {
    switch (bytes[at]) {
      case '"' -> string();
      case '{', '[' -> nested();
      default -> {
        while (",}] \t\r\n".indexOf(bytes[at]) < 0) {
          at++;
        }
      }
    }
  }

  private void nested() {
    int depth = 0;
    do {
      switch (bytes[at]) {
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case '"' -> string();
        default -> at++;
      }
    } while (depth > 0);
  }

  /// Eight bytes at a time, up to a quote or a backslash.
  private void string() {
    int i = at + 1;
    while (true) {
      while (i + Long.BYTES <= bytes.length && !isAny((long) EIGHT.get(bytes, i))) {
        i += Long.BYTES;
      }
      while (bytes[i] != '"' && bytes[i] != '\\') {
        i++;
      }
      if (bytes[i] == '"') {
        at = i + 1;
        return;
      }
      i += 2;
    }
  }

  private static boolean isAny(long eight) {
    long quotes = eight ^ ('"' * ONES);
    long slashes = eight ^ ('\\' * ONES);
    return ((((quotes - ONES) & ~quotes) | ((slashes - ONES) & ~slashes)) & SIGNS) != 0;
  }

  private void blank() {
    while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
      at++;
    }
  }
}
