package dev.rolecall.iam.condition;

import dev.rolecall.denial.RequestContext;

/// `Bool` and `Null`.
record BoolTest(boolean value) implements ValueTest {

  private static final String EXPECTED = "`true` or `false`";

  static ValueTest of(String value) {
    return isBool(value) ? new BoolTest(isTrue(value)) : ValueTest.unreadable(EXPECTED);
  }

  @Override
  public Truth test(String actual, RequestContext context) {
    return isBool(actual) ? Truth.of(isTrue(actual) == value) : ValueTest.incomparable(EXPECTED);
  }

  private static boolean isBool(String text) {
    return isTrue(text) || text.equalsIgnoreCase("false");
  }

  private static boolean isTrue(String text) {
    return text.equalsIgnoreCase("true");
  }
}
