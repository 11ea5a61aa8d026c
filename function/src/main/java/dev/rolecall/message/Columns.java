package dev.rolecall.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The columns of two aligned texts. Where they differ in several places close together, the whole
/// stretch is shown as different: a letter that happens to be in both words says nothing.
final class Columns {

  /// Equal columns between two differences, up to here, say nothing.
  private static final int BY_CHANCE = 3;

  private record Column(int one, int other, boolean equal) {
    boolean caseOnly() {
      return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
  }

  private final Deque<Column> columns = new ArrayDeque<>();
  private final StringBuilder one = new StringBuilder();
  private final StringBuilder other = new StringBuilder();
  private final StringBuilder marks = new StringBuilder();

  void prepend(int upper, int lower, boolean equal) {
    columns.addFirst(new Column(upper, lower, equal));
  }

  Alignment.Aligned aligned(int cost) {
    List<Column> all = new ArrayList<>(columns);
    int i = 0;
    while (i < all.size()) {
      if (all.get(i).equal()) {
        add(all.get(i).one(), all.get(i).other(), false);
        i++;
      } else {
        int end = endOfStretch(all, i);
        stretch(all.subList(i, end));
        i = end;
      }
    }
    return new Alignment.Aligned(one.toString(), other.toString(), marks.toString(), cost);
  }

  private static int endOfStretch(List<Column> all, int start) {
    int end = start + 1;
    for (int i = end; i < all.size() && i - end <= BY_CHANCE; i++) {
      if (!all.get(i).equal()) {
        end = i + 1;
      }
    }
    return end;
  }

  private void stretch(List<Column> stretch) {
    if (stretch.stream().allMatch(Column::caseOnly)) {
      stretch.forEach(column -> add(column.one(), column.other(), !column.equal()));
      return;
    }
    int[] upper = without(stretch.stream().mapToInt(Column::one).toArray());
    int[] lower = without(stretch.stream().mapToInt(Column::other).toArray());
    for (int i = 0; i < Math.max(upper.length, lower.length); i++) {
      add(
          i < upper.length ? upper[i] : Alignment.FILLER,
          i < lower.length ? lower[i] : Alignment.FILLER,
          true);
    }
  }

  private static int[] without(int[] filled) {
    return java.util.Arrays.stream(filled).filter(c -> c != Alignment.FILLER).toArray();
  }

  private void add(int upper, int lower, boolean marked) {
    one.appendCodePoint(upper);
    other.appendCodePoint(lower);
    marks.append(marked ? '^' : ' ');
  }
}
