package dev.rolecall.cloudtrail.record;

import dev.rolecall.json.MalformedJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bytes of a record that a parser found whole, and single texts in them. Finding one costs a
/// fraction of parsing the record.
public final class RecordBytes {

  private static final int MOST_FIELDS = 64;

  private final byte[] bytes;

  /// Name and value of each field, with their ends.
  private final int[] fields = new int[4 * MOST_FIELDS];

  private int end;
  private int at;

  private RecordBytes(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
    read();
  }

  /// The object in `record`, which is valid JSON and has an array behind it.
  public static RecordBytes of(ByteBuffer record) {
    return new RecordBytes(record.array(), record.arrayOffset() + record.position());
  }

  /// The text that these names lead to, each inside the one before.
  public Optional<String> text(String... path) {
    RecordBytes object = this;
    for (int i = 0; i < path.length - 1; i++) {
      int value = object.find(path[i]);
      if (value < 0 || bytes[object.fields[value]] != '{') {
        return Optional.empty();
      }
      object = new RecordBytes(bytes, object.fields[value]);
    }
    return object.text(path[path.length - 1]);
  }

  /// The object in the field of this name.
  public Optional<RecordBytes> object(String name) {
    int value = find(name);
    return value < 0 || bytes[fields[value]] != '{'
        ? Optional.empty()
        : Optional.of(new RecordBytes(bytes, fields[value]));
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
    while (bytes[at] == '"' && end < fields.length) {
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

  private void string() {
    at++;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    at++;
  }

  private void blank() {
    while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
      at++;
    }
  }
}
