package dev.rolecall.iam.condition;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact.UnexpectedValue;
import dev.rolecall.denial.GapFact.UnexpectedValue.Format;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.RequestContext;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// One value of a condition, ready to be compared with what a request carries. Each operator family
/// makes its own: [StringTest], [ArnTest], [NumberTest], [DateTest], [BoolTest], [BinaryTest],
/// [IpTest].
interface ValueTest {

  /// Whether `actual`, a value of the request, matches.
  Truth test(String actual, RequestContext context);

  /// Whether every possible value matches.
  default boolean matchesEverything() {
    return false;
  }

  /// A value that is read before it is compared. AWS does not document what it makes of a value of
  /// a policy, or of a request, that its operator cannot read.
  ///
  /// @param expected what the operator reads
  /// @param matches whether the first, from the policy, matches the second, from the request
  static <T> ValueTest of(
      String value,
      Format expected,
      Function<String, Optional<T>> read,
      BiPredicate<T, T> matches) {
    Optional<T> wanted = read.apply(value);
    if (wanted.isEmpty()) {
      Truth unreadable = doubt(true, expected);
      return (_, _) -> unreadable;
    }
    return (actual, _) ->
        read.apply(actual)
            .map(got -> Truth.of(matches.test(wanted.get(), got)))
            .orElseGet(() -> doubt(false, expected));
  }

  /// The values themselves stay out of the gap: they may be external ids.
  static Truth doubt(boolean inPolicy, Format expected) {
    return Truth.unknown(
        new Gap(
            new UnexpectedValue(inPolicy, expected),
            GapReason.Known.NOT_DOCUMENTED,
            GapRemedy.Step.CORRECT_CONDITION));
  }
}
