package dev.rolecall.channel.slack;

/// Where the secret for Slack comes from.
public interface SlackSecrets {

  /// The secret as it is known, perhaps from a cache.
  SecretReading current();

  /// The secret as it is now; from here on also the current one.
  SecretReading fresh();
}
