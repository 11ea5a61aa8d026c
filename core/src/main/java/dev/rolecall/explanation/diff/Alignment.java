package dev.rolecall.explanation.diff;

import java.util.Arrays;

/// Aligns two texts character by character, as one would by hand: few and long gaps, letters that
/// differ only in case below each other. Gotoh's algorithm, with one more state for wildcards,
/// which take in any text.
public final class Alignment {

  /// Longer texts are not compared; the effort grows with the product of their lengths.
  public static final int LONGEST = 600;

  static final char FILLER = '·';
  private static final int NEVER = Integer.MAX_VALUE / 2;
  private static final int OTHER_LETTER = 2;
  private static final int OTHER_CASE = 1;
  private static final int OTHER_DIGIT = 1;
  private static final int GAP = 7;
  private static final int LONGER_GAP = 1;

  /// Little, but something: else a wildcard would take in what has its own counterpart.
  private static final int TAKEN_IN = 1;

  /// A character of each.
  private static final int BOTH = 0;

  /// A character that only the first has.
  private static final int ONE = 1;

  /// A character that only the other has.
  private static final int OTHER = 2;

  /// A character of the other, taken in by a wildcard.
  private static final int WILD = 3;

  private static final int STATES = 4;

  private final int[] one;
  private final int[] other;
  private final boolean wildcards;
  private final int[][] cost;
  private final byte[][] from;

  private Alignment(String one, String other, boolean wildcards) {
    this.one = one.codePoints().toArray();
    this.other = other.codePoints().toArray();
    this.wildcards = wildcards;
    int cells = (this.one.length + 1) * (this.other.length + 1);
    this.cost = new int[STATES][cells];
    this.from = new byte[STATES][cells];
    fill();
  }

  /// Both texts, filled up to one length.
  ///
  /// @param marks `^` under what differs, else blanks
  /// @param cost grows with the difference
  public record Aligned(String one, String other, String marks, int cost) {}

  /// Aligns two texts.
  ///
  /// @param wildcards whether `*` and `?` in the first text stand for anything
  public static Aligned of(String one, String other, boolean wildcards) {
    return new Alignment(one, other, wildcards).trace();
  }

  private void fill() {
    for (int[] row : cost) {
      Arrays.fill(row, NEVER);
    }
    cost[BOTH][0] = 0;
    for (int i = 0; i <= one.length; i++) {
      for (int j = 0; j <= other.length; j++) {
        if (i > 0 && j > 0) {
          enter(BOTH, i, j, at(i - 1, j - 1), pair(i, j), pair(i, j));
        }
        if (i > 0) {
          boolean free = isStar(i);
          enter(ONE, i, j, at(i - 1, j), free ? 0 : GAP, free ? 0 : LONGER_GAP);
        }
        if (j > 0) {
          enter(OTHER, i, j, at(i, j - 1), GAP, LONGER_GAP);
        }
        if (j > 0 && i > 0 && isStar(i)) {
          enter(WILD, i, j, at(i, j - 1), TAKEN_IN, TAKEN_IN);
        }
      }
    }
  }

  private int at(int i, int j) {
    return i * (other.length + 1) + j;
  }

  private boolean isStar(int i) {
    return wildcards && one[i - 1] == '*';
  }

  private int pair(int i, int j) {
    int wanted = one[i - 1];
    int sent = other[j - 1];
    if (wanted == sent || isStar(i) || (wildcards && wanted == '?')) {
      return 0;
    }
    if (Character.isDigit(wanted) && Character.isDigit(sent)) {
      return OTHER_DIGIT;
    }
    return Character.toLowerCase(wanted) == Character.toLowerCase(sent) ? OTHER_CASE : OTHER_LETTER;
  }

  private void enter(int state, int i, int j, int before, int open, int extend) {
    int cell = at(i, j);
    for (int previous = 0; previous < STATES; previous++) {
      int sum = cost[previous][before] + (previous == state ? extend : open);
      if (sum < cost[state][cell]) {
        cost[state][cell] = sum;
        from[state][cell] = (byte) previous;
      }
    }
  }

  private Aligned trace() {
    int i = one.length;
    int j = other.length;
    int state = BOTH;
    for (int candidate = 0; candidate < STATES; candidate++) {
      if (cost[candidate][at(i, j)] < cost[state][at(i, j)]) {
        state = candidate;
      }
    }
    int total = cost[state][at(i, j)];
    AlignedColumns alignedColumns = new AlignedColumns();
    while (i > 0 || j > 0) {
      int previous = from[state][at(i, j)];
      boolean ofOne = state == BOTH || state == ONE;
      boolean ofOther = state != ONE;
      boolean equal = state == WILD || (ofOne && isStar(i)) || (state == BOTH && pair(i, j) == 0);
      alignedColumns.prepend(ofOne ? one[i - 1] : FILLER, ofOther ? other[j - 1] : FILLER, equal);
      i -= ofOne ? 1 : 0;
      j -= ofOther ? 1 : 0;
      state = previous;
    }
    return alignedColumns.aligned(total);
  }
}
