package dev.rolecall.channel.wording;

import java.util.List;

/// What is wrong with a channel's secret. No sentence shows any of it.
public final class SecretWords {

  private SecretWords() {}

  public static String unreadable(String channel, String why) {
    return "cannot read the secret for " + channel + ": " + why;
  }

  public static String noAnswer() {
    return "no answer";
  }

  public static String wrongLocation() {
    return "the location of a secret must begin with secretsmanager: or ssm:";
  }

  /// A secret without the address of a webhook.
  ///
  /// @param domains those in which the channel has its webhooks
  public static String noWebhook(String channel, List<String> domains) {
    return about(channel)
        + " must contain the https address of a webhook, plain or as webhookUrl, in "
        + String.join(", ", domains);
  }

  private static String about(String channel) {
    return "the secret for " + channel;
  }

  public static String notJson(String channel) {
    return about(channel) + " begins like JSON but is not valid JSON";
  }

  public static String noKey(String channel) {
    return about(channel) + " is JSON without botToken, webhookUrl or webhooks";
  }

  public static String notABotToken(String channel) {
    return about(channel) + " contains a token that is not a bot token (xoxb-...)";
  }

  public static String noSigningSecret(String channel) {
    return about(channel)
        + " must be JSON with a signingSecret, beside botToken or webhookUrl, for"
        + " slack.interactive";
  }

  public static String badWebhookName(String channel) {
    return about(channel)
        + " has a webhook name with characters other than letters, digits, - and _";
  }

  public static String badWebhook(String channel, String name) {
    return about(channel)
        + " has a webhook `"
        + name
        + "` that is not an https address on hooks.slack.com or hooks.slack-gov.com";
  }
}
