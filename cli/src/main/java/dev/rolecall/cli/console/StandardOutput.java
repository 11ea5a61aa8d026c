package dev.rolecall.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Standard output that ends the command when it cannot be written. A `PrintStream` would drop the
/// rest in silence.
public final class StandardOutput extends FilterOutputStream {

  public StandardOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int one) {
    try {
      out.write(one);
    } catch (IOException e) {
      throw new OutputFailure(e);
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    try {
      out.write(from, offset, length);
    } catch (IOException e) {
      throw new OutputFailure(e);
    }
  }
}
