package dev.rolecall.channel.slack;

/// An attempt to read the secret. No sentence in it holds the secret.
public sealed interface SecretReading {

  /// It was read.
  record Read(SlackSecret secret) implements SecretReading {}

  /// It is missing, not readable for us, or not what it should be: somebody has to act.
  record Unusable(String why) implements SecretReading {}

  /// It could not be read this time.
  record NotNow(String why) implements SecretReading {}
}
