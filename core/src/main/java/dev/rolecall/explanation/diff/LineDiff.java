package dev.rolecall.explanation.diff;

import dev.rolecall.explanation.document.Block;
import java.util.ArrayList;
import java.util.List;

/// The difference of two documents, line by line. A comma that comes or goes at a line's end is no
/// difference.
public final class LineDiff {

  /// Lines shown around what changes.
  private static final int CONTEXT = 3;

  /// Pairs of lines that are compared at most; what is larger is shown as taken out and put in.
  private static final long MOST_PAIRS = 4_000_000;

  /// Lines shown of each side where they are too many to be compared.
  private static final int MOST_UNCOMPARED = 40;

  private final String[] before;
  private final String[] after;
  private final int start;
  private final int beforeEnd;
  private final int afterEnd;

  private LineDiff(String[] before, String[] after) {
    this.before = before;
    this.after = after;
    int shorter = Math.min(before.length, after.length);
    int first = 0;
    while (first < shorter && same(first, first)) {
      first++;
    }
    int last = 0;
    while (last < shorter - first && same(before.length - 1 - last, after.length - 1 - last)) {
      last++;
    }
    this.start = first;
    this.beforeEnd = before.length - last;
    this.afterEnd = after.length - last;
  }

  public static Block.Difference between(String before, String after) {
    return new Block.Difference(
        withContext(new LineDiff(before.split("\n", -1), after.split("\n", -1)).lines()));
  }

  private boolean same(int i, int j) {
    return withoutComma(before[i]).equals(withoutComma(after[j]));
  }

  private static String withoutComma(String line) {
    return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
  }

  /// Equal lines at both ends are no part of the comparison.
  private List<Block.Line> lines() {
    List<Block.Line> lines = new ArrayList<>();
    kept(0, start, lines);
    boolean bounded = (long) (beforeEnd - start) * (afterEnd - start) > MOST_PAIRS;
    if (bounded) {
      uncompared(before, beforeEnd, Block.Change.REMOVED, lines);
      uncompared(after, afterEnd, Block.Change.ADDED, lines);
    } else {
      compared(lines);
    }
    kept(afterEnd, after.length, lines);
    return lines;
  }

  private void kept(int from, int to, List<Block.Line> lines) {
    for (int j = from; j < to; j++) {
      lines.add(new Block.Line(Block.Change.KEPT, after[j]));
    }
  }

  private void uncompared(String[] document, int end, Block.Change change, List<Block.Line> lines) {
    int shown = Math.min(end, start + MOST_UNCOMPARED);
    for (int i = start; i < shown; i++) {
      lines.add(new Block.Line(change, document[i]));
    }
    if (shown < end) {
      lines.add(
          new Block.Line(
              change, "(" + (end - shown) + " more lines, too many to compare line by line)"));
    }
  }

  private void compared(List<Block.Line> lines) {
    int[][] common = common();
    int i = start;
    int j = start;
    while (i < beforeEnd || j < afterEnd) {
      if (i < beforeEnd && j < afterEnd && same(i, j)) {
        lines.add(new Block.Line(Block.Change.KEPT, after[j++]));
        i++;
      } else if (j == afterEnd
          || (i < beforeEnd
              && common[i + 1 - start][j - start] >= common[i - start][j + 1 - start])) {
        lines.add(new Block.Line(Block.Change.REMOVED, before[i++]));
      } else {
        lines.add(new Block.Line(Block.Change.ADDED, after[j++]));
      }
    }
  }

  /// The most lines that both sides have in common from each pair of lines on.
  private int[][] common() {
    int[][] common = new int[beforeEnd - start + 1][afterEnd - start + 1];
    for (int i = beforeEnd - start - 1; i >= 0; i--) {
      for (int j = afterEnd - start - 1; j >= 0; j--) {
        common[i][j] =
            same(start + i, start + j)
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static List<Block.Line> withContext(List<Block.Line> all) {
    List<Block.Line> shown = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (isNearChange(all, i)) {
        shown.add(all.get(i));
      } else if (shown.isEmpty() || shown.getLast().change() != Block.Change.SKIPPED) {
        shown.add(new Block.Line(Block.Change.SKIPPED, ""));
      }
    }
    return shown;
  }

  private static boolean isNearChange(List<Block.Line> all, int line) {
    int from = Math.max(0, line - CONTEXT);
    int to = Math.min(all.size(), line + CONTEXT + 1);
    return all.subList(from, to).stream().anyMatch(near -> near.change() != Block.Change.KEPT);
  }
}
