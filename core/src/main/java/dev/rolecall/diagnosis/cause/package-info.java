/// The search for causes: what denies on known facts, and what is unknown and may be what denies.
@NullMarked
package dev.rolecall.diagnosis.cause;

import org.jspecify.annotations.NullMarked;
