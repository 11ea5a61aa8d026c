/// The parts of each function, put together.
@NullMarked
package dev.rolecall.lambda.wiring;

import org.jspecify.annotations.NullMarked;
