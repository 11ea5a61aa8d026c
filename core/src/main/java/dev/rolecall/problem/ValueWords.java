package dev.rolecall.problem;

/// What is said of single values that are not what they should be.
public final class ValueWords {

  private ValueWords() {}

  public static String notAnAccountId(String text) {
    return "`" + text + "` is not a 12-digit account ID";
  }

  /// What a date or moment looks like, to follow "expected".
  public static String dayOrMoment() {
    return "a date such as `2027-01-31` (through its end, in UTC) or a time such as"
        + " `2027-01-31T18:00:00Z`";
  }

  public static String noRole() {
    return "the call does not name a role";
  }
}
