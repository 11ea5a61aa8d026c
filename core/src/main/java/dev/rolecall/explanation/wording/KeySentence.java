package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.term.EntityNames;
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

  /// Whether AWS services send the key, about the resource that they work for.
  static boolean isOfServices(String key) {
    return switch (lower(key)) {
      case "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths" -> true;
      default -> false;
    };
  }

  /// Who has to do what so that a condition of the trust policy on this key is met.
  RichSentence action(String key) {
    return switch (lower(key)) {
      case "aws:principalarn" ->
          say(
              "If the caller is meant to have the role, {} makes the condition match {}: it is"
                  + " compared with the ARN of the role or user, path and all, and never with a"
                  + " session's. No patch is offered for a condition.",
              keeper,
              names.principal());
      case "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths" ->
          say(
              "Only calls that AWS services make for somebody have this key. If this caller is"
                  + " meant to have the role, {} adds a statement for it without that condition.",
              keeper);
      case "sts:durationseconds", "sts:awsservicename" ->
          say(
              "This key is never there when a role is assumed, so nobody can meet the condition. It"
                  + " is for {} to say what was meant; a role's maximum session duration is a"
                  + " setting of the role.",
              keeper);
      case "aws:currenttime", "aws:epochtime" ->
          say("Whether the time that it allows is right is for {} to decide.", keeper);
      case "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount" ->
          say(
              "The caller's account does not belong to those that are let in. Whether it should is"
                  + " for {} to decide.",
              keeper);
      default ->
          say(
              "Make the call so that it meets the condition. Whether the condition is right is for"
                  + " {} to decide; no change is offered that weakens it.",
              keeper);
    };
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
