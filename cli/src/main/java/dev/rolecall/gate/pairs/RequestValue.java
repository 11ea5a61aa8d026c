package dev.rolecall.gate.pairs;

import dev.rolecall.denial.KeyState;
import dev.rolecall.gate.wording.PairsWords;
import java.util.List;

/// What the calls of a pair send for one condition key.
public sealed interface RequestValue {

  /// These values.
  ///
  /// @param values one for most keys, several for multivalued ones; never empty
  record Values(List<String> values) implements RequestValue {
    public Values {
      values = List.copyOf(values);
    }
  }

  /// A value that is not to be seen here.
  ///
  /// @param hint how it begins and how long it is
  record Masked(String hint) implements RequestValue {}

  /// A value that each call has of its own.
  record Varying() implements RequestValue {}

  /// One value.
  static RequestValue value(String value) {
    return new Values(List.of(value));
  }

  /// What is known of `key` in such a call.
  default KeyState state(String key) {
    return switch (this) {
      case Values(List<String> values) -> new KeyState.Present(values);
      case Masked _ -> KeyState.unknown(PairsWords.masked(key));
      case Varying _ -> KeyState.unknown(PairsWords.varying(key));
    };
  }
}
