/// What is said of gaps: what is not known, why, and what settles it.
@NullMarked
package dev.rolecall.explanation.wording.gap;

import org.jspecify.annotations.NullMarked;
