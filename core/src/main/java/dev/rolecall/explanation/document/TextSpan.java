package dev.rolecall.explanation.document;

import dev.rolecall.explanation.redaction.Redaction;

/// A piece of a sentence. Whatever the piece, keys and tokens are removed from it.
public sealed interface TextSpan {

  /// The text, not escaped for any place.
  String text();

  /// The text where nothing but text can be: a value between backticks.
  default String plain() {
    return switch (this) {
      case Words(String text) -> text;
      case Value(String text) -> '`' + text + '`';
    };
  }

  /// Words that Rolecall writes.
  record Words(String text) implements TextSpan {
    /// Removes keys and tokens.
    public Words {
      text = Redaction.of(text);
    }
  }

  /// A name, an ARN, a value: written so that its limits show. It may come from any caller.
  record Value(String text) implements TextSpan {
    /// Removes keys and tokens.
    public Value {
      text = Redaction.of(text);
    }
  }
}
