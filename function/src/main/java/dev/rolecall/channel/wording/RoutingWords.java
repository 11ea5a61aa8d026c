package dev.rolecall.channel.wording;

import java.util.List;

/// What is wrong with the routes and owners of Slack.
public final class RoutingWords {

  private RoutingWords() {}

  public static String routesNotJson() {
    return "the routes for Slack are not valid JSON";
  }

  public static String routesNotAList() {
    return "the routes for Slack are not a list";
  }

  /// A route without a channel.
  ///
  /// @param number from 1
  public static String noChannel(int number) {
    return route(number) + " has no `channel`";
  }

  private static String route(int number) {
    return "route " + number + " for Slack";
  }

  public static String badSeverity(int number, List<String> allowed) {
    return route(number) + ": `severity` must be one of " + allowed;
  }

  public static String badCondition(int number, String key) {
    return route(number) + ": `" + key + "` is not a known condition with a text";
  }

  public static String badRepeat(int number, int least, int most) {
    return route(number) + ": `repeatMinutes` must be a whole number from " + least + " to " + most;
  }

  public static String ownersNotJson() {
    return "the owners for Slack are not valid JSON";
  }

  public static String ownersNotAnObject() {
    return "the owners for Slack must be an object of names and IDs";
  }

  public static String badId(String owner) {
    return "owner `"
        + owner
        + "` for Slack must have the ID of a user group (S...) or user (U..., W...)";
  }

  public static String badOwner(String owner) {
    return "owner `" + owner + "` for Slack is blank or a duplicate";
  }
}
