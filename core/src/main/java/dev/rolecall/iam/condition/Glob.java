package dev.rolecall.iam.condition;

/// Matching with `*` (any run of characters, also none) and `?` (any one character), the only
/// wildcards of IAM.
///
/// A pattern is text in which the wildcards are the two private characters [#STAR] and [#QUESTION],
/// so that a literal star (`${*}`) and a wildcard can stand side by side. Time is at worst
/// proportional to `pattern × text`; nothing backtracks further than to the last star.
public final class Glob {

  public static final char STAR = '\uE000';
  static final char QUESTION = '\uE001';

  private Glob() {}

  /// Whether `text` matches `pattern`, in which every star and question mark is a wildcard.
  public static boolean matchesText(String pattern, String text) {
    return matches(wildcards(pattern), text);
  }

  /// `text` with its stars and question marks turned into wildcards.
  public static String wildcards(String text) {
    return text.replace('*', STAR).replace('?', QUESTION);
  }

  /// Whether `pattern` has a wildcard, or a text from outside one of the two characters that stand
  /// for them here.
  public static boolean hasWildcard(String pattern) {
    return pattern.indexOf(STAR) >= 0 || pattern.indexOf(QUESTION) >= 0;
  }

  public static boolean matches(String pattern, String text) {
    return matches(pattern, 0, pattern.length(), text, 0, text.length());
  }

  /// Matches a part of `pattern` with a part of `text`, their ends excluded.
  static boolean matches(
      String pattern, int patternStart, int patternEnd, String text, int textStart, int textEnd) {
    int p = patternStart;
    int t = textStart;
    int afterStar = -1;
    int resume = 0;
    while (t < textEnd) {
      if (p < patternEnd && pattern.charAt(p) == STAR) {
        afterStar = ++p;
        resume = t;
      } else if (p < patternEnd && fits(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (afterStar >= 0) {
        p = afterStar;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < patternEnd && pattern.charAt(p) == STAR) {
      p++;
    }
    return p == patternEnd;
  }

  private static boolean fits(char expected, char actual) {
    return expected == QUESTION || expected == actual;
  }
}
