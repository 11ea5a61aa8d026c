package dev.rolecall.problem;

/// What operators are shown when stored incidents cannot be read or written.
public final class StoreWords {

  private StoreWords() {}

  public static String incidentTable() {
    return "the incident table";
  }

  public static String organizationIndex() {
    return "the organization index";
  }

  public static String lookQueue() {
    return "the queue of incidents to check";
  }

  /// A store that AWS did not let be used.
  ///
  /// @param what "the incident table"
  /// @param code AWS's error code
  public static String unusable(String what, String code) {
    return what + " cannot be used: " + code;
  }

  public static String noAnswer() {
    return "no response from AWS";
  }

  public static String status(int code) {
    return "HTTP status " + code;
  }

  public static String writeCancelled(Object codes) {
    return "DynamoDB canceled a write to the incident table: " + codes;
  }

  public static String notAnIncident() {
    return "an item of the incident table is not an incident in JSON";
  }

  public static String changedMeanwhile(int times) {
    return "other writers changed the incident %d times in a row".formatted(times);
  }

  public static String noEvent() {
    return "the incident's event is not available";
  }
}
