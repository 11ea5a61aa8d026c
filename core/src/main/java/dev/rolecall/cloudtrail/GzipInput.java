package dev.rolecall.cloudtrail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The content of gzip data: all its members, and every one of them checked.
///
/// The JDK's own stream ends silently before a second member when more data is not at hand at once
/// (a pipe) or when the member's header is damaged; here no record may get lost without a word.
/// [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)
final class GzipInput extends InputStream {

  /// Data that is not what gzip writes.
  static final class Corrupt extends IOException {
    private static final long serialVersionUID = 1L;

    Corrupt(String message) {
      super(message);
    }
  }

  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] input = new byte[1 << 16];
  private int next;
  private int limit;
  private boolean inMember;
  private long members;

  GzipInput(InputStream in) {
    this.in = in;
  }

  /// Whether `head` is how gzip data begins.
  static boolean isGzip(byte[] head) {
    return head.length >= 2 && (head[0] & 0xff) == MAGIC_1 && (head[1] & 0xff) == MAGIC_2;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (inMember || begin()) {
      int count = inflate(to, offset, length);
      if (count > 0) {
        checksum.update(to, offset, count);
        return count;
      }
      if (inflater.finished()) {
        end();
      } else if (inflater.needsInput()) {
        fill();
      } else {
        throw new Corrupt("a preset dictionary is needed");
      }
    }
    return -1;
  }

  /// Frees what inflating needed; whoever opened the compressed data closes it.
  @Override
  public void close() {
    inflater.end();
  }

  private int inflate(byte[] to, int offset, int length) throws IOException {
    try {
      return inflater.inflate(to, offset, length);
    } catch (DataFormatException e) {
      throw new Corrupt(String.valueOf(e.getMessage()));
    }
  }

  /// Begins the next member; false when there is none.
  private boolean begin() throws IOException {
    int first = nextByte();
    while (first == 0 && members > 0) { // padding
      first = nextByte();
    }
    if (first < 0) {
      return false;
    }
    if (first != MAGIC_1 || needByte() != MAGIC_2 || needByte() != DEFLATE) {
      throw new Corrupt("not a gzip header");
    }
    int flags = needByte();
    skip(6); // time, compression level and system
    if ((flags & EXTRA) != 0) {
      skip(needByte() | needByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    members++;
    inMember = true;
    checksum.reset();
    inflater.reset();
    inflater.setInput(input, next, limit - next);
    return true;
  }

  private void end() throws IOException {
    next = limit - inflater.getRemaining();
    if (needInt() != checksum.getValue()
        || needInt() != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new Corrupt("the checksum is wrong");
    }
    inMember = false;
  }

  private void fill() throws IOException {
    if (!load()) {
      throw new EOFException();
    }
    inflater.setInput(input, 0, limit);
  }

  private boolean load() throws IOException {
    next = 0;
    limit = Math.max(0, in.read(input, 0, input.length));
    return limit > 0;
  }

  private int nextByte() throws IOException {
    return next < limit || load() ? input[next++] & 0xff : -1;
  }

  private int needByte() throws IOException {
    int value = nextByte();
    if (value < 0) {
      throw new EOFException();
    }
    return value;
  }

  private long needInt() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) needByte() << shift;
    }
    return value;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      needByte();
    }
  }

  private void skipText() throws IOException {
    while (needByte() != 0) {
      // the text does not matter
    }
  }
}
