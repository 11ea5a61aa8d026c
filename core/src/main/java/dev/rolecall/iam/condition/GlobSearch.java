package dev.rolecall.iam.condition;

import java.util.HashMap;
import java.util.Map;

/// Finds what stands between the stars of a pattern, part after part, each as early as it can
/// stand.
///
/// Letters are compared one by one as long as that goes quickly, as it does for all but made-up
/// texts. From then on all places at which a part may have begun are kept in the bits of a number,
/// 64 at a time ([Shift-And](https://doi.org/10.1145/135239.135243)): no letter of the text is read
/// twice.
final class GlobSearch {

  /// Letters that are compared one by one, for each letter of the text.
  private static final int EASY = 8;

  private final String pattern;
  private final String text;
  private final int end;
  private int left;

  /// @param end where the search in `text` ends
  GlobSearch(String pattern, String text, int end) {
    this.pattern = pattern;
    this.text = text;
    this.end = end;
    this.left = EASY * text.length();
  }

  /// Whether all parts between stars that stand in `pattern` from `from` to `to` follow one another
  /// in the text from `at` on.
  boolean findsAll(int from, int to, int at) {
    int part = from;
    int place = at;
    while (part < to) {
      int star = pattern.indexOf(Glob.STAR, part, to);
      int partEnd = star < 0 ? to : star;
      if (partEnd > part) {
        place = find(part, partEnd, place);
        if (place < 0) {
          return false;
        }
      }
      part = partEnd + 1;
    }
    return true;
  }

  /// Where the first occurrence of a part ends; negative when there is none. Only where its last
  /// letter stands can it stand.
  private int find(int from, int to, int at) {
    int length = to - from;
    int known = length - 1;
    while (known >= 0 && pattern.charAt(from + known) == Glob.QUESTION) {
      known--;
    }
    if (known < 0) {
      return at + length <= end ? at + length : -1;
    }
    int last = end - length;
    for (int place = at; place <= last; place++) {
      place = text.indexOf(pattern.charAt(from + known), place + known, last + known + 1) - known;
      if (place < at) {
        return -1;
      }
      int same = 0;
      while (same < length && Glob.fits(pattern.charAt(from + same), text.charAt(place + same))) {
        same++;
      }
      if (same == length) {
        return place + length;
      }
      left -= same;
      if (left < 0) {
        return findAtOnce(from, to, place + 1);
      }
    }
    return -1;
  }

  /// The same, each letter of the text being read once.
  private int findAtOnce(int from, int to, int at) {
    int words = (to - from + Long.SIZE - 1) / Long.SIZE;
    long[] anyLetter = new long[words];
    Map<Character, long[]> places = new HashMap<>();
    for (int i = from; i < to; i++) {
      char letter = pattern.charAt(i);
      set(
          letter == Glob.QUESTION
              ? anyLetter
              : places.computeIfAbsent(letter, _ -> new long[words]),
          i - from);
    }
    long last = 1L << (to - from - 1);
    long[] begun = new long[words];
    for (int place = at; place < end; place++) {
      long[] here = places.getOrDefault(text.charAt(place), anyLetter);
      long carry = 1;
      for (int word = 0; word < words; word++) {
        long next = begun[word] << 1 | carry;
        carry = begun[word] >>> (Long.SIZE - 1);
        begun[word] = next & (here[word] | anyLetter[word]);
      }
      if ((begun[words - 1] & last) != 0) {
        return place + 1;
      }
    }
    return -1;
  }

  private static void set(long[] bits, int place) {
    bits[place / Long.SIZE] |= 1L << place;
  }
}
