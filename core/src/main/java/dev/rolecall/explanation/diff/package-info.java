/// Differences between two texts, line by line and character by character.
@NullMarked
package dev.rolecall.explanation.diff;

import org.jspecify.annotations.NullMarked;
