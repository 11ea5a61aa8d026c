/// AWS's own evaluation of a denied call, as its API writes it.
@NullMarked
package dev.rolecall.evidence.evaluation;

import org.jspecify.annotations.NullMarked;
