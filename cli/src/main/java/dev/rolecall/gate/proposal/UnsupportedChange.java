package dev.rolecall.gate.proposal;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.evidence.Evidence;

/// Something that a proposal changes and whose effect is not evaluated.
///
/// @param scope the calls that may come out differently because of it
public record UnsupportedChange(Scope scope, Gap gap) {

  /// Which calls a change may concern.
  @FunctionalInterface
  public interface Scope {

    Scope ALL = (_, _) -> true;

    /// Whether a call may come out differently.
    ///
    /// @param then the evidence with the rest of the proposal applied
    boolean includes(Denial call, Evidence then);
  }
}
