/// Tests of pairs, plans and what becomes of the one by the other.
@NullMarked
package dev.rolecall.gate;

import org.jspecify.annotations.NullMarked;
