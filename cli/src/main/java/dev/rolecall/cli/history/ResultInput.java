package dev.rolecall.cli.history;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A result that is read over a network.
final class ResultInput extends FilterInputStream {

  private final Runnable broken;

  /// @param broken runs when it cannot be read to its end
  ResultInput(InputStream in, Runnable broken) {
    super(in);
    this.broken = broken;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      broken.run();
      throw e;
    }
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    try {
      return super.read(to, offset, length);
    } catch (IOException e) {
      broken.run();
      throw e;
    }
  }
}
