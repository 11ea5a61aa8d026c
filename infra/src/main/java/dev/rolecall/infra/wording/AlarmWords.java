package dev.rolecall.infra.wording;

/// What alarms say, and the titles of the dashboard.
public final class AlarmWords {

  private AlarmWords() {}

  public static String alarm(String description) {
    return "Rolecall: " + description;
  }

  public static String ownAccessDenied() {
    return "Rolecall itself was denied a read, so an explanation has an avoidable gap; the"
        + " function's log names the action";
  }

  /// Lambda cannot start the function often enough.
  ///
  /// @param length how long Lambda tries
  public static String throttled(String length) {
    return "events exceed the function's concurrency (reservedConcurrency or the account limit);"
        + " Lambda retries for "
        + length;
  }

  public static String failing() {
    return "the function fails; see its log";
  }

  public static String eventLost() {
    return "a failed event could not be sent to the failure queue, so it is lost";
  }

  public static String failed() {
    return "events that the function failed to process are in the queue";
  }

  /// A queue that should be empty.
  ///
  /// @param queued what is in it
  public static String notEmpty(String queued) {
    return queued + "; fix the reason, then run `rolecall doctor --redrive`";
  }

  public static String ruleFails() {
    return "EventBridge could not invoke the explain function";
  }

  public static String undeliveredDenials() {
    return "denials that EventBridge could not deliver are in the queue";
  }

  public static String triggerFails(String function) {
    return "EventBridge could not invoke the " + function;
  }

  public static String function(String name) {
    return name + " function";
  }

  public static String checksDelayed() {
    return "incidents have waited at least 5 minutes for a check; see the log of the sweep"
        + " function, or raise reservedConcurrency";
  }

  public static String failedChecks() {
    return "incidents that the sweep function could not check several times in a row are in the"
        + " queue, with the reason";
  }

  public static String undeliveredTriggers(String function) {
    return "events for the " + function + " that EventBridge could not deliver are in the queue";
  }

  public static String undeliveredExplanations(String channel) {
    return "explanations that could not be delivered to the "
        + channel
        + " function are in the queue";
  }

  /// Messages wait for the function of a channel.
  public static String inboxWaits(String channel) {
    return "messages for "
        + channel
        + " have waited for the function for 15 minutes; see its log and its event source mappings";
  }

  /// Messages wait for a channel.
  public static String outboxWaits(String channel) {
    return "messages for "
        + channel
        + " have waited for 15 minutes because "
        + channel
        + " is down or rejects them; the function retries for four days (12 hours if "
        + channel
        + " rejects them), and its log has the reason";
  }

  public static String deadLetters(String channel) {
    return "messages that " + channel + " did not accept in time are in the queue";
  }

  public static String undeliveredForwards() {
    return "events that EventBridge could not forward to the central bus are in the queue";
  }

  public static String forwardingFails() {
    return "EventBridge could not forward events to the central bus";
  }

  public static String undeliveredInteractions() {
    return "what people asked for in Slack could not be done and is in the queue";
  }

  public static String interactionsDelayed() {
    return "what people asked for in Slack waits for minutes; check the interaction worker";
  }

  /// Many requests that are not Slack's.
  public static String requestsRefused(int most) {
    return "the interactions function refused %d requests or more within five minutes: someone else sends requests to its address, or the signing secret does not match the Slack app"
        .formatted(most);
  }

  public static String interactionsThrottled() {
    return "more requests arrive at the interactions function than its concurrency allows; Slack"
        + " shows an error to the person who pressed a button";
  }

  public static String undeliveredEvents() {
    return "notifications that could not be put on the default event bus are in the queue";
  }

  public static String eventsDelayed() {
    return "notifications wait to be put on the default event bus; check the pipe";
  }

  public static String pagerDutyFails() {
    return "EventBridge could not send notifications to PagerDuty";
  }

  public static String undeliveredPages() {
    return "notifications that PagerDuty did not accept are in the queue, with the reason; check"
        + " the integration key";
  }

  public static String explanation() {
    return "an explanation";
  }

  public static String update() {
    return "an update";
  }

  public static String notDelivered(String message) {
    return "SNS could not deliver %s to a subscriber".formatted(message);
  }

  public static String tableThrottles() {
    return "DynamoDB throttles requests to the incident table";
  }

  public static String tableFails() {
    return "DynamoDB returns errors for the incident table; the functions retry";
  }

  // ---- Titles of the dashboard

  public static String denialsByCause() {
    return "Denials by cause";
  }

  public static String confidence() {
    return "Confidence";
  }

  public static String incidents() {
    return "Incidents";
  }

  public static String countedAndSuppressed() {
    return "Denials counted, alerts suppressed";
  }

  public static String enumerations() {
    return "Possible role enumeration";
  }

  public static String timeToExplain() {
    return "Time from denial to explanation (ms)";
  }

  public static String explainTime() {
    return "Duration of an explanation (ms)";
  }

  public static String evidenceUnread() {
    return "Evidence that could not be read";
  }

  public static String functions() {
    return "Function errors and throttles";
  }

  public static String oldestMessages() {
    return "Oldest message for a channel (s)";
  }

  public static String queues() {
    return "Events in failure queues";
  }

  public static String interactions() {
    return "Requests from Slack by action";
  }

  public static String rejectedRequests() {
    return "Rejected requests from Slack by reason";
  }

  public static String interactionErrors() {
    return "Slack interaction errors and throttles";
  }

  public static String notExplained() {
    return "Not explained";
  }

  public static String doctorFindings() {
    return "Findings of rolecall doctor";
  }
}
