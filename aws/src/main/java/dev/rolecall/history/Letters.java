package dev.rolecall.history;

import java.util.Locale;

/// Names as they are compared: tables write `userIdentity`, `useridentity` and `user_identity`.
final class Letters {

  private Letters() {}

  /// Letters and digits, in lower case.
  static String of(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
