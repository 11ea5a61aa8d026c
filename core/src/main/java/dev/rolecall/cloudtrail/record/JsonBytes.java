package dev.rolecall.cloudtrail.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Goes through JSON in bytes and checks its syntax, without making anything of it. What fails is
/// broken, goes on behind the end of the bytes, or is so rare that a parser may look at it.
public final class JsonBytes {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long SIGNS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long SLASHES = '\\' * ONES;
  private static final long BLANKS = ' ' * ONES;

  /// One bit for each open object or list.
  private static final int MOST_OPEN = 64;

  private static final int LONGEST_NUMBER = 40;

  private byte[] bytes = new byte[0];
  private int at;
  private int limit;
  private int lines;

  private int textStart;
  private int textEnd;
  private boolean escaped;
  private long high;

  /// Begins at `from`.
  public void show(byte[] of, int from, int end) {
    bytes = of;
    at = from;
    limit = end;
    lines = 0;
  }

  public int at() {
    return at;
  }

  /// Whether all bytes were passed.
  public boolean isAtEnd() {
    return at >= limit;
  }

  /// How many lines ended in what was passed.
  public int lines() {
    return lines;
  }

  /// The next byte; zero, which is not JSON, at the end.
  public byte peek() {
    return at < limit ? bytes[at] : 0;
  }

  public void skip() {
    at++;
  }

