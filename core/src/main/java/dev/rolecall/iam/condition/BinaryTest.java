package dev.rolecall.iam.condition;

import dev.rolecall.denial.GapFact.UnexpectedValue.Format;
import java.util.Base64;
import java.util.Optional;

/// `BinaryEquals`: both sides in Base64, compared byte by byte.
final class BinaryTest {

  private BinaryTest() {}

  static ValueTest of(String value) {
    return ValueTest.of(value, Format.BASE64, BinaryTest::padded, String::equals);
  }

  private static Optional<String> padded(String text) {
    try {
      return Optional.of(Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
