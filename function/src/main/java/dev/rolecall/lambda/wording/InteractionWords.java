package dev.rolecall.lambda.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.explanation.document.RichSentence;
import java.util.List;

/// What a person in Slack reads who pressed a button or used the command; no other person sees it.
public final class InteractionWords {

  private static final String COMMAND = "/rolecall";

  private InteractionWords() {}

  // ---- Buttons

  public static RichSentence ended() {
    return words(
        "This incident has ended, so nothing was changed. If the call is denied again, Rolecall"
            + " reports it.");
  }

  public static RichSentence notFound() {
    return words(
        "Rolecall no longer has this incident, so nothing was changed. Incidents are kept for 90"
            + " days after their last denial.");
  }

  public static RichSentence partOf() {
    return words(
        "This incident is part of another alert, so nothing was changed. Use the buttons of that"
            + " alert.");
  }

  public static RichSentence neverSent() {
    return words("This incident was never reported, so nothing was sent again.");
  }

  // ---- The command

  public static RichSentence usage() {
    return say(
        "Usage: {}. It shows whether the caller can assume the role, and why not. Only you see"
            + " the answer. CALLER: the ARN of a role, user, role session, OIDC provider or SAML"
            + " provider, or a service such as `lambda`. ROLE: the ARN of a role. KEY: a condition"
            + " key that the call sends, such as `sts:ExternalId`.",
        COMMAND + " why CALLER ROLE [KEY=VALUE]...");
  }

  public static RichSentence unknownCommand(String given) {
    return say("{} is not a command. ", given).then(usage());
  }

  public static RichSentence notARoleArn(String given) {
    return say(
        "{} is not a role ARN. Write it as `arn:aws:iam::ACCOUNT_ID:role/NAME`, with its path if"
            + " it has one.",
        given);
  }

  /// A caller that cannot be used.
  ///
  /// @param problem why: "is not ..."
  public static RichSentence unusableCaller(String given, String problem) {
    return say("{} ", given).then(RichSentence.ticked(problem));
  }

  public static RichSentence notAContextKey(String given) {
    return say(
        "{} is not a condition key. Write it as KEY=VALUE, for example `sts:ExternalId=acme-1`.",
        given);
  }

  public static RichSentence tooLong(int most) {
    return words("The command is too long: at most " + most + " characters are allowed.");
  }

  public static RichSentence tooOften(int most) {
    return words("You can ask " + most + " times a minute. Wait a minute, then ask again.");
  }

  public static RichSentence switchedOff() {
    return say(
        "{} is switched off in this installation (setting `slack.interactive.why`).",
        COMMAND + " why");
  }

  public static RichSentence failed() {
    return words(
        "Rolecall could not answer because of an internal error; its log has the details. Try again"
            + " in a minute.");
  }

  /// The step that gives a value that the answer depends on.
  public static String howToGive(String key) {
    return "add `" + key + "=VALUE` to the command";
  }

  /// Before the command that shows more.
  public static RichSentence everything() {
    return words("The full answer, in a terminal with your credentials:");
  }

  /// What the command line is asked with.
  ///
  /// @param options quoted for a shell
  public static String checkCommand(List<String> options) {
    return "rolecall check " + String.join(" ", options) + " --live --verbose";
  }
}
