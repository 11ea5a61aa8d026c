package dev.rolecall.gate.token;

/// What became of reading a token.
public sealed interface TokenReading {

  record Read(Token token) implements TokenReading {}

  /// It cannot be read.
  ///
  /// @param problem why it cannot be used, without any of it
  record Unreadable(String problem) implements TokenReading {}
}
