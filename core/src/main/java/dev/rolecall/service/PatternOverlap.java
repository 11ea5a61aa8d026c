package dev.rolecall.service;

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

  private static final int END = Integer.MAX_VALUE;

  private PatternOverlap() {}

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
    return areComparable(one, other) && overlap(one, other);
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

  /// Whether the rests of both have a text in common, from the ends of both to their starts.
  private static boolean overlap(int[] one, int[] other) {
    boolean[] below = new boolean[other.length + 2];
    for (int i = one.length; i >= 0; i--) {
      boolean[] row = new boolean[other.length + 2];
      int mine = i == one.length ? END : one[i];
      for (int j = other.length; j >= 0; j--) {
        int theirs = j == other.length ? END : other[j];
        row[j] =
            (mine == END && theirs == END)
                || (isStar(mine) && (below[j] || (accepts(mine, theirs) && row[j + 1])))
                || (isStar(theirs) && (row[j + 1] || (accepts(theirs, mine) && below[j])))
                || ((mine == theirs || mine == ONE || theirs == ONE) && below[j + 1]);
      }
      below = row;
    }
    return below[0];
  }

  private static boolean accepts(int star, int code) {
    return star == ANY || code == ONE || code != BUT - star;
  }

  private static boolean isStar(int code) {
    return code == ANY || code <= BUT;
  }
}
