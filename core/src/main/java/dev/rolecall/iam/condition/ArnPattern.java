package dev.rolecall.iam.condition;

/// Matching of ARNs part by part: each of the six parts is a pattern of its own, so that a star
/// never reaches over a colon (the last part may hold colons of its own). [ARN condition
/// operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN)
public final class ArnPattern {

  public static final int PARTS = 6;

  private ArnPattern() {}

  /// Whether `arn` matches; what has fewer than six parts never does.
  public static boolean matches(String pattern, String arn) {
    int p = 0;
    int a = 0;
    for (int part = 1; part < PARTS; part++) {
      int patternEnd = pattern.indexOf(':', p);
      int arnEnd = arn.indexOf(':', a);
      if (patternEnd < 0 || arnEnd < 0 || !Glob.matches(pattern, p, patternEnd, arn, a, arnEnd)) {
        return false;
      }
      p = patternEnd + 1;
      a = arnEnd + 1;
    }
    return Glob.matches(pattern, p, pattern.length(), arn, a, arn.length());
  }

  /// `pattern` with the parts it lacks filled with wildcards, as IAM completes the `Resource`
  /// element.
  public static String completed(String pattern) {
    return pattern + (":" + Glob.STAR).repeat(PARTS - parts(pattern));
  }

  /// How many parts `arn` has, six at most.
  static int parts(String arn) {
    return 1 + (int) arn.chars().filter(letter -> letter == ':').limit(PARTS - 1L).count();
  }
}
