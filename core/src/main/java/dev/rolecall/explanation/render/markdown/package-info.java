/// Explanations in markdown.
@NullMarked
package dev.rolecall.explanation.render.markdown;

import org.jspecify.annotations.NullMarked;