  /// Passes `c`, if it is next.
  public boolean take(char c) {
    if (at < limit && bytes[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  /// Goes to a place.
  public void seek(int to) {
    at = to;
  }

  /// Passes `text`, if all of it is next.
  public boolean take(byte[] text) {
    int length = text.length;
    if (length > limit - at) {
      return false;
    }
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      if ((long) EIGHT.get(text, i) != (long) EIGHT.get(bytes, at + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (text[i] != bytes[at + i]) {
        return false;
      }
    }
    at += length;
    return true;
  }

  /// The bytes from a place to where the next byte is.
  public byte[] since(int from) {
    return Arrays.copyOfRange(bytes, from, at);
  }

  /// Passes blanks and ends of lines.
  public void blank() {
    while (at < limit && bytes[at] <= ' ') {
      if (bytes[at] == '\n') {
        lines++;
      } else if (bytes[at] != ' ' && bytes[at] != '\t') {
        return;
      }
      at++;
    }
  }

  /// Passes a name and its colon.
  public boolean skipName() {
    if (peek() != '"' || !skipString()) {
      return false;
    }
    blank();
    if (!take(':')) {
      return false;
    }
    blank();
    return true;
  }

  /// Passes a string; its text can then be asked for.
  public boolean skipString() {
    byte[] all = bytes;
    int i = at + 1;
    int end = limit - Long.BYTES;
    textStart = i;
    escaped = false;
    long seen = 0;
    while (true) {
      while (i <= end) {
        long eight = (long) EIGHT.get(all, i);
        long quotes = eight ^ QUOTES;
        long slashes = eight ^ SLASHES;
        long stops =
            (((quotes - ONES) & ~quotes)
                    | ((slashes - ONES) & ~slashes)
                    | ((eight - BLANKS) & ~eight))
                & SIGNS;
        if (stops != 0) {
          int stop = Long.numberOfTrailingZeros(stops) >> 3;
          seen |= stop == 0 ? 0 : eight << (Long.SIZE - Byte.SIZE * stop);
          i += stop;
          break;
        }
        seen |= eight;
        i += Long.BYTES;
      }
      while (i < limit && all[i] != '"' && all[i] != '\\' && (all[i] < 0 || all[i] >= ' ')) {
        seen |= all[i];
        i++;
      }
      if (i < limit && all[i] == '"') {
        textEnd = i;
        high = seen & SIGNS;
        at = i + 1;
        return true;
      }
      int length = i < limit && all[i] == '\\' ? escape(i) : 0;
      if (length == 0) {
        at = i;
        return false;
      }
      escaped = true;
      i += length;
    }
  }

  /// How long the escape at `from` is; 0 when it is none.
  private int escape(int from) {
    if (from + 1 >= limit) {
      return 1; // The end follows.
    }
    return switch (bytes[from + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> {
        int i = from + 2;
        while (i < limit && i < from + 6) {
          if (Character.digit(bytes[i], 16) < 0) {
            yield 0;
          }
          i++;
        }
        yield i - from;
      }
      default -> 0;
    };
  }

  /// Whether the text that was passed last has escapes.
  public boolean isEscaped() {
    return escaped;
  }

  /// Whether that text is ASCII as it stands.
  public boolean isPlain() {
    return !escaped && high == 0;
  }

  public int textLength() {
    return textEnd - textStart;
  }

  public byte textByte(int index) {
    return bytes[textStart + index];
  }

  /// That text, if it is plain.
  public String text() {
    return new String(bytes, textStart, textEnd - textStart, StandardCharsets.ISO_8859_1);
  }

  /// Where that text stands in a table that was filled by [#place]; -1 if it does not.
  public int nameIn(byte[] @Nullable [] table) {
    int found = place(bytes, textStart, textEnd, table.length);
    byte @Nullable [] name = table[found];
    while (name != null) {
      if (Arrays.equals(name, 0, name.length, bytes, textStart, textEnd)) {
        return found;
      }
      found = (found + 1) % table.length;
      name = table[found];
    }
    return -1;
  }

  /// Where a name belongs in a table; in the next free place, if it is taken.
  ///
  /// @param size a power of two
  public static int place(byte[] bytes, int from, int end, int size) {
    int length = end - from;
    int sum = length;
    if (length > 0) {
      sum += 7 * bytes[end - 1] + 13 * bytes[from + length / 2] + 29 * bytes[from];
    }
    return (sum ^ (sum >> 6)) & (size - 1);
  }

  /// Passes any value.
  public boolean skipAny() {
    return switch (peek()) {
      case '"' -> skipString();
      case '{', '[' -> skipNested();
      default -> skipScalar();
    };
  }

  /// Passes an object or a list. Strings are passed in one place: compiled code stays small.
  private boolean skipNested() {
    long objects = 0;
    int open = 0;
    boolean name = false;
    while (true) {
      byte next = peek();
      if (next == '"') {
        if (!skipString()) {
          return false;
        }
        if (name) {
          blank();
          if (!take(':')) {
            return false;
          }
          blank();
          name = false;
          continue;
        }
      } else if (name) {
        return false;
      } else if (next == '{' || next == '[') {
        if (open == MOST_OPEN) {
          return false;
        }
        name = next == '{';
        objects = (objects << 1) | (name ? 1 : 0);
        open++;
        at++;
        blank();
        if (peek() != (name ? '}' : ']')) {
          continue;
        }
      } else if (!skipScalar()) {
        return false;
      }
      // A value has ended, or an empty object or list is about to.
      while (true) {
        blank();
        boolean inObject = (objects & 1) == 1;
        if (peek() == ',') {
          at++;
          blank();
          name = inObject;
          break;
        }
        if (!take(inObject ? '}' : ']')) {
          return false;
        }
        objects >>>= 1;
        open--;
        if (open == 0) {
          return true;
        }
      }
    }
  }

  /// Whether a number is next.
  public boolean isNumber() {
    return peek() == '-' || isDigit(peek());
  }

  /// Passes a number, `true`, `false` or `null`.
  public boolean skipScalar() {
    return switch (peek()) {
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> isNumber() && number();
    };
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!take(word.charAt(i))) {
        return false;
      }
    }
    return isSeparated();
  }

  private boolean number() {
    int start = at;
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (!digits()) {
        return false;
      }
    }
    return at - start < LONGEST_NUMBER && isSeparated();
  }

  private boolean digits() {
    int start = at;
    while (isDigit(peek())) {
      at++;
    }
    return at > start;
  }

  private boolean isSeparated() {
    byte next = peek();
    return next == ',' || next == '}' || next == ']' || next == ' ' || next == '\n';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
