package dev.rolecall.iam.policy;

import java.util.Optional;

/// What came of reading a policy document.
public sealed interface PolicyReading {

  /// The document was understood whole.
  record Read(Policy policy) implements PolicyReading {}

  /// The document, or some element of it, was not understood. None of it is judged: an element that
  /// was skipped could be the one that decides.
  ///
  /// @param problem what was not understood and where: "Statement[0].Efect: unknown element"
  record Unreadable(String problem) implements PolicyReading {}

  /// The document that was understood.
  default Optional<Policy> found() {
    return this instanceof Read(Policy policy) ? Optional.of(policy) : Optional.empty();
  }
}
