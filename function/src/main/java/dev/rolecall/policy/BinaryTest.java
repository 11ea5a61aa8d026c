package dev.rolecall.policy;

import dev.rolecall.denial.RequestContext;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// `BinaryEquals`: both sides in Base64, compared byte by byte.
record BinaryTest(String value) implements ValueTest {

  static ValueTest of(String value) {
    return decode(value).isPresent()
        ? new BinaryTest(value)
        : ValueTest.unreadable(value, "Base64");
  }

  @Override
  public Truth test(String actual, RequestContext context) {
    Optional<byte[]> wanted = decode(value);
    return Truth.of(
        wanted.isPresent()
            && decode(actual).map(bytes -> Arrays.equals(bytes, wanted.get())).orElse(false));
  }

  private static Optional<byte[]> decode(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
