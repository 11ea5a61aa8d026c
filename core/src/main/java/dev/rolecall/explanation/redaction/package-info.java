/// What must not be shown, and what must not act: keys and tokens, external IDs, invisible
/// characters.
@NullMarked
package dev.rolecall.explanation.redaction;

import org.jspecify.annotations.NullMarked;
