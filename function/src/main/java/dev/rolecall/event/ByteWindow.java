package dev.rolecall.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Shows a parser one stream of bytes and remembers the last ones, so that a record can be looked
/// at again once it is known to matter, and a line be skipped that is no JSON.
///
/// The parser sees every byte as one character. That is wrong for texts that are not ASCII, and
/// does no harm: JSON's structure and all names that matter are ASCII, and texts are decoded,
/// strictly, only in the records that matter. So no broken text can upset what is around it, and a
/// parser's count of characters is the offset of a byte.
final class ByteWindow extends Reader {

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private byte[] bytes = new byte[4 * CHUNK];

  /// The offset of `bytes[0]` in the stream.
  private long origin;

  private int next;
  private int limit;
  private int kept;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /// The offset of the next byte that will be read.
  long position() {
    return origin + next;
  }

  /// How many bytes are remembered; for tests.
  int capacity() {
    return bytes.length;
  }

  /// Forgets what is before `offset`.
  void keepFrom(long offset) {
    kept = (int) Math.max(kept, Math.min(offset - origin, limit));
  }

  /// The bytes as they came; empty when they are more than may be remembered.
  Optional<ByteBuffer> slice(long from, long to) {
    return from < origin + kept || to - from > StrictJson.MAX_BYTES
        ? Optional.empty()
        : Optional.of(ByteBuffer.wrap(bytes, (int) (from - origin), (int) (to - from)).slice());
  }

  /// Goes back, or on, to a place that is remembered; to the first one that is, if it is not.
  void seek(long offset) {
    next = (int) Math.max(kept, Math.min(offset - origin, limit));
  }

  /// Skips to the next line that begins like a JSON object or array.
  ///
  /// @return how many lines further it is, or -1 when there is none
  int skipToJsonLine() throws IOException {
    int lines = 0;
    boolean begin = false;
    for (int c = read(); c >= 0; c = read()) {
      if (begin && (c == '{' || c == '[')) {
        next--;
        return lines;
      }
      begin = c == '\n';
      if (begin) {
        lines++;
      }
      kept = next - 1;
    }
    return -1;
  }

  @Override
  public int read() throws IOException {
    return next < limit || fill() ? bytes[next++] & 0xff : -1;
  }

  @Override
  public int read(char[] to, int offset, int length) throws IOException {
    if (next == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - next);
    for (int i = 0; i < count; i++) {
      to[offset + i] = (char) (bytes[next + i] & 0xff);
    }
    next += count;
    return count;
  }

  /// Whoever opened the bytes closes them.
  @Override
  public void close() {}

  private boolean fill() throws IOException {
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

  private void makeRoom() {
    if (limit - kept > StrictJson.MAX_BYTES) {
      kept = limit;
    }
    int size = limit - kept;
    byte[] to = size > bytes.length - CHUNK ? new byte[size + size / 2 + CHUNK] : bytes;
    System.arraycopy(bytes, kept, to, 0, size);
    bytes = to;
    origin += kept;
    next -= kept;
    limit = size;
    kept = 0;
  }

  /// Skips the mark that some editors put at the beginning of UTF-8 texts.
  void skipByteOrderMark() throws IOException {
    byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    while (limit < mark.length && fill()) {
      // short reads
    }
    if (limit >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)) {
      next = mark.length;
    }
  }
}
