package dev.rolecall.channel.wording;

/// Why a message was not delivered, or not now, or not needed.
public final class DeliveryWords {

  private DeliveryWords() {}

  /// What the channel responded.
  ///
  /// @param word what the channel said; nothing where that could hold what was sent
  public static String answered(String channel, int status, String word) {
    return channel + " answered " + status + (word.isEmpty() ? "" : " " + word);
  }

  public static String busy(String channel) {
    return channel + " is busy";
  }

  public static String noTime(String channel) {
    return "no time left for " + channel;
  }

  public static String noAnswer(String channel) {
    return channel + " did not answer in time";
  }

  public static String noConnection(String channel) {
    return "no connection to " + channel;
  }

  public static String interrupted() {
    return "interrupted";
  }

  /// The message from the topic has no part for the channel.
  public static String nothingFor(String channel) {
    return "the message contains nothing for " + channel;
  }

  public static String noDetails(String why) {
    return "details not sent: " + why;
  }

  /// The list of a message is not attached to it.
  public static String noList(String why) {
    return "list not attached: " + why;
  }

  public static String noUploadAddress() {
    return "Slack returned no address for the file";
  }

  /// Ends the first lines of a list that could not be attached.
  ///
  /// @param why not; a code of Slack
  public static String listCut(int shown, int all, String why) {
    return (shown < all ? "… and " + (all - shown) + " more. " : "")
        + "The whole list could not be attached as a file ("
        + why
        + ")."
        + (why.contains("missing_scope")
            ? " Add the scope files:write to the Slack app and reinstall it."
            : "");
  }

  public static String topicRejected(String code, int status) {
    return "SNS rejected the message: " + code + " (status " + status + ")";
  }

  public static String noErrorCode() {
    return "no error code";
  }

  /// An update that no channel shows in place.
  public static String noUpdates() {
    return "no channel updates its messages in place";
  }

  /// The message is in Slack, but the table does not say so.
  public static String notRecorded() {
    return "could not record that the message is in Slack";
  }

  public static String alreadyShown() {
    return "this notification or a newer one is already shown";
  }

  public static String outdated() {
    return "a newer notification of the incident is waiting";
  }

  public static String beingSent() {
    return "another notification of the incident is being sent";
  }

  public static String overtaken() {
    return "another notification of the incident was faster";
  }

  public static String nextUpdate() {
    return "Slack is busy, and the next update includes this one";
  }

  public static String remindedRecently() {
    return "the channel got a reminder recently";
  }

  public static String notEditable() {
    return "only a message that can be edited shows progress";
  }

  public static String neverShown() {
    return "the incident was never shown here";
  }

  public static String noRoute() {
    return "no channel or webhook for this route";
  }
}
