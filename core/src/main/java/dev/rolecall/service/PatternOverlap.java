package dev.rolecall.service;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.stream.IntStream;

/// Whether two patterns have a text in common.
///
/// A pattern is a row of codes: a character; [#ANY] for any text; `but(c)` for any text without the
/// character `c`; [#ONE] for any character.
public final class PatternOverlap {

  public static final int ANY = -1;
  public static final int ONE = -2;
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
  public static int but(char c) {
    return BUT - c;
  }

  /// A pattern of a policy.
  ///
  /// @param wildcards whether `*` and `?` are wildcards
  public static int[] pattern(String text, boolean wildcards) {
    int[] codes = new int[text.length()];
    for (int i = 0; i < codes.length; i++) {
      char c = text.charAt(i);
      codes[i] = wildcards && c == '*' ? ANY : wildcards && c == '?' ? ONE : c;
    }
    return codes;
  }

  /// Whether they do; patterns that are too long to be compared do not.
  public static boolean of(int[] one, int[] other) {
    return areComparable(one, other) && new PatternOverlap(one, other).found();
  }

  /// Whether two patterns of ARNs do: each of their six parts by itself, where both have them. What
  /// is too long to be compared is taken to overlap: this only ranks and advises.
  static boolean ofArns(String one, String other) {
    String[] ones = one.split(":", 6);
    String[] others = other.split(":", 6);
    return (ones.length < 6 || others.length < 6)
        ? mayOverlap(one, other)
        : IntStream.range(0, 6).allMatch(i -> mayOverlap(ones[i], others[i]));
  }

  static boolean mayOverlap(String one, String other) {
    int[] mine = pattern(one, true);
    int[] theirs = pattern(other, true);
    return !areComparable(mine, theirs) || of(mine, theirs);
  }

  private static boolean areComparable(int[] one, int[] other) {
    return (long) one.length * other.length <= MOST;
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
    if (isStar(mine)) {
      if (!isStar(theirs) && accepts(mine, theirs)) {
        visit(i, j + 1);
      }
    } else if (isStar(theirs)) {
      if (accepts(theirs, mine)) {
        visit(i + 1, j);
      }
    } else if (mine == theirs || mine == ONE || theirs == ONE) {
      visit(i + 1, j + 1);
    }
  }

  private static boolean accepts(int star, int code) {
    return star == ANY || code == ONE || code != BUT - star;
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
