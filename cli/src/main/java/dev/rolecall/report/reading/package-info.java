/// Many sources, read side by side and reported in their order, in memory that does not grow with
/// them; and what was read of them, kept so that a second run goes on where the first one stopped.
@NullMarked
package dev.rolecall.report.reading;

import org.jspecify.annotations.NullMarked;
