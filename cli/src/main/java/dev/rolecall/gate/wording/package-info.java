/// The sentences of the gate: outcomes of pairs, and what is wrong with a pairs file, a plan or a
/// token.
@NullMarked
package dev.rolecall.gate.wording;

import org.jspecify.annotations.NullMarked;
