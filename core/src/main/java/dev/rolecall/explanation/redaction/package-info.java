/// What must not be shown, and what must not act: keys and tokens, external IDs, characters that
/// nobody sees.
@NullMarked
package dev.rolecall.explanation.redaction;

import org.jspecify.annotations.NullMarked;
