/// Explanations for Microsoft Teams: Adaptive Cards within Teams's limits.
@NullMarked
package dev.rolecall.explanation.render.teams;

import org.jspecify.annotations.NullMarked;
