package dev.rolecall.message;

/// A notice in words.
sealed interface NotificationWords permits OngoingDenial, EndedDenial, SearchWords, DigestWords {

  /// For mail and other channels that show text.
  NotificationText bulletin();

  /// For Slack.
  SlackMessage slack();
}
