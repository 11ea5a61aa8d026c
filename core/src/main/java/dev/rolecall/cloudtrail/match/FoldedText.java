package dev.rolecall.cloudtrail.match;

/// A text, and the same with small letters in the places of ASCII's capital ones.
public record FoldedText(String text, String folded) {

  public static FoldedText of(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      char c = chars[i];
      if (c >= 'A' && c <= 'Z') {
        chars[i] = (char) (c | 0x20);
      }
    }
    return new FoldedText(text, new String(chars));
  }

  /// Whether a word, in small letters, stands between two places.
  public boolean has(String word, int from, int to) {
    return folded.indexOf(word, from, to) >= 0;
  }
}
