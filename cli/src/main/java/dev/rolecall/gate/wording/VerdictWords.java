package dev.rolecall.gate.wording;

import dev.rolecall.denial.Gap;
import dev.rolecall.explanation.wording.gap.GapSentence;
import dev.rolecall.explanation.wording.term.Count;
import java.util.List;
import java.util.Optional;

/// What became of pairs.
public final class VerdictWords {

  private VerdictWords() {}

  public static String asExpected() {
    return "as expected";
  }

  public static String notWorse() {
    return "undetermined, but not made worse";
  }

  public static String wouldBreak() {
    return "would be denied";
  }

  public static String alreadyDenied() {
    return "already denied";
  }

  public static String wouldOpen() {
    return "would be allowed";
  }

  public static String alreadyAllowed() {
    return "already allowed";
  }

  public static String undetermined() {
    return "undetermined";
  }

  /// `would be denied: CALLER -> ROLE`.
  public static String title(String outcome, String caller, Object role) {
    return outcome + ": " + caller + " -> " + role;
  }

  /// `7 pairs: 5 as expected, 1 would be denied, 1 undetermined`.
  public static String sum(int pairs, List<String> parts) {
    return Count.of(pairs, "pair") + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
  }

  public static String with(String key, List<String> values) {
    return "with " + key + " = " + String.join(", ", values);
  }

  public static String withVarying(String key) {
    return "with " + key + ", which differs from call to call";
  }

  /// How often a pair succeeded, and when last.
  ///
  /// @param last empty when that is not known
  public static String seen(long times, Optional<?> last) {
    return "succeeded "
        + Count.of(times, "time")
        + last.map(time -> ", most recently " + time).orElse("");
  }

  /// About a pair that was seen to work and is denied.
  public static String deniedThoughSeen() {
    return "policies changed since the last successful call, or the pair's `context` lacks"
        + " something the caller sends";
  }

  /// About a pair whose caller's own policies were not read.
  public static String upToCaller() {
    return "the role's account allows it; the rest depends on the caller's own account";
  }

  public static String moreLines(int lines) {
    return "... (" + Count.of(lines, "more line") + "; --format json shows all)";
  }

  public static String doubt(Gap gap) {
    GapSentence said = GapSentence.of(gap);
    return said.fact() + " (" + said.why() + "): " + said.learnBy();
  }
}
