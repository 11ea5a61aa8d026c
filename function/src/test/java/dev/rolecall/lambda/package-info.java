/// The functions, in this JVM and as Lambda runs them.
@NullMarked
package dev.rolecall.lambda;

import org.jspecify.annotations.NullMarked;
