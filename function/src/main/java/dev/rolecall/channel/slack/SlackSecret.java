package dev.rolecall.channel.slack;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What lets a message into Slack. No `toString` shows it.
public sealed interface SlackSecret {

  /// The name of the webhook that is used where a route names no other.
  String DEFAULT = "default";

  /// Incoming webhooks: whoever knows an address can write to its channel.
  ///
  /// @param addresses by name
  record Webhooks(Map<String, URI> addresses) implements SlackSecret {
    public Webhooks {
      addresses = Map.copyOf(addresses);
    }

    /// The webhook of that name, else the default one: an alert in another channel is better than
    /// none.
    Optional<URI> address(String name) {
      return Optional.ofNullable(addresses.get(name))
          .or(() -> Optional.ofNullable(addresses.get(DEFAULT)));
    }

    @Override
    public String toString() {
      return "Webhooks" + addresses.keySet().stream().sorted().toList();
    }
  }

  /// The token of a bot with the scope `chat:write`.
  record BotToken(String value) implements SlackSecret {
    @Override
    public String toString() {
      return "BotToken[redacted]";
    }
  }
}
