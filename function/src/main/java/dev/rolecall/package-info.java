/// Rolecall: why an AssumeRole call was denied, and what to change.
@NullMarked
package dev.rolecall;

import org.jspecify.annotations.NullMarked;
