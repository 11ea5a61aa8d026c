package dev.rolecall.policy;

import dev.rolecall.denial.RequestContext;

/// `Bool`.
record BoolTest(PolicyText value) implements ValueTest {

  @Override
  public Truth test(String actual, RequestContext context) {
    return value.test(context, expected -> Truth.of(expected.equalsIgnoreCase(actual)));
  }
}
