/// What is said of the taking of a snapshot.
@NullMarked
package dev.rolecall.evidence.capture.wording;

import org.jspecify.annotations.NullMarked;
