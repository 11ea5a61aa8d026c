package dev.rolecall.explanation.wording.incident;

/// Why an incident could not be written or sent, for operators.
public final class IncidentProblem {

  private IncidentProblem() {}

  public static String contended(int tries) {
    return "other writers changed the incident " + tries + " times in a row";
  }

  public static String noEvent() {
    return "the event of the incident is not available";
  }
}
