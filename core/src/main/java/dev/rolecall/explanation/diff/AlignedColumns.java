package dev.rolecall.explanation.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The columns of two aligned texts. Where they differ in several places close together, the whole
/// stretch is shown as different: a letter that happens to be in both words says nothing.
final class AlignedColumns {

  /// Equal columns between two differences, up to here, say nothing.
  private static final int BY_CHANCE = 3;

  private record Column(int one, int other, boolean equal) {
    boolean isInWord() {
      return Character.isLetterOrDigit(one) || Character.isLetterOrDigit(other);
    }

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
    int done = 0;
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).equal()) {
        int end = endOfStretch(all, i);
        boolean longer = end - i > BY_CHANCE;
        int from = longer ? restOfWord(all, i, -1, done) : i;
        int to = longer ? restOfWord(all, end - 1, 1, all.size() - 1) + 1 : end;
        all.subList(done, from).forEach(column -> add(column.one(), column.other(), false));
        stretch(all.subList(from, to));
        done = to;
        i = to - 1;
      }
    }
    all.subList(done, all.size()).forEach(column -> add(column.one(), column.other(), false));
    return new Alignment.Aligned(one.toString(), other.toString(), marks.toString(), cost);
  }

  /// The last column in this direction that belongs to the word which `edge` cuts, when only a
  /// letter or three are left of the word; else `edge`.
  private static int restOfWord(List<Column> all, int edge, int step, int limit) {
    if (!all.get(edge).isInWord()) {
      return edge;
    }
    int last = edge;
    while (last != limit && all.get(last + step).equal() && all.get(last + step).isInWord()) {
      last += step;
    }
    return Math.abs(last - edge) <= BY_CHANCE ? last : edge;
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
