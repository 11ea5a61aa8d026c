/// The Lambda functions and what starts them.
@NullMarked
package dev.rolecall.infra.function;

import org.jspecify.annotations.NullMarked;
