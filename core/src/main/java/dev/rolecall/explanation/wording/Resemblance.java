package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.explanation.document.RichSentence;
import java.util.List;
import java.util.Locale;

/// How two external IDs resemble each other, without showing either.
final class Resemblance {

  private Resemblance() {}

  /// What makes the value that was sent look like one that is wanted; no words when nothing does.
  static RichSentence of(List<String> wanted, List<String> sent) {
    for (String one : wanted) {
      for (String other : sent) {
        if (one.strip().equals(other.strip())) {
          return words(", which differs only in leading or trailing spaces");
        }
        if (lower(one).equals(lower(other))) {
          return words(", which differs only in letter case");
        }
      }
    }
    return words("");
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
