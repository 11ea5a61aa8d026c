package dev.rolecall.iam.condition;

import dev.rolecall.denial.GapFact.UnexpectedValue.Format;
import java.util.Locale;
import java.util.Optional;

/// `Bool` and `Null`.
final class BoolTest {

  private BoolTest() {}

  static ValueTest of(String value) {
    return ValueTest.of(value, Format.BOOLEAN, BoolTest::bool, Boolean::equals);
  }

  private static Optional<Boolean> bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
