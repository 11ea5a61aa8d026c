package dev.rolecall.channel;

/// Understands the text of a channel's secret.
public interface SecretReader<S> {

  /// Whose secret it is, such as `Slack`.
  String channel();

  /// The secret in `text`. What is wrong with it is said without showing any of it.
  SecretReading<S> read(String text);
}
