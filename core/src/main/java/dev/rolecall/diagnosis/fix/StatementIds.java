package dev.rolecall.diagnosis.fix;

/// Statement ids: letters and digits only.
final class StatementIds {

  private StatementIds() {}

  /// `prefix` and the letters and digits of `name`, each of its words with a capital.
  static String of(String prefix, String name) {
    StringBuilder sid = new StringBuilder(prefix);
    boolean start = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c < 128 && Character.isLetterOrDigit(c);
      if (plain) {
        sid.append(start ? Character.toUpperCase(c) : c);
      }
      start = !plain;
    }
    return sid.toString();
  }
}
