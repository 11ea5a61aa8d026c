package dev.rolecall.iam.condition;

/// Matching with `*` (any run of characters, also none) and `?` (any one character), the only
/// wildcards of IAM.
///
/// A pattern is text in which the wildcards are the two private characters [#STAR] and [#QUESTION],
/// so that a literal star (`${*}`) and a wildcard can stand side by side. Time is proportional to
/// the length of the pattern and that of the text, whatever they are ([GlobSearch]).
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
    int star = pattern.indexOf(STAR, patternStart, patternEnd);
    if (star < 0) {
      return patternEnd - patternStart == textEnd - textStart
          && fits(pattern, patternStart, patternEnd, text, textStart);
    }
    int lastStar = pattern.lastIndexOf(STAR, patternEnd - 1);
    int before = star - patternStart;
    int behind = patternEnd - lastStar - 1;
    return before + behind <= textEnd - textStart
        && fits(pattern, patternStart, star, text, textStart)
        && fits(pattern, lastStar + 1, patternEnd, text, textEnd - behind)
        && new GlobSearch(pattern, text, textEnd - behind)
            .findsAll(star + 1, lastStar, textStart + before);
  }

  /// Whether a part of `pattern` without a star fits `text` at one place.
  static boolean fits(String pattern, int from, int to, String text, int at) {
    for (int i = from; i < to; i++) {
      if (!fits(pattern.charAt(i), text.charAt(at + i - from))) {
        return false;
      }
    }
    return true;
  }

  static boolean fits(char expected, char actual) {
    return expected == QUESTION || expected == actual;
  }
}
