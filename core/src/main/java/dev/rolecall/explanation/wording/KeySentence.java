package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.term.EntityNames;
import java.util.Locale;
import java.util.Set;

/// What can be done about single condition keys. [Global condition context
/// keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
record KeySentence(EntityNames names, RichSentence keeper) {

  private static final Set<String> OF_THE_CALL =
      Set.of(
          "aws:requestedregion",
          "aws:sourceip",
          "aws:vpcsourceip",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:securetransport",
          "aws:multifactorauthpresent",
          "aws:multifactorauthage",
          "aws:tagkeys",
          "sts:rolesessionname",
          "sts:sourceidentity");

  /// Whether the caller can make the call so that the key has another value.
  static boolean isOfTheCall(String key) {
    String lower = lower(key);
    return OF_THE_CALL.contains(lower) || lower.startsWith("aws:requesttag/");
  }

  /// Whether AWS services send the key, to name the resource that they act for.
  static boolean isOfServices(String key) {
    return switch (lower(key)) {
      case "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths" -> true;
      default -> false;
    };
  }

  /// Who needs to do what so that a condition of the trust policy on this key is met.
  RichSentence action(String key) {
    return switch (lower(key)) {
      case "aws:principalarn" ->
          say(
              "If the caller should have the role, ask {} to make the condition match {}. The key"
                  + " holds the ARN of the role or user with its path, never a session ARN."
                  + " Rolecall suggests no changes to conditions.",
              keeper,
              names.principal());
      case "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths" ->
          say(
              "Only calls that an AWS service makes on behalf of a resource have this key. If this"
                  + " caller should have the role, ask {} to add a statement for it without that"
                  + " condition.",
              keeper);
      case "sts:durationseconds", "sts:awsservicename" ->
          say(
              "This key is never present when a role is assumed, so no call can meet the condition."
                  + " Ask {} what it is meant to do. To limit the length of sessions, set the"
                  + " role's maximum session duration.",
              keeper);
      case "aws:currenttime", "aws:epochtime" ->
          say("Ask {} whether the condition allows the right time.", keeper);
      case "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount" ->
          say(
              "The condition does not allow the caller's account or organization. Ask {} whether it"
                  + " should.",
              keeper);
      default ->
          say(
              "Make the call so that it meets the condition. If the condition is wrong, ask {} to"
                  + " change it; Rolecall suggests no change that weakens it.",
              keeper);
    };
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
