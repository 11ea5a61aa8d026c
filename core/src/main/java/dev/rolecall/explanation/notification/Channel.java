package dev.rolecall.explanation.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.explanation.render.teams.TeamsFormat;
import dev.rolecall.explanation.wording.notification.ChannelWords;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A channel with a function of its own, which gets the channel's message from the topic.
public enum Channel {
  SLACK("slack", "Slack") {
    @Override
    JsonNode message(NotificationWords words) {
      return words.slack().json();
    }
  },
  TEAMS("teams", "Microsoft Teams") {
    @Override
    JsonNode message(NotificationWords words) {
      return TeamsFormat.write(words.text());
    }
  };

  /// What a list of channels looks like.
  public static final String FORM =
      ChannelWords.list(Arrays.stream(values()).map(Channel::key).toList());

  private final String key;
  private final String title;

  Channel(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /// Its name in JSON and in settings.
  public String key() {
    return key;
  }

  /// Its name for people.
  public String title() {
    return title;
  }

  /// The channel with that key.
  public static Optional<Channel> of(String key) {
    return Arrays.stream(values()).filter(channel -> channel.key.equals(key)).findFirst();
  }

  abstract JsonNode message(NotificationWords words);

  /// The messages of some channels, by their keys.
  static Map<String, JsonNode> messages(Set<Channel> channels, NotificationWords words) {
    Map<String, JsonNode> messages = new TreeMap<>();
    channels.forEach(channel -> messages.put(channel.key, channel.message(words)));
    return messages;
  }
}
