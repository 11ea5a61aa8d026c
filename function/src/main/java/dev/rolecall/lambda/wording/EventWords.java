package dev.rolecall.lambda.wording;

import dev.rolecall.explanation.wording.term.Count;
import java.util.List;

/// Why an event could not be processed. Lambda keeps the event with these words.
public final class EventWords {

  private EventWords() {}

  public static String invalid(String problem) {
    return "invalid event: " + problem;
  }

  public static String notJson() {
    return "not valid JSON";
  }

  public static String notOneRecord(long records) {
    return "contains " + Count.of(records, "record") + " instead of one";
  }

  public static String noMessages() {
    return "contains no message of the topic";
  }

  public static String notALook() {
    return "contains a message that names no incidents to check";
  }

  public static String notAnInteraction() {
    return "contains a message that is not an interaction";
  }

  public static String interactionQueue() {
    return "the queue of interactions";
  }

  public static String unknownPeriod() {
    return "period must be DAILY or WEEKLY";
  }

  public static String notDelivered(String channel, List<String> problems) {
    return "not delivered to " + channel + ": " + String.join("; ", problems);
  }

  /// Checks the installation from an operator's machine.
  public static String doctorCommand(Object region) {
    return "rolecall doctor --profile PROFILE --region " + region;
  }
}
