package dev.rolecall.cloudtrail.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words of a pattern that all its matches have.
final class FailureWords {

  private static final int SHORTEST = 3;

  private FailureWords() {}

  /// Words outside of groups and sets, in small letters. A character with a quantifier is not a
  /// part of one.
  static List<String> in(String pattern) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int end = end(pattern, i);
      if (c == '|' && depth == 0) {
        return List.of();
      }
      if (depth == 0 && (Character.isLetterOrDigit(c) || c == '_')) {
        word.append(c);
      } else {
        if ((c == '?' || c == '*' || c == '{') && !word.isEmpty()) {
          word.setLength(word.length() - 1);
        }
        take(word, words);
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      i = end;
    }
    take(word, words);
    return words;
  }

  /// Where something ends that is no word: an escape, a set, a number of times, a place for others.
  private static int end(String pattern, int at) {
    return switch (pattern.charAt(at)) {
      case '\\' -> at + 1;
      case '[' -> pattern.indexOf(']', at + 2);
      case '{' -> pattern.indexOf('}', at);
      case '<' -> pattern.startsWith("(?", at - 2) ? at : pattern.indexOf('>', at);
      default -> at;
    };
  }

  private static void take(StringBuilder word, List<String> words) {
    if (word.length() >= SHORTEST) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    word.setLength(0);
  }
}
