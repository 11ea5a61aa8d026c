package dev.rolecall.cloudtrail.record;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows a parser one stream of bytes and remembers the last ones, so that a record can be looked
/// at again once it is known to matter, and a line be skipped that is no JSON.
///
/// The parser sees a question mark for every byte that is not ASCII. That is wrong for other texts,
/// and does no harm: JSON's structure and all names that matter are ASCII, and texts are decoded,
/// strictly, only in the records that matter. So no broken text can upset what is around it.
public final class ByteWindow extends InputStream {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long SIGNS = 0x8080808080808080L;

  private static final int CHUNK = 1 << 16;

  /// How much of a value is remembered although a smaller value inside it has begun.
  private static final int OUTER = 2 * CHUNK;

  private final InputStream in;
  private final boolean whole;
  private byte[] bytes;

  /// The offset of `bytes[0]` in the stream.
  private long origin;

  private int next;
  private int limit;
  private @Nullable IOException failure;

  /// Where the values begin that the parser is in, from the outside in.
  private long[] open = new long[16];

  private int opened;

  public ByteWindow(InputStream in) {
    this.in = in;
    this.whole = false;
    this.bytes = new byte[4 * CHUNK];
  }

  /// Shows these bytes, which must not change.
  public ByteWindow(byte[] bytes) {
    this.in = InputStream.nullInputStream();
    this.whole = true;
    this.bytes = bytes;
    this.limit = bytes.length;
  }

  /// The offset of the next byte that will be read.
  public long position() {
    return origin + next;
  }

  /// How many bytes are remembered; for tests.
  public int capacity() {
    return bytes.length;
  }

  /// A value begins at `offset`, inside those that were opened before and not closed. It is
  /// remembered to its end, if it is not too large; so are the values around it while they are
  /// small.
  public void open(long offset) {
    if (opened == open.length) {
      open = Arrays.copyOf(open, 2 * opened);
    }
    open[opened++] = offset;
  }

  /// The value that was opened last has ended.
  public void close(long offset) {
    while (opened > 0 && open[opened - 1] >= offset) {
      opened--;
    }
  }

  /// The bytes that are remembered now, for those who look ahead; those that are next begin at
  /// [#next].
  public byte[] bytes() {
    return bytes;
  }

  /// Where in [#bytes] the next byte stands.
  public int next() {
    return next;
  }

  /// Where in [#bytes] those end that were read.
  public int limit() {
    return limit;
  }

  /// Whether all bytes were given.
  public boolean isWhole() {
    return whole;
  }

