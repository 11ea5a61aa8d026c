/// Sample events that are run before a snapshot of the started function is taken, so that the first
/// real one finds classes loaded and code compiled.
@NullMarked
package dev.rolecall.lambda.priming;

import org.jspecify.annotations.NullMarked;
