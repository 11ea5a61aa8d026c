package dev.rolecall.cloudtrail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// The content of gzip data: all its members, and every one of them checked.
///
/// The JDK's own stream ends silently before a second member when more data is not at hand at once
/// (a pipe) or when the member's header is damaged; here no record may get lost without a word.
/// [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)
final class GzipInput extends InflaterInputStream {

  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final CRC32 checksum = new CRC32();
  private int next;
  private boolean inMember;

  GzipInput(InputStream in) {
    super(in, new Inflater(true), 1 << 16);
  }

  /// Whether `head` is how gzip data begins.
  static boolean isGzip(byte[] head) {
    return head.length >= 2 && (head[0] & 0xff) == MAGIC_1 && (head[1] & 0xff) == MAGIC_2;
  }

  /// @throws ZipException when the data is not what gzip writes
  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (inMember || begin()) {
      int count = super.read(to, offset, length);
      if (count >= 0) {
        checksum.update(to, offset, count);
        return count;
      }
      end();
    }
    return -1;
  }

  /// Frees what inflating needed; whoever opened the compressed data closes it.
  @Override
  public void close() {
    inf.end();
  }

  /// Begins the next member; false when there is none.
  private boolean begin() throws IOException {
    int first = nextByte();
    while (first == 0) { // padding
      first = nextByte();
    }
    if (first < 0) {
      return false;
    }
    if (first != MAGIC_1 || needByte() != MAGIC_2 || needByte() != DEFLATE) {
      throw new ZipException("not a gzip header");
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
    inMember = true;
    checksum.reset();
    inf.reset();
    inf.setInput(buf, next, len - next);
    return true;
  }

  private void end() throws IOException {
    next = len - inf.getRemaining();
    if (needInt() != checksum.getValue() || needInt() != (inf.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("the checksum is wrong");
    }
    inMember = false;
  }

  private int nextByte() throws IOException {
    if (next == len) {
      next = 0;
      len = Math.max(0, in.read(buf, 0, buf.length));
    }
    return next < len ? buf[next++] & 0xff : -1;
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
