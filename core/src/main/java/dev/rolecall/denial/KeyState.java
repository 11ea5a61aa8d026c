package dev.rolecall.denial;

import java.util.List;
import java.util.Optional;

/// What is known of one condition key in the request context of the refused call.
public sealed interface KeyState {

  /// The key was in the request context.
  ///
  /// @param values one value for most keys, several for multivalued ones
  record Present(List<String> values) implements KeyState {
    public Present {
      values = List.copyOf(values);
    }
  }

  /// The key was not in the request context.
  record Absent() implements KeyState {}

  /// The evidence does not tell.
  ///
  /// @param gap what is missing, and how it can be learnt
  /// @param usual what such a request carries in nearly all cases; it ranks suspects and never
  ///   decides anything
  record Unknown(Gap gap, Optional<KeyState> usual) implements KeyState {}

  /// The key was not in the request context.
  Absent ABSENT = new Absent();

  /// The key was there with this value.
  static KeyState present(String value) {
    return new Present(List.of(value));
  }

  /// The key was there with this value, where it is known.
  static KeyState of(Optional<?> value, Gap otherwise) {
    return value
        .map(known -> present(known.toString()))
        .orElseGet(() -> KeyState.unknown(otherwise));
  }

  /// The key was there with this value, or not at all.
  static KeyState orAbsent(Optional<String> value) {
    return value.map(KeyState::present).orElse(ABSENT);
  }

  /// The evidence does not tell; such requests nearly always come without the key.
  static KeyState usuallyAbsent(Gap gap) {
    return unknown(gap, ABSENT);
  }

  /// The evidence does not tell, and nothing is usual.
  static KeyState unknown(Gap gap) {
    return new Unknown(gap, Optional.empty());
  }

  /// The evidence does not tell; `usual` is what such requests nearly always carry.
  static KeyState unknown(Gap gap, KeyState usual) {
    return new Unknown(gap, Optional.of(usual));
  }
}
