package dev.rolecall.iam.condition;

import dev.rolecall.denial.RequestContext;
import java.util.Base64;
import java.util.Optional;

/// `BinaryEquals`: both sides in Base64, compared byte by byte.
///
/// @param value the bytes, in Base64 with padding
record BinaryTest(String value) implements ValueTest {

  private static final String EXPECTED = "Base64";

  static ValueTest of(String value) {
    return padded(value)
        .<ValueTest>map(BinaryTest::new)
        .orElseGet(() -> ValueTest.unreadable(EXPECTED));
  }

  @Override
  public Truth test(String actual, RequestContext context) {
    return padded(actual)
        .map(bytes -> Truth.of(bytes.equals(value)))
        .orElseGet(() -> ValueTest.incomparable(EXPECTED));
  }

  private static Optional<String> padded(String text) {
    try {
      return Optional.of(Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
