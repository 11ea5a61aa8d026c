package dev.rolecall.channel;

/// An attempt to read a secret. No sentence in it holds the secret.
///
/// @param <S> the secret, whose `toString` shows nothing of it
public sealed interface SecretReading<S> {

  /// It was read.
  record Read<S>(S secret) implements SecretReading<S> {}

  /// It is missing, not readable for us, or not what it should be: an operator has to act.
  record Unusable<S>(String why) implements SecretReading<S> {}

  /// It could not be read this time.
  record NotNow<S>(String why) implements SecretReading<S> {}
}
