package dev.rolecall.report.page;

import java.util.ArrayList;
import java.util.List;

/// A long list of JSON values, packed in pieces of which the page unpacks those that it needs.
final class Chunks {

  /// Characters of one piece: it is unpacked in a few milliseconds.
  private static final int SIZE = 200_000;

  private final String name;
  private final List<GzipBase64> packed = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private int count;

  /// @param name begins the names of the pieces; ours
  Chunks(String name) {
    this.name = name;
  }

  /// Adds a value.
  ///
  /// @return its place in the list
  int add(String json) {
    if (open.isEmpty()) {
      starts.add(count);
    }
    open.append(open.isEmpty() ? '[' : ',').append(json);
    if (open.length() > SIZE) {
      close();
    }
    return count++;
  }

  private void close() {
    packed.add(GzipBase64.of(name + packed.size(), open.append(']').toString()));
    open.setLength(0);
  }

  /// All pieces; nothing can be added after.
  List<GzipBase64> packed() {
    if (!open.isEmpty()) {
      close();
    }
    return List.copyOf(packed);
  }

  /// The place of the first value of each piece.
  List<Integer> starts() {
    return List.copyOf(starts);
  }
}
