package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;

/// What a message of Slack shows.
interface SlackContent {

  /// What a notification shows: one line.
  String text();

  /// All of it where blocks cannot be shown.
  String fallback();

  JsonNode blocks();
}
