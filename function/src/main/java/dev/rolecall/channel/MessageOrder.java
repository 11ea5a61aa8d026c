package dev.rolecall.channel;

import java.util.Optional;

/// Which messages of a channel must be delivered one after the other.
@FunctionalInterface
public interface MessageOrder {

  /// The line in which a message waits for its turn: messages of one line are delivered in their
  /// order. Called once for each message before it waits.
  ///
  /// @param json the message, as in [TopicMessage]
  /// @return empty when it contains nothing for the channel
  Optional<String> line(String json);
}
