package dev.rolecall.explanation.notification;

import dev.rolecall.explanation.render.slack.SlackMessage;
import dev.rolecall.explanation.render.sns.NotificationText;

/// A notice in words.
sealed interface NotificationWords
    permits OngoingDenial, EndedDenial, SearchWords, SharedCauseWords, DigestWords {

  /// For mail and other channels that show text.
  NotificationText text();

  /// For Slack.
  SlackMessage slack();
}
