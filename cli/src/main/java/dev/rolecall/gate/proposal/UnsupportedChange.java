package dev.rolecall.gate.proposal;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import java.util.function.Predicate;

/// Something that a proposal changes and whose effect is not followed.
///
/// @param concerns the calls that may come out differently by it
public record UnsupportedChange(Predicate<Denial> concerns, Gap gap) {}
