package dev.rolecall.gate;

import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import java.util.function.Predicate;

/// Something that a proposal changes and whose effect is not followed.
///
/// @param concerns the calls that may come out differently by it
record UnsupportedChange(Predicate<Denial> concerns, Gap gap) {}
