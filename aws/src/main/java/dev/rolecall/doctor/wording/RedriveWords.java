package dev.rolecall.doctor.wording;

import dev.rolecall.explanation.wording.term.Count;

/// What is said about messages in failure queues, and where they went.
public final class RedriveWords {

  private RedriveWords() {}

  // ---- Why there is nothing to look at

  public static String otherProfile() {
    return "pass --profile and --region for that account and region";
  }

  public static String noList() {
    return "the installation does not list its failure queues; it was deployed by an earlier"
        + " version";
  }

  public static String missing() {
    return "the queue is missing";
  }

  public static String next(String what) {
    return "fix: " + what;
  }

  // ---- Why a message stays

  public static String failedAgain() {
    return "failed again while this command was running";
  }

  public static String notJson() {
    return "not valid JSON";
  }

  public static String noEvent() {
    return "contains no event that Lambda failed to process";
  }

  public static String pages() {
    return "pages are not sent again; the next notification of the incident updates its alert, and"
        + " `rolecall incidents resend` sends one now";
  }

  public static String other() {
    return "a later version of Rolecall put them there; update the command line";
  }

  public static String targetMissing() {
    return "the target does not exist";
  }

  /// A message that was sent and is still in the queue.
  public static String sentAndKept(String why) {
    return "sent, but not deleted: " + why;
  }

  // ---- What was done

  public static String empty(String queue) {
    return queue + ": empty";
  }

  public static String unread(String queue, String why) {
    return queue + ": " + why;
  }

  public static String holds(String queue, long number, String to) {
    return queue + ": would send " + Count.of(number, "message") + " to " + to;
  }

  public static String sent(String queue, int number, String to) {
    return queue + ": sent " + Count.of(number, "message") + " to " + to;
  }

  public static String left(int number, String why) {
    return "left in the queue: " + number + " (" + why + ")";
  }

  /// The sum of a dry run.
  public static String wouldSend(long number, int unread) {
    return "would send " + Count.of(number, "message") + unread(unread);
  }

  public static String sum(int sent, int left, int unread) {
    return "sent "
        + Count.of(sent, "message")
        + (left == 0 ? "" : ", left " + Count.of(left))
        + unread(unread);
  }

  private static String unread(int queues) {
    return queues == 0 ? "" : ", " + Count.of(queues, "queue") + " could not be read";
  }
}
