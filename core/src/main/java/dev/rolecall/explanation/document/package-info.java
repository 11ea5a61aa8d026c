/// The building blocks of what is said, for every channel to draw in its way.
@NullMarked
package dev.rolecall.explanation.document;

import org.jspecify.annotations.NullMarked;
