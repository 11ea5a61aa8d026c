package dev.rolecall.message;

/// A notice in words.
sealed interface NoticeWords permits OpenRefusal, EndedRefusal, SearchWords, DigestWords {

  /// For mail and other channels that show text.
  Bulletin bulletin();

  /// For Slack.
  SlackMessage slack();
}
