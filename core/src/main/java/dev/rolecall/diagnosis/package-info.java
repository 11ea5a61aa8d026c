/// Why a call was denied, how sure that is, and what would let it pass.
///
/// AWS's refusal is a fact; the search is for what is consistent with it. Every layer is evaluated
/// in three values; what denies on known facts is a cause for certain, what is unknown is a
/// suspect. A fix is offered only when the call, evaluated again with all fixes applied, passes.
@NullMarked
package dev.rolecall.diagnosis;

import org.jspecify.annotations.NullMarked;
