package dev.rolecall.explanation.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Block.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The difference of two documents, line by line. A comma that comes or goes at a line's end is no
/// difference.
public final class LineDiff {

  /// Lines shown around what changes.
  private static final int CONTEXT = 3;

  /// Pairs of lines that are compared at most; what is larger is shown as taken out and put in.
  private static final long MOST_PAIRS = 4_000_000;

  /// Lines shown of each side where they are too many to be compared.
  private static final int MOST_UNCOMPARED = 40;

  private final List<Block.Line> lines = new ArrayList<>();

  private LineDiff(List<String> before, List<String> after) {
    int start = equal(before, after);
    List<String> old = before.subList(start, before.size());
    List<String> now = after.subList(start, after.size());
    int end = equal(old.reversed(), now.reversed());
    add(Change.KEPT, after.subList(0, start));
    compare(old.subList(0, old.size() - end), now.subList(0, now.size() - end));
    add(Change.KEPT, now.subList(now.size() - end, now.size()));
  }

  public static Block.Difference between(String before, String after) {
    return new Block.Difference(
        new LineDiff(List.of(before.split("\n", -1)), List.of(after.split("\n", -1)))
            .withContext());
  }

  /// How many lines at the beginning are the same: they are no part of the comparison.
  private static int equal(List<String> before, List<String> after) {
    int shorter = Math.min(before.size(), after.size());
    return IntStream.range(0, shorter)
        .filter(i -> !same(before.get(i), after.get(i)))
        .findFirst()
        .orElse(shorter);
  }

  private static boolean same(String before, String after) {
    return withoutComma(before).equals(withoutComma(after));
  }

  private static String withoutComma(String line) {
    return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
  }

  private void add(Change change, List<String> texts) {
    texts.forEach(text -> lines.add(new Block.Line(change, text)));
  }

  private void compare(List<String> before, List<String> after) {
    if ((long) before.size() * after.size() > MOST_PAIRS) {
      uncompared(Change.REMOVED, before);
      uncompared(Change.ADDED, after);
      return;
    }
    for (AbstractDelta<String> delta :
        DiffUtils.diff(before, after, new MyersDiff<>(LineDiff::same), null, true).getDeltas()) {
      boolean kept = delta.getType() == DeltaType.EQUAL;
      add(Change.REMOVED, kept ? List.of() : delta.getSource().getLines());
      add(kept ? Change.KEPT : Change.ADDED, delta.getTarget().getLines());
    }
  }

  private void uncompared(Change change, List<String> texts) {
    int shown = Math.min(texts.size(), MOST_UNCOMPARED);
    add(change, texts.subList(0, shown));
    if (shown < texts.size()) {
      lines.add(
          new Block.Line(
              change,
              "(%d more lines, too many to compare line by line)".formatted(texts.size() - shown)));
    }
  }

  private List<Block.Line> withContext() {
    List<Block.Line> shown = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (isNearChange(i)) {
        shown.add(lines.get(i));
      } else if (shown.isEmpty() || shown.getLast().change() != Change.SKIPPED) {
        shown.add(new Block.Line(Change.SKIPPED, ""));
      }
    }
    return shown;
  }

  private boolean isNearChange(int line) {
    return lines
        .subList(Math.max(0, line - CONTEXT), Math.min(lines.size(), line + CONTEXT + 1))
        .stream()
        .anyMatch(near -> near.change() != Change.KEPT);
  }
}
