package dev.rolecall.message;

import java.util.ArrayList;
import java.util.List;

/// The difference of two documents, line by line. A comma that comes or goes at a line's end is no
/// difference.
final class Differences {

  /// Lines shown around what changes.
  private static final int CONTEXT = 3;

  private final String[] before;
  private final String[] after;
  private final int[][] common;

  private Differences(String[] before, String[] after) {
    this.before = before;
    this.after = after;
    this.common = new int[before.length + 1][after.length + 1];
    for (int i = before.length - 1; i >= 0; i--) {
      for (int j = after.length - 1; j >= 0; j--) {
        common[i][j] =
            same(i, j) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
  }

  static Block.Difference between(String before, String after) {
    return new Block.Difference(
        withContext(new Differences(before.split("\n", -1), after.split("\n", -1)).lines()));
  }

  private boolean same(int i, int j) {
    return withoutComma(before[i]).equals(withoutComma(after[j]));
  }

  private static String withoutComma(String line) {
    return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
  }

  private List<Block.Line> lines() {
    List<Block.Line> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.length || j < after.length) {
      if (i < before.length && j < after.length && same(i, j)) {
        lines.add(new Block.Line(Block.Change.KEPT, after[j++]));
        i++;
      } else if (j == after.length || (i < before.length && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Block.Line(Block.Change.REMOVED, before[i++]));
      } else {
        lines.add(new Block.Line(Block.Change.ADDED, after[j++]));
      }
    }
    return lines;
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
