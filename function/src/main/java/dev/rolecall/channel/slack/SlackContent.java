package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;

/// What a message of Slack shows.
interface SlackContent {

  /// All of it where blocks cannot be shown.
  String text();

  JsonNode blocks();
}