  /// Reads more bytes, behind those that are next. Where that fails, it fails again when what came
  /// before was read.
  ///
  /// @return whether there are more
  public boolean readMore() {
    try {
      return fill();
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  /// The bytes as they came; empty when they are more than may be remembered.
  public Optional<ByteBuffer> slice(long from, long to) {
    return from < origin || to - from > StrictJson.MAX_BYTES
        ? Optional.empty()
        : Optional.of(ByteBuffer.wrap(bytes, (int) (from - origin), (int) (to - from)).slice());
  }

  /// All bytes, where they are given and the parser would see them as they are.
  public Optional<byte[]> plain() {
    return whole && next == 0 && isPlain() ? Optional.of(bytes) : Optional.empty();
  }

  private boolean isPlain() {
    int i = 0;
    for (; i + Long.BYTES <= limit; i += Long.BYTES) {
      if (isShownOtherwise((long) EIGHT.get(bytes, i))) {
        return false;
      }
    }
    for (; i < limit; i++) {
      if (bytes[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether a word in ASCII stands between two places; also when they are not remembered.
  public boolean holds(String word, long from, long to) {
    return from < origin
        || new String(bytes, (int) (from - origin), (int) (to - from), StandardCharsets.ISO_8859_1)
            .contains(word);
  }

  /// Goes back, or on, to a place that is remembered; to the first one that is, if it is not.
  public void seek(long offset) {
    next = Math.clamp(offset - origin, 0, limit);
  }

  /// Whether the next character at `offset` that is not blank is a comma, as far as the bytes are
  /// at hand.
  public boolean isCommaAt(long offset) {
    return commaFrom(offset) >= 0;
  }

  /// Goes behind that comma.
  ///
  /// @return how many lines further it is
  public int skipComma(long offset) {
    int comma = commaFrom(offset);
    int lines = 0;
    for (int i = (int) (offset - origin); i < comma; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    next = comma + 1;
    return lines;
  }

  private int commaFrom(long offset) {
    long at = offset - origin;
    while (at >= 0 && at < limit && Character.isWhitespace(bytes[(int) at])) {
      at++;
    }
    return at >= 0 && at < limit && bytes[(int) at] == ',' ? (int) at : -1;
  }

  /// Skips the rest of the line and its end.
  ///
  /// @return whether the line has an end
  public boolean skipLine() throws IOException {
    while (next < limit || fill()) {
      while (next < limit) {
        if (bytes[next++] == '\n') {
          return true;
        }
      }
    }
    return false;
  }

  /// Skips to the next line that begins like a JSON object or array.
  ///
  /// @param most how many bytes are skipped at most
  /// @return how many lines further it is, or -1 when there is none
  public int skipToJsonLine(long most) throws IOException {
    int lines = 0;
    boolean begin = false;
    long start = position();
    for (int c = nextByte(); c >= 0 && position() - start < most; c = nextByte()) {
      if (begin && (c == '{' || c == '[')) {
        next--;
        return lines;
      }
      begin = c == '\n';
      if (begin) {
        lines++;
      }
    }
    return -1;
  }

  @Override
  public int read() throws IOException {
    int next = nextByte();
    return next < 0 ? -1 : shown((byte) next);
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (next == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - next);
    System.arraycopy(bytes, next, to, offset, count);
    show(to, offset, offset + count);
    next += count;
    return count;
  }

  /// Most texts are ASCII: eight bytes are looked at together.
  private static void show(byte[] to, int from, int end) {
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      if (isShownOtherwise((long) EIGHT.get(to, i))) {
        showEach(to, i, i + Long.BYTES);
      }
    }
    showEach(to, i, end);
  }

  /// Signs are where a byte is not ASCII, or is zero.
  private static boolean isShownOtherwise(long eight) {
    return ((eight | ((eight - ONES) & ~eight)) & SIGNS) != 0;
  }

  private static void showEach(byte[] to, int from, int end) {
    for (int i = from; i < end; i++) {
      to[i] = shown(to[i]);
    }
  }

  /// A zero, from which parsers conclude that a text is UTF-16, becomes another control character.
  private static byte shown(byte b) {
    return b < 0 ? (byte) '?' : b == 0 ? 1 : b;
  }

  private int nextByte() throws IOException {
    return next < limit || fill() ? bytes[next++] & 0xff : -1;
  }

  /// Whoever opened the bytes closes them.
  @Override
  public void close() {}

  private boolean fill() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (whole) {
      return false;
    }
    if (bytes.length - limit < CHUNK) {
      makeRoom();
    }
    int count = in.read(bytes, limit, bytes.length - limit);
    if (count <= 0) {
      return false;
    }
    limit += count;
    return true;
  }

  private int needed() {
    int innermost = limit;
    for (int i = 0; i < opened; i++) {
      long at = open[i] - origin;
      if (at >= 0 && limit - at <= OUTER) {
        return (int) at;
      }
      innermost = at >= 0 && limit - at <= StrictJson.MAX_BYTES ? (int) at : limit;
    }
    return innermost;
  }

  private void makeRoom() {
    int kept = needed();
    int size = limit - kept;
    byte[] to = size > bytes.length - CHUNK ? new byte[size + size / 2 + CHUNK] : bytes;
    System.arraycopy(bytes, kept, to, 0, size);
    bytes = to;
    origin += kept;
    next -= kept;
    limit = size;
  }

  /// Skips the mark that some editors put at the beginning of UTF-8 texts.
  public void skipByteOrderMark() throws IOException {
    byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    while (limit < mark.length && fill()) {
      // short reads
    }
    if (limit >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)) {
      next = mark.length;
    }
  }
}
