package dev.rolecall.policy;

/// Matching with `*` (any run of characters, also none) and `?` (any one character), the only wildcards of IAM.
///
/// A pattern is text in which the wildcards are the two private characters [#STAR] and [#QUESTION], so that a literal
/// star (`${*}`) and a wildcard can stand side by side. Time is linear in `pattern × text` at worst; nothing backtracks
/// further than to the last star.
public final class Glob {

  static final char STAR = '\uE000';
  static final char QUESTION = '\uE001';

  private Glob() {}

  /// Whether `text` matches `pattern`, in which every star and question mark is a wildcard.
  public static boolean matchesText(String pattern, String text) {
    return matches(wildcards(pattern), text);
  }

  /// `text` with its stars and question marks turned into wildcards.
  static String wildcards(String text) {
    return text.replace('*', STAR).replace('?', QUESTION);
  }

  static boolean hasWildcard(String pattern) {
    return pattern.indexOf(STAR) >= 0 || pattern.indexOf(QUESTION) >= 0;
  }

  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      char expected = p < pattern.length() ? pattern.charAt(p) : '\0';
      if (p < pattern.length() && expected == STAR) {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && (expected == QUESTION || expected == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == STAR) {
      p++;
    }
    return p == pattern.length();
  }
}
