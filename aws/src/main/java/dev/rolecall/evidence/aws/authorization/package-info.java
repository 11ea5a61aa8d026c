/// Asks AWS for its own evaluations of denied calls.
@NullMarked
package dev.rolecall.evidence.aws.authorization;

import org.jspecify.annotations.NullMarked;
