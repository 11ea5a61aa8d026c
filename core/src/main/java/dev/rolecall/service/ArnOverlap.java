package dev.rolecall.service;

/// Whether two patterns with `*` and `?` have a text in common.
final class ArnOverlap {

  /// Longer patterns are taken to overlap: this only ranks and advises.
  private static final int LONGEST = 512;

  private ArnOverlap() {}

  /// The same for ARNs: each of their six parts by itself, where both have them.
  static boolean ofArns(String one, String other) {
    String[] ones = one.split(":", 6);
    String[] others = other.split(":", 6);
    if (ones.length < 6 || others.length < 6) {
      return of(one, other);
    }
    for (int i = 0; i < 6; i++) {
      if (!of(ones[i], others[i])) {
        return false;
      }
    }
    return true;
  }

  static boolean of(String one, String other) {
    if (one.length() > LONGEST || other.length() > LONGEST) {
      return true;
    }
    boolean[] row = new boolean[other.length() + 1];
    row[0] = true;
    for (int j = 1; j <= other.length(); j++) {
      row[j] = row[j - 1] && other.charAt(j - 1) == '*';
    }
    for (int i = 1; i <= one.length(); i++) {
      row = next(row, one.charAt(i - 1), other);
    }
    return row[other.length()];
  }

  /// What can be matched of `other` once `letter` of the first pattern was taken.
  private static boolean[] next(boolean[] before, char letter, String other) {
    boolean[] row = new boolean[before.length];
    row[0] = letter == '*' && before[0];
    for (int j = 1; j < row.length; j++) {
      char its = other.charAt(j - 1);
      boolean wild = letter == '*' || its == '*';
      boolean same = letter == its || letter == '?' || its == '?';
      row[j] = wild ? before[j] || row[j - 1] || before[j - 1] : same && before[j - 1];
    }
    return row;
  }
}
