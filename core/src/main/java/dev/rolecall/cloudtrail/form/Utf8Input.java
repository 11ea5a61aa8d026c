package dev.rolecall.cloudtrail.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// A text of another encoding in UTF-8. What is not valid becomes a replacement character.
public final class Utf8Input extends InputStream {

  private final Reader text;
  private final char[] characters = new char[1 << 13];
  private byte[] bytes = new byte[0];
  private int next;

  /// @param charset how `in` is encoded; a byte order mark at the beginning is left out
  public Utf8Input(InputStream in, Charset charset) {
    this.text = new InputStreamReader(in, charset);
  }

  @Override
  public int read() throws IOException {
    return next < bytes.length || fill() ? bytes[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (next == bytes.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - next);
    System.arraycopy(bytes, next, to, offset, count);
    next += count;
    return count;
  }

  private boolean fill() throws IOException {
    int count = text.read(characters, 0, characters.length - 1);
    if (count < 0) {
      return false;
    }
    if (Character.isHighSurrogate(characters[count - 1])) {
      int second = text.read();
      if (second >= 0) {
        characters[count++] = (char) second;
      }
    }
    String part = new String(characters, 0, count);
    bytes = part.replace("\ufeff", "").getBytes(StandardCharsets.UTF_8);
    next = 0;
    return bytes.length > 0 || fill();
  }

  /// Whoever opened the text closes it.
  @Override
  public void close() {}
}
