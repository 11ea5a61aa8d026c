/// The sentences.
@NullMarked
package dev.rolecall.explanation.wording;

import org.jspecify.annotations.NullMarked;
