/// Explanations and incidents as JSON.
@NullMarked
package dev.rolecall.explanation.render.json;

import org.jspecify.annotations.NullMarked;
