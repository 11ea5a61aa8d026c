/// Tokens and assertions as their bearers hold them: read without their signature, and turned into
/// what a call with them sends. What they contain stays here, but for the values of the condition
/// keys that AWS makes of them.
@NullMarked
package dev.rolecall.gate.token;

import org.jspecify.annotations.NullMarked;
