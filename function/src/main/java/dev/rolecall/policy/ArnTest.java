package dev.rolecall.policy;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RequestContext;

/// `ArnEquals` and `ArnLike`, which behave alike.
record ArnTest(PolicyText value) implements ValueTest {

  @Override
  public Truth test(String actual, RequestContext context) {
    return value.test(context, pattern -> compare(pattern, actual));
  }

  private Truth compare(String pattern, String actual) {
    if (ArnPattern.split(pattern).size() < 6) {
      return Truth.unknown(
          new Gap(
              "what AWS makes of the ARN pattern `" + value + "`",
              "it has fewer than the six parts of an ARN",
              "write the pattern with six parts"));
    }
    return Truth.of(ArnPattern.matches(pattern, actual));
  }
}
