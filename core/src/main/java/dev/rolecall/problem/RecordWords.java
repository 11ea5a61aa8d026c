package dev.rolecall.problem;

/// What is said of CloudTrail records that cannot be used.
public final class RecordWords {

  private RecordWords() {}

  public static String notAnObject() {
    return "not a JSON object";
  }

  public static String trueOrFalse() {
    return "expected `true` or `false`";
  }

  public static String tooLarge(int mebibytes) {
    return "larger than " + mebibytes + " MiB";
  }

  public static String noEventName() {
    return "not a CloudTrail record: it has no eventName";
  }

  /// A field that a record of a change must have.
  public static String missing(String field) {
    return "no " + field;
  }

  public static String nothingChanged(String event) {
    return "requestParameters does not show what " + event + " changed";
  }

  public static String noAssumer() {
    return "userIdentity does not show who assumed the role";
  }

  public static String eventTime() {
    return "eventTime is not an ISO 8601 time";
  }

  public static String notRecorded() {
    return "(not recorded)";
  }
}
