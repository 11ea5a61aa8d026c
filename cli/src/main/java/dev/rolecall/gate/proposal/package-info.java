/// Changes of policies that are only proposed, laid over what was read.
@NullMarked
package dev.rolecall.gate.proposal;

import org.jspecify.annotations.NullMarked;
