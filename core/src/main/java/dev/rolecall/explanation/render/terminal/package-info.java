/// Explanations for a terminal.
@NullMarked
package dev.rolecall.explanation.render.terminal;

import org.jspecify.annotations.NullMarked;
