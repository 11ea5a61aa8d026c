package dev.rolecall.provider;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.IntPredicate;

/// Whether two patterns have a text in common.
///
/// A pattern is a row of codes: a character; [#ANY] for any text; `but(c)` for any text without the
/// character `c`; [#ONE] for any character.
final class PatternOverlap {

  static final int ANY = -1;
  static final int ONE = -2;
  private static final int BUT = -3;

  /// Longer patterns are not compared: the effort grows with the product of their lengths.
  private static final int MOST = 400_000;

  private final int[] one;
  private final int[] other;
  private final BitSet seen = new BitSet();
  private final Deque<Integer> open = new ArrayDeque<>();

  private PatternOverlap(int[] one, int[] other) {
    this.one = one;
    this.other = other;
  }

  /// Any text without `c`.
  static int but(char c) {
    return BUT - c;
  }

  /// A pattern of a policy.
  ///
  /// @param wildcards whether `*` and `?` are wildcards
  static int[] pattern(String text, boolean wildcards) {
    int[] codes = new int[text.length()];
    for (int i = 0; i < codes.length; i++) {
      char c = text.charAt(i);
      codes[i] = wildcards && c == '*' ? ANY : wildcards && c == '?' ? ONE : c;
    }
    return codes;
  }

  static boolean of(int[] one, int[] other) {
    return (long) one.length * other.length <= MOST && new PatternOverlap(one, other).found();
  }

  private boolean found() {
    visit(0, 0);
    while (!open.isEmpty()) {
      int state = open.pop();
      int i = state / (other.length + 1);
      int j = state % (other.length + 1);
      if (i == one.length && j == other.length) {
        return true;
      }
      step(i, j);
    }
    return false;
  }

  private void step(int i, int j) {
    if (i < one.length && isStar(one[i])) {
      visit(i + 1, j);
    }
    if (j < other.length && isStar(other[j])) {
      visit(i, j + 1);
    }
    if (i == one.length || j == other.length) {
      return;
    }
    int mine = one[i];
    int theirs = other[j];
    if (isStar(mine) && !isStar(theirs) && accepts(mine).test(theirs)) {
      visit(i, j + 1);
    } else if (isStar(theirs) && !isStar(mine) && accepts(theirs).test(mine)) {
      visit(i + 1, j);
    } else if (!isStar(mine)
        && !isStar(theirs)
        && (mine == theirs || mine == ONE || theirs == ONE)) {
      visit(i + 1, j + 1);
    }
  }

  private static IntPredicate accepts(int star) {
    return code -> star == ANY || code == ONE || code != BUT - star;
  }

  private static boolean isStar(int code) {
    return code == ANY || code <= BUT;
  }

  private void visit(int i, int j) {
    int state = i * (other.length + 1) + j;
    if (!seen.get(state)) {
      seen.set(state);
      open.push(state);
    }
  }
}
