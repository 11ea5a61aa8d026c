/// Lambda, for which the SDK's module is left out of the jars: two calls are all that is needed.
@NullMarked
package dev.rolecall.evidence.aws.lambda;

import org.jspecify.annotations.NullMarked;
