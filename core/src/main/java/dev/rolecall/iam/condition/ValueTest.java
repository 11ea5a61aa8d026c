package dev.rolecall.iam.condition;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RequestContext;

/// One value of a condition, ready to be compared with what a request carries. One small
/// implementation per operator family: [StringTest], [ArnTest], [NumberTest], [DateTest],
/// [BoolTest], [BinaryTest], [IpTest].
interface ValueTest {

  /// Whether `actual`, a value of the request, matches.
  Truth test(String actual, RequestContext context);

  /// Whether every possible value matches.
  default boolean matchesEverything() {
    return false;
  }

  /// A value of a policy that its operator cannot read; AWS does not document what it makes of such
  /// values.
  ///
  /// @param expected what the operator reads: "a number"
  static ValueTest unreadable(String expected) {
    Truth unknown = doubt("a condition value", expected);
    return (_, _) -> unknown;
  }

  /// What comes of a value of a request that the operator cannot read; AWS does not document that
  /// either.
  static Truth incomparable(String expected) {
    return doubt("a value of the request", expected);
  }

  /// The values themselves stay out of the gap: they may be external ids.
  static Truth doubt(String what, String expected) {
    return Truth.unknown(
        new Gap(
            "what AWS makes of " + what + " that is not " + expected,
            "the documentation does not say",
            "correct the condition in the policy"));
  }
}
