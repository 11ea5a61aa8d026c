package dev.rolecall.policy;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RequestContext;

/// One value of a condition, ready to be compared with what a request carries. One small implementation per operator
/// family: [StringTest], [ArnTest], [NumberTest], [DateTest], [BoolTest], [BinaryTest], [IpTest].
interface ValueTest {

  /// Whether `actual`, a value of the request, matches.
  Truth test(String actual, RequestContext context);

  /// Whether every possible value matches.
  default boolean matchesEverything() {
    return false;
  }

  /// A value of a policy that its operator cannot read; AWS does not document what it makes of such values.
  static ValueTest unreadable(String value, String expected) {
    Truth unknown =
        Truth.unknown(
            new Gap(
                "what AWS makes of the condition value `" + value + "`",
                "it is not " + expected,
                "correct the value in the policy"));
    return (_, _) -> unknown;
  }
}
