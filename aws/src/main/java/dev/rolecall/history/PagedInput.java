package dev.rolecall.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A text in pages, which are asked for as they are read.
public abstract class PagedInput extends InputStream {

  private ByteArrayInputStream page = new ByteArrayInputStream(new byte[0]);
  private boolean ended;

  /// The next page, which may be empty; nothing at the end. It is not asked for again then.
  ///
  /// @throws IOException when there is no answer; the message says why
  protected abstract Optional<String> next() throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] to, int offset, int length) throws IOException {
    while (page.available() == 0 && !ended) {
      Optional<String> next = next();
      ended = next.isEmpty();
      page = new ByteArrayInputStream(next.orElse("").getBytes(StandardCharsets.UTF_8));
    }
    return page.read(to, offset, length);
  }
}
