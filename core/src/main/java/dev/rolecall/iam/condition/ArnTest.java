package dev.rolecall.iam.condition;

import dev.rolecall.denial.GapFact.UnexpectedValue.Format;
import dev.rolecall.denial.RequestContext;

/// `ArnEquals` and `ArnLike`, which behave alike.
record ArnTest(PolicyText value) implements ValueTest {

  private static final Truth UNREADABLE = ValueTest.doubt(true, Format.ARN);

  @Override
  public Truth test(String actual, RequestContext context) {
    return value.test(context, pattern -> compare(pattern, actual));
  }

  private static Truth compare(String pattern, String actual) {
    return ArnPattern.parts(pattern) < ArnPattern.PARTS
        ? UNREADABLE
        : Truth.of(ArnPattern.matches(pattern, actual));
  }
}
