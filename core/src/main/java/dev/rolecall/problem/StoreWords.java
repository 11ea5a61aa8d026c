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

  /// An error of this program, by its kind and place.
  static String defect(String error, String place) {
    return error + " in " + place;
  }

  /// A check of an incident that failed.
  ///
  /// @param defect what failed and where, never what the incident says
  public static String checkFailed(String defect) {
    return "checking the incident failed: " + defect;
  }

  /// A notification that could not be written.
  ///
  /// @param defect what failed and where, never what the notification says
  public static String notWritten(String defect) {
    return "writing the notification failed: " + defect;
  }

  public static String noEvent() {
    return "the incident's event is not available";
  }
}
