package dev.rolecall.cloudtrail.form;

import dev.rolecall.cloudtrail.record.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows of a table of separated values, one after the other: cells in quotes may hold
/// separators, line breaks and doubled quotes. [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)
///
/// Cells stay bytes: most rows are looked at and not read.
public final class TableRows {

  private final InputStream in;
  private final byte separator;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int limit;
  private byte[] row = new byte[1 << 12];
  private int[] ends = new int[32];
  private int length;
  private int cells;
  private boolean last;

  public TableRows(InputStream in, char separator) {
    this.in = in;
    this.separator = (byte) separator;
  }

  /// The cells of one line.
  static List<String> split(String line, char separator) {
    TableRows rows =
        new TableRows(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), separator);
    List<String> cells = new ArrayList<>();
    try {
      if (rows.next()) {
        for (int i = 0; i < rows.size(); i++) {
          cells.add(rows.text(i).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cells;
  }

  /// Goes to the next row that is not empty; false at the end.
  ///
  /// @throws BoundedInput.TooLarge when the row is too large to be one
  public boolean next() throws IOException {
    while (!last) {
      read();
      if (cells > 1 || length > 0) {
        return true;
      }
    }
    return false;
  }

  private void read() throws IOException {
    length = 0;
    cells = 0;
    boolean quoted = false;
    boolean start = true;
    for (int c = get(); ; c = get()) {
      if (quoted) {
        if (c < 0) {
          end();
          last = true;
          return;
        }
        if (c != '"') {
          put(c);
          putToQuote();
          continue;
        }
        c = get();
        if (c == '"') {
          put(c);
          continue;
        }
        quoted = false;
      }
      if (c == '"' && start) {
        quoted = true;
        start = false;
      } else if (c == separator) {
        end();
        start = true;
      } else if (c == '\n' || c < 0) {
        if (length > 0 && row[length - 1] == '\r' && length > from(cells)) {
          length--;
        }
        end();
        last = c < 0;
        return;
      } else {
        put(c);
        start = false;
      }
    }
  }

  private void end() {
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    ends[cells++] = length;
  }

  private void put(int c) throws IOException {
    makeRoom(1);
    row[length++] = (byte) c;
  }

  /// Takes what is at hand of a cell in quotes, up to the next quote.
  private void putToQuote() throws IOException {
    int end = next;
    while (end < limit && buffer[end] != '"') {
      end++;
    }
    makeRoom(end - next);
    System.arraycopy(buffer, next, row, length, end - next);
    length += end - next;
    next = end;
  }

  private void makeRoom(int more) throws IOException {
    if (length + more > row.length) {
      if (length > StrictJson.MAX_BYTES) {
        throw new BoundedInput.TooLarge();
      }
      row = Arrays.copyOf(row, Math.max(2 * row.length, length + more));
    }
  }

  private int get() throws IOException {
    if (next == limit) {
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      next = 0;
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[next++] & 0xff;
  }

  /// How many cells the row has.
  public int size() {
    return cells;
  }

  private int from(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  public String text(int cell) {
    return new String(row, from(cell), ends[cell] - from(cell), StandardCharsets.UTF_8);
  }

  public byte[] bytes(int cell) {
    return Arrays.copyOfRange(row, from(cell), ends[cell]);
  }

  /// Whether a cell begins with one of these bytes.
  public boolean beginsWith(int cell, String bytes) {
    return ends[cell] > from(cell) && bytes.indexOf(row[from(cell)]) >= 0;
  }

  /// How long a cell is, in bytes.
  public int length(int cell) {
    return ends[cell] - from(cell);
  }

  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      texts.add(text(i));
    }
    return texts;
  }
}
