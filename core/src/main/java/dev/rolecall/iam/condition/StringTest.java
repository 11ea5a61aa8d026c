package dev.rolecall.iam.condition;

import dev.rolecall.denial.RequestContext;

/// `StringEquals`, `StringEqualsIgnoreCase` and `StringLike`.
record StringTest(PolicyText value, Match match) implements ValueTest {

  /// How the texts are compared.
  enum Match {
    EQUAL,
    EQUAL_IGNORING_CASE,
    LIKE
  }

  @Override
  public Truth test(String actual, RequestContext context) {
    return value.test(context, expected -> Truth.of(matches(expected, actual)));
  }

  private boolean matches(String expected, String actual) {
    return switch (match) {
      case EQUAL -> expected.equals(actual);
      case EQUAL_IGNORING_CASE -> expected.equalsIgnoreCase(actual);
      case LIKE -> Glob.matches(expected, actual);
    };
  }

  @Override
  public boolean matchesEverything() {
    return match == Match.LIKE
        && value.constant().filter(String.valueOf(Glob.STAR)::equals).isPresent();
  }
}
