package dev.rolecall.policy;

import dev.rolecall.denial.RequestContext;

/// `StringEquals`, `StringEqualsIgnoreCase` and `StringLike`.
record StringTest(PolicyText value, boolean ignoreCase) implements ValueTest {

  @Override
  public Truth test(String actual, RequestContext context) {
    return value.test(
        context,
        expected ->
            Truth.of(
                ignoreCase ? expected.equalsIgnoreCase(actual) : Glob.matches(expected, actual)));
  }

  @Override
  public boolean matchesEverything() {
    return value.isConstant() && value.constant().equals(String.valueOf(Glob.STAR));
  }
}
