package dev.rolecall.cloudtrail.form;

import dev.rolecall.problem.InputWords;
import java.io.DataInputStream;
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
public final class GzipInput extends InflaterInputStream {

  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final CRC32 checksum = new CRC32();

  @SuppressWarnings("InputStreamSlowMultibyteRead") // headers are short
  private final DataInputStream data =
      new DataInputStream(
          new InputStream() {
            @Override
            public int read() throws IOException {
              return nextByte();
            }
          });

  private int next;
  private boolean inMember;

  public GzipInput(InputStream in) {
    super(in, new Inflater(true), 1 << 16);
  }

  /// Whether `head` is how gzip data begins.
  public static boolean isGzip(byte[] head) {
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

  /// Frees what inflating needed; the opener of the compressed data closes it.
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
    if (first != MAGIC_1
        || data.readUnsignedByte() != MAGIC_2
        || data.readUnsignedByte() != DEFLATE) {
      throw new ZipException(InputWords.noGzipHeader());
    }
    int flags = data.readUnsignedByte();
    data.skipNBytes(6); // time, compression level and system
    if ((flags & EXTRA) != 0) {
      data.skipNBytes(data.readUnsignedByte() | data.readUnsignedByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      data.skipNBytes(2);
    }
    inMember = true;
    checksum.reset();
    inf.reset();
    inf.setInput(buf, next, len - next);
    return true;
  }

  private void end() throws IOException {
    next = len - inf.getRemaining();
    if (Integer.reverseBytes(data.readInt()) != (int) checksum.getValue()
        || Integer.reverseBytes(data.readInt()) != (int) inf.getBytesWritten()) {
      throw new ZipException(InputWords.wrongChecksum());
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

  private void skipText() throws IOException {
    while (data.readUnsignedByte() != 0) {
      // the text does not matter
    }
  }
}
