package dev.rolecall.policy;

import java.util.ArrayList;
import java.util.List;

/// Matching of ARNs part by part: each of the six parts is a pattern of its own, so that a star never reaches over a
/// colon (the last part may hold colons of its own).
/// [ARN condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN)
final class ArnPattern {

  private static final int PARTS = 6;

  private ArnPattern() {}

  /// Whether `arn` matches; unequal numbers of parts never do.
  static boolean matches(String pattern, String arn) {
    List<String> patterns = split(pattern);
    List<String> parts = split(arn);
    if (patterns.size() != PARTS || parts.size() != PARTS) {
      return false;
    }
    for (int i = 0; i < PARTS; i++) {
      if (!Glob.matches(patterns.get(i), parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// `pattern` with the parts it lacks filled with wildcards, as IAM completes the `Resource` element.
  static String completed(String pattern) {
    int missing = PARTS - split(pattern).size();
    return missing <= 0 ? pattern : pattern + (":" + Glob.STAR).repeat(missing);
  }

  /// At most six parts; the last keeps its colons.
  static List<String> split(String arn) {
    List<String> parts = new ArrayList<>(PARTS);
    int at = 0;
    while (parts.size() < PARTS - 1) {
      int colon = arn.indexOf(':', at);
      if (colon < 0) {
        break;
      }
      parts.add(arn.substring(at, colon));
      at = colon + 1;
    }
    parts.add(arn.substring(at));
    return parts;
  }
}
