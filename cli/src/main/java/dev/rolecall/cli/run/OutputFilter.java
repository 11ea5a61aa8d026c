package dev.rolecall.cli.run;

import dev.rolecall.cloudtrail.text.ErrorText;
import java.nio.charset.StandardCharsets;

/// Leaves out what is far from any sign of an error: most of what commands write, which would take
/// long to be read line by line.
final class OutputFilter {

  /// An error is told within two of them, and what it belongs to.
  private static final int BLOCK = 1 << 15;

  /// What a block repeats of the one before, for signs that begin there.
  private static final int OVERLAP = 64;

  private static final byte[] GAP = {'\n'};

  private final OutputQueue to;
  private byte[] before = {};
  private byte[] block = new byte[OVERLAP + BLOCK];
  private byte[] spare = new byte[OVERLAP + BLOCK];
  private int filled = OVERLAP;
  private boolean next;
  private boolean gap;
  private boolean ended;

  OutputFilter(OutputQueue to) {
    this.to = to;
  }

  /// Takes what follows.
  synchronized void add(byte[] bytes, int count) throws InterruptedException {
    int done = 0;
    while (done < count && !ended) {
      int part = Math.min(count - done, block.length - filled);
      System.arraycopy(bytes, done, block, filled, part);
      filled += part;
      done += part;
      if (filled == block.length) {
        complete();
      }
    }
  }

  /// Ends it; nothing is taken any more.
  synchronized void end() throws InterruptedException {
    if (!ended) {
      complete();
      ended = true;
      to.end();
    }
  }

  private void complete() throws InterruptedException {
    boolean sign =
        ErrorText.mayHoldError(new String(block, 0, filled, StandardCharsets.ISO_8859_1));
    byte[] following = spare;
    System.arraycopy(block, filled - OVERLAP, following, 0, OVERLAP);
    if (sign || next) {
      if (before.length > 0) {
        if (gap) {
          to.add(GAP, 0, GAP.length);
          gap = false;
        }
        to.add(before, OVERLAP, before.length);
        before = new byte[0];
      }
      to.add(block, OVERLAP, filled);
      spare = block;
    } else {
      gap |= before.length > 0;
      spare = before.length > 0 ? before : new byte[block.length];
      before = block;
    }
    next = sign;
    block = following;
    filled = OVERLAP;
  }
}
